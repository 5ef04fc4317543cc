"""The slack below a limit: the textbook's probability, its gradient, and whatever comes."""

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.stats import norm
from sklearn.gaussian_process.kernels import ConstantKernel, Matern

from sklearn_hpt.acquisition import Slack
from sklearn_hpt.surrogates import GaussianPosterior, GaussianProcess
from sklearn_hpt.surrogates.evidence import NUGGET
from sklearn_hpt.surrogates.kernels import Kernel

LENGTHSCALES, NOISE = np.array([0.3, 0.8]), 0.05
RNG = np.random.default_rng(0)
Z, AT = RNG.random((14, 2)), RNG.random((6, 2))
SLACKS = 3.0 * (Z[:, 0] - 0.4) + 0.2 * np.sin(9 * Z[:, 1])


class Fixed:
    """A process whose hyperparameters are given."""

    def fit(self, Z, y):
        kernel = Kernel(1.6, 1.0 / LENGTHSCALES)
        return GaussianPosterior(kernel, Z, y[:, None], np.full(len(y), NOISE), np.zeros(len(y)))


def fitted(slacks=SLACKS, rows=slice(None)):
    return Slack.of(GaussianProcess(2, np.arange(2), most_settings=1), Z[rows], slacks)


def test_it_is_the_textbook_probability():
    bilog = np.sign(SLACKS) * np.log(1 + np.abs(SLACKS) / np.median(np.abs(SLACKS)))
    y, threshold = (bilog - bilog.mean()) / bilog.std(), -bilog.mean() / bilog.std()
    kernel = ConstantKernel(1.6) * Matern(LENGTHSCALES, nu=2.5)
    k, K = kernel(AT, Z), kernel(Z) + (NOISE + NUGGET) * np.eye(len(Z))
    mean = k @ np.linalg.inv(K) @ y
    std = np.sqrt(np.diag(kernel(AT) - k @ np.linalg.inv(K) @ k.T))
    expected = norm.cdf((mean - threshold) / std)
    np.testing.assert_allclose(np.exp(Slack.of(Fixed(), Z, SLACKS).values(AT)), expected, rtol=1e-6)


@pytest.mark.parametrize("n_pending", [0, 2])
def test_its_gradient_is_that_of_its_values(n_pending):
    slack = fitted().imagined(RNG.random((n_pending, 2)), np.random.default_rng(1))
    values, gradients = slack.values_and_gradients(AT)
    np.testing.assert_allclose(values, slack.values(AT), rtol=1e-9)
    for z, gradient in zip(AT, gradients, strict=True):
        numeric = approx_fprime(z, lambda z: slack.values(z[None])[0], 1e-7)
        np.testing.assert_allclose(gradient, numeric, rtol=1e-4, atol=1e-4)


def test_it_knows_what_was_seen():
    probabilities = np.exp(fitted().values(Z))
    assert ((probabilities > 0.5) == (SLACKS >= 0)).mean() >= 13 / 14


def test_where_a_trial_runs_its_outcome_is_as_good_as_known():
    slack, at = fitted(), np.array([[2.0, 2.0]])
    runs = slack.imagined(at, np.random.default_rng(2))
    near = runs.posterior.mean_and_std(at)[1].max()
    assert near < 0.1 * slack.posterior.mean_and_std(at)[1].max()
    assert slack.imagined(at[:0], np.random.default_rng(2)) == slack


@pytest.mark.parametrize("factor", [2.0**-40, 8.0, 2.0**900])
def test_the_unit_of_an_outcome_does_not_matter(factor):
    np.testing.assert_array_equal(fitted(factor * SLACKS).values(AT), fitted().values(AT))


@pytest.mark.parametrize(
    "slacks",
    [
        [0.0] * 5,
        [-2.0] * 5,
        [3.0] * 5,
        [1e300, -1e300, 1.0, 1e-300, 0.0],
        [-np.inf, 1.0, 1.0, np.inf, 5e-324],
        [-1e-9],
    ],
)
def test_any_slacks_give_probabilities(slacks):
    slack = fitted(np.array(slacks), slice(len(slacks)))
    values, gradients = slack.values_and_gradients(AT)
    assert (values <= 0).all()
    assert np.isfinite(values).all()
    assert np.isfinite(gradients).all()


def test_where_all_were_outside_alike_what_is_unknown_is_most_probable():
    slack = fitted(np.full(5, -2.0), slice(5))
    values = slack.values(np.concatenate([Z[:5], [[3.0, 3.0]]]))
    assert values.argmax() == 5
