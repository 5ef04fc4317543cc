"""Fantasies for pending trials."""

import numpy as np

from sklearn_hpt.acquisition import imagine
from sklearn_hpt.surrogates import GaussianPosterior, GaussianProcess


def _posterior(seed=0):
    rng = np.random.default_rng(seed)
    Z = rng.random((10, 2))
    return GaussianProcess(2, np.arange(2)).fit(Z, np.sin(5 * Z[:, 0]))


def test_nothing_pending_leaves_the_posterior_alone():
    posterior = _posterior()
    assert imagine(posterior, np.empty((0, 2)), np.random.default_rng(0)) is posterior


def test_each_fantasy_equals_a_refit_with_its_scores():
    posterior = _posterior()
    pending, at = np.random.default_rng(1).random((3, 2)), np.random.default_rng(2).random((6, 2))
    imagined = imagine(posterior, pending, np.random.default_rng(3))
    mean, std = imagined.mean_and_std(at)
    n = len(posterior.Z)
    for fantasy in range(imagined.Y.shape[1]):
        factors = []
        for factor in (posterior.L, posterior.R):
            K = posterior.kernel.covariances(imagined.Z, imagined.Z)
            K[:n, :n] = factor @ factor.T
            K[n:, n:] += 1e-6 * np.eye(len(pending))
            factors.append(np.linalg.cholesky(K))
        refit = GaussianPosterior(posterior.kernel, imagined.Z, imagined.Y[:, [fantasy]], *factors)
        refit_mean, refit_std = refit.mean_and_std(at)
        np.testing.assert_allclose(mean[:, fantasy], refit_mean[:, 0], rtol=1e-6, atol=1e-8)
        np.testing.assert_allclose(std, refit_std, rtol=1e-6)


def test_fantasies_follow_the_posterior():
    posterior = _posterior()
    pending = np.array([[0.5, 0.5], [0.9, 0.1]])
    draws = [imagine(posterior, pending, np.random.default_rng(seed)).Y[-2:] for seed in range(200)]
    mean, covariance = posterior.joint(pending)
    values = np.concatenate(draws, axis=1)
    std = np.sqrt(np.diagonal(covariance))
    np.testing.assert_allclose(values.mean(axis=1), mean[:, 0], atol=0.05 * std.max() + 1e-3)
    np.testing.assert_allclose(values.std(axis=1), std, rtol=0.1, atol=1e-3)


def test_far_apart_in_number_of_pending_trials():
    posterior = _posterior()
    pending = np.random.default_rng(1).random((64, 2))
    imagined = imagine(posterior, pending, np.random.default_rng(0))
    assert np.isfinite(imagined.mean_and_std(pending)[0]).all()
