"""Plausible hyperparameters around the most probable ones."""

import numpy as np
from scipy.optimize import minimize

from sklearn_hpt.surrogates.evidence import Evidence
from sklearn_hpt.surrogates.hyperparameters import Prior
from sklearn_hpt.surrogates.laplace import draw_around

PRIOR = Prior(2)


def _evidence(n=40):
    Z = np.random.default_rng(0).random((n, 2))
    y = np.sin(4.0 * Z[:, 0]) + 0.3 * np.cos(3.0 * Z[:, 1])
    return Evidence(Z, (y - y.mean()) / y.std(), np.full(n, 0.05), np.arange(2), PRIOR)


def _mode(evidence):
    return minimize(evidence, PRIOR.mode.vector, jac=True, bounds=PRIOR.bounds).x


class Quadratic:
    """An evidence that is normal, with the mode and the inverse covariance given."""

    def __init__(self, mode, H):
        self.mode = mode
        self.H = H

    def __call__(self, theta):
        away = theta - self.mode
        return 0.5 * away @ self.H @ away, self.H @ away


def test_draws_of_a_normal_posterior_have_its_covariance():
    root = np.random.default_rng(0).normal(size=(5, 5))
    H = root @ root.T + 4.0 * np.eye(5)
    mode = PRIOR.mode.vector
    draws = draw_around(mode, Quadratic(mode, H), PRIOR, 40_000, np.random.default_rng(1))
    np.testing.assert_allclose(np.cov(draws.T), np.linalg.inv(H), atol=0.01)


def test_no_draws_are_wider_than_the_prior():
    flat = Quadratic(PRIOR.mode.vector, np.zeros((5, 5)))
    draws = draw_around(flat.mode, flat, PRIOR, 20_000, np.random.default_rng(1))
    np.testing.assert_allclose(draws.std(axis=0), [0.8, 0.8, 1.0, 1.0, 2.0], rtol=0.05)


def test_draws_are_antithetic_and_bounded():
    evidence = _evidence()
    mode = _mode(evidence)
    draws = draw_around(mode, evidence, PRIOR, 5, np.random.default_rng(0))
    lowest, highest = np.array(PRIOR.bounds).T
    assert draws.shape == (5, 5)
    assert ((draws >= lowest) & (draws <= highest)).all()
    first, mirrored = draws[0] - mode, draws[3] - mode
    free = (draws[0] > lowest) & (draws[0] < highest) & (draws[3] > lowest) & (draws[3] < highest)
    np.testing.assert_allclose(first[free], -mirrored[free], atol=1e-12)


def test_draws_are_plausible():
    evidence = _evidence()
    mode = _mode(evidence)
    draws = draw_around(mode, evidence, PRIOR, 8, np.random.default_rng(0))
    best = evidence(mode)[0]
    worse = np.array([evidence(draw)[0] - best for draw in draws])
    assert (worse > 0.0).all()
    assert np.median(worse) < 10.0  # about k / 2 = 2.5 for a normal posterior
