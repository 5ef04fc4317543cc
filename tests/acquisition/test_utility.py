"""The utility of embedded points."""

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.special import logsumexp

from sklearn_hpt.acquisition import Feasibility, LogExpectedImprovement, Utility, imagine
from sklearn_hpt.surrogates import GaussianProcess

SUCCEEDED = np.repeat([1.0, 0.0], [9, 3])


def _posterior():
    rng = np.random.default_rng(0)
    Z = rng.random((12, 3))
    return GaussianProcess(3, np.arange(3)).fit(Z, np.sin(5 * Z[:, 0]) + Z[:, 1])


def _utility(n_pending=0, with_failures=False):
    posterior = _posterior()
    pending = np.random.default_rng(1).random((n_pending, 3))
    imagined = imagine(posterior, pending, np.random.default_rng(2))
    best = imagined.mean_and_std(imagined.Z)[0].max(axis=0)
    feasibility = Feasibility(posterior.kernel, posterior.Z, SUCCEEDED) if with_failures else None
    return Utility(imagined, LogExpectedImprovement(), best, feasibility)


@pytest.mark.parametrize("n_pending", [0, 1, 4])
@pytest.mark.parametrize("with_failures", [False, True])
def test_value_and_gradient(n_pending, with_failures):
    utility = _utility(n_pending, with_failures)
    z = np.array([0.31, 0.77, 0.52])
    value, gradient = utility.value_and_gradient(z)
    assert value == pytest.approx(utility.values(z[None])[0], rel=1e-9)
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


def test_failures_lower_the_utility_near_by_and_nowhere_else():
    posterior = _posterior()
    feasibility = Feasibility(posterior.kernel, posterior.Z, SUCCEEDED)
    near_failed, near_success = feasibility.log_probability(posterior.Z[[-1, 0]])
    assert near_failed < near_success <= 0.0
    far = feasibility.log_probability(np.full((1, 3), 1e3))
    assert far[0] == pytest.approx(0.0, abs=1e-9)


def test_without_failures_success_is_certain():
    posterior = _posterior()
    feasibility = Feasibility(posterior.kernel, posterior.Z, np.ones(12))
    np.testing.assert_allclose(feasibility.log_probability(posterior.Z), 0.0, atol=1e-12)
