"""The Gaussian process against a textbook: plain inverses, and scikit-learn's regressor."""

import numpy as np
import pytest
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern

from sklearn_hpt.surrogates import GaussianPosterior
from sklearn_hpt.surrogates.evidence import NUGGET
from sklearn_hpt.surrogates.kernels import Kernel


@pytest.mark.parametrize(("n", "seed"), [(3, 0), (12, 1), (40, 2)])
def test_posterior_is_the_textbook_solution(n, seed):
    rng = np.random.default_rng(seed)
    Z, at, y = rng.random((n, 3)), rng.random((6, 3)), rng.normal(size=n)
    lengthscales, noise = np.array([0.3, 0.8, 2.0]), 0.05
    kernel = ConstantKernel(1.6) * Matern(lengthscales, nu=2.5)

    K = kernel(Z) + (noise + NUGGET) * np.eye(n)
    k = kernel(at, Z)
    expected_mean = k @ np.linalg.inv(K) @ y
    expected_covariance = kernel(at) - k @ np.linalg.inv(K) @ k.T

    kernel = Kernel(1.6, 1.0 / lengthscales)
    posterior = GaussianPosterior(kernel, Z, y[:, None], np.full(n, noise), np.zeros(n))
    mean, covariance = posterior.joint(at)
    np.testing.assert_allclose(mean[:, 0], expected_mean, rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(covariance, expected_covariance, rtol=1e-8, atol=1e-10)


def test_posterior_is_that_of_scikit_learn():
    rng = np.random.default_rng(0)
    Z, at, y = rng.random((25, 2)), rng.random((9, 2)), rng.normal(size=25)
    lengthscales, noise = np.array([0.4, 0.7]), 0.02
    kernel = ConstantKernel(1.2) * Matern(lengthscales, nu=2.5)
    regressor = GaussianProcessRegressor(kernel, alpha=noise + NUGGET, optimizer=None).fit(Z, y)
    expected_mean, expected_std = regressor.predict(at, return_std=True)

    kernel = Kernel(1.2, 1.0 / lengthscales)
    posterior = GaussianPosterior(kernel, Z, y[:, None], np.full(25, noise), np.zeros(25))
    mean, std = posterior.mean_and_std(at)
    np.testing.assert_allclose(mean[:, 0], expected_mean, rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(std[:, 0], expected_std, rtol=1e-8)
