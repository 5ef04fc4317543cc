"""The utility of embedded points."""

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.special import logsumexp

from sklearn_hpt.acquisition import Feasibility, LogExpectedImprovement, Utility, imagine
from sklearn_hpt.surrogates import GaussianProcess


def _posterior():
    rng = np.random.default_rng(0)
    Z = rng.random((12, 3))
    return GaussianProcess(3, np.arange(3)).fit(Z, np.sin(5 * Z[:, 0]) + Z[:, 1])


def _feasibility(posterior):
    return Feasibility.of(posterior.kernel, posterior.Z[:9], posterior.Z[9:])


def _utility(n_pending=0, with_failures=False):
    posterior = _posterior()
    pending = np.random.default_rng(1).random((n_pending, 3))
    imagined = imagine(posterior, pending, np.random.default_rng(2))
    best = imagined.mean_and_std(imagined.Z)[0].max(axis=0)
    feasibility = _feasibility(posterior) if with_failures else None
    return Utility(imagined, LogExpectedImprovement(), best, feasibility)


@pytest.mark.parametrize("n_pending", [0, 1, 4])
@pytest.mark.parametrize("with_failures", [False, True])
def test_values_and_gradients(n_pending, with_failures):
    utility = _utility(n_pending, with_failures)
    Z = np.array([[0.31, 0.77, 0.52], [0.9, 0.1, 0.4]])
    values, gradients = utility.values_and_gradients(Z)
    np.testing.assert_allclose(values, utility.values(Z), rtol=1e-9)
    for z, gradient in zip(Z, gradients, strict=True):
        numeric = approx_fprime(z, lambda z: utility.values(z[None])[0], 1e-7)
        np.testing.assert_allclose(gradient, numeric, rtol=1e-4, atol=1e-4)


def test_averages_over_fantasies():
    utility = _utility(n_pending=2)
    Z = np.random.default_rng(3).random((5, 3))
    mean, std = utility.posterior.mean_and_std(Z)
    each = [
        LogExpectedImprovement().value(mean[:, f], std, utility.best[f])
        for f in range(mean.shape[1])
    ]
    np.testing.assert_allclose(utility.values(Z), logsumexp(each, axis=0) - np.log(len(each)))


def test_a_pending_point_is_not_worth_asking_again():
    posterior = _posterior()
    alone = Utility(posterior, LogExpectedImprovement(), np.array([1.0]))
    Z = np.random.default_rng(4).random((200, 3))
    favourite = Z[[alone.values(Z).argmax()]]
    imagined = imagine(posterior, favourite, np.random.default_rng(5))
    best = imagined.mean_and_std(imagined.Z)[0].max(axis=0)
    after = Utility(imagined, LogExpectedImprovement(), best)
    assert after.values(favourite)[0] < alone.values(favourite)[0] - 3.0


def test_failures_lower_the_chance_near_by_and_nowhere_else():
    posterior = _posterior()
    feasibility = _feasibility(posterior)
    near_failed, near_success = feasibility.log_probabilities(posterior.Z[[-1, 0]])
    assert near_failed < np.log(0.5)
    assert near_success > np.log(0.7)
    far = feasibility.log_probabilities(np.full((1, 3), 1e3))
    assert far[0] > np.log(0.8)


def test_the_more_failures_the_less_hope():
    kernel = _posterior().kernel
    Z = np.full((6, 3), 0.5)
    none = np.empty((0, 3))
    hope = [Feasibility.of(kernel, none, Z[:n]).log_probabilities(Z[:1])[0] for n in range(1, 7)]
    assert (np.diff(hope) < 0.0).all()
