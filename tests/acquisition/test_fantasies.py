"""Fantasies for pending trials."""

import numpy as np

from sklearn_hpt.acquisition import imagine
from sklearn_hpt.surrogates import GaussianProcess


def _posterior(seed=0, most_settings=1):
    rng = np.random.default_rng(seed)
    Z = rng.random((10, 2))
    return GaussianProcess(2, np.arange(2), most_settings).fit(Z, np.sin(5 * Z[:, 0]))


def test_nothing_pending_leaves_the_posterior_alone():
    posterior = _posterior()
    assert imagine(posterior, np.empty((0, 2)), np.random.default_rng(0)) is posterior


def test_each_fantasy_equals_a_refit_with_its_scores():
    posterior = _posterior()
    pending, at = np.random.default_rng(1).random((3, 2)), np.random.default_rng(2).random((6, 2))
    imagined = imagine(posterior, pending, np.random.default_rng(3))
    mean, std = imagined.mean_and_std(at)
    kernel = imagined.kernel.first
    K = kernel.covariances(imagined.Z, imagined.Z) + 1e-6 * np.eye(len(imagined.Z))
    k = kernel.covariances(at, imagined.Z)
    explained = np.einsum("qn,nq->q", k, np.linalg.solve(K, k.T))
    expected = np.sqrt(kernel.variances(at) - explained)
    for fantasy, y in enumerate(imagined.Y[0].T):
        np.testing.assert_allclose(std[:, fantasy], expected, rtol=1e-5)
        refit = k @ np.linalg.solve(K + np.diag(imagined.rough[0]), y)
        np.testing.assert_allclose(mean[:, fantasy], refit, rtol=1e-6, atol=1e-8)
    np.testing.assert_array_equal(imagined.rough[:, -3:], 0.0)


def test_fantasies_follow_the_posterior():
    posterior = _posterior()
    pending = np.array([[0.5, 0.5], [0.9, 0.1]])
    draws = [
        imagine(posterior, pending, np.random.default_rng(seed)).Y[0, -2:] for seed in range(200)
    ]
    mean, covariance = posterior.joint(pending)
    values = np.concatenate(draws, axis=1)
    std = np.sqrt(np.diagonal(covariance[0]))
    np.testing.assert_allclose(values.mean(axis=1), mean[0, :, 0], atol=0.05 * std.max() + 1e-3)
    np.testing.assert_allclose(values.std(axis=1), std, rtol=0.1, atol=1e-3)


def test_far_apart_in_number_of_pending_trials():
    posterior = _posterior()
    pending = np.random.default_rng(1).random((64, 2))
    imagined = imagine(posterior, pending, np.random.default_rng(0))
    assert np.isfinite(imagined.mean_and_std(pending)[0]).all()
