"""Functions drawn from a Gaussian process."""

import numpy as np
from scipy.optimize import approx_fprime

from sklearn_hpt.surrogates import GaussianPosterior
from sklearn_hpt.surrogates.kernels import Kernel
from sklearn_hpt.surrogates.paths import PriorPath

KERNEL = Kernel(1.7, np.array([2.0, 0.5]), 0.3)
RNG = np.random.default_rng(0)
AT = RNG.random((5, 2))


def _posterior():
    Z = np.random.default_rng(1).random((9, 2))
    y = np.sin(4 * Z[:, 0]) + Z[:, 1]
    return GaussianPosterior(KERNEL, Z, y[:, None], np.full(9, 1e-3), np.full(9, 1e-2))


def test_prior_paths_have_the_covariance_of_the_kernel():
    rngs = map(np.random.default_rng, range(4000))
    paths = np.array([PriorPath.of(KERNEL, 2, rng).values(AT) for rng in rngs])
    exact = KERNEL.covariances(AT, AT)
    np.testing.assert_allclose(np.cov(paths.T), exact, atol=0.06 * exact.max())
    np.testing.assert_allclose(paths.mean(axis=0), 0.0, atol=0.06)


def test_paths_follow_the_posterior():
    posterior = _posterior()
    rngs = map(np.random.default_rng, range(1500))
    paths = np.array([posterior.draw(rng).values(AT) for rng in rngs])
    mean, std = posterior.mean_and_std(AT)
    np.testing.assert_allclose(paths.mean(axis=0), mean[:, 0], atol=0.1 * std.max())
    np.testing.assert_allclose(paths.std(axis=0), std[:, 0], rtol=0.12)
    np.testing.assert_allclose(np.cov(paths.T), posterior.joint(AT)[1], atol=0.1 * std.max() ** 2)


def test_derivatives():
    path = _posterior().draw(np.random.default_rng(3))
    values, gradients = path.values_and_gradients(AT)
    np.testing.assert_allclose(values, path.values(AT))
    for z, gradient in zip(AT, gradients, strict=True):
        numeric = approx_fprime(z, lambda z: path.values(z[None])[0], 1e-7)
        np.testing.assert_allclose(gradient, numeric, rtol=1e-4, atol=1e-5)


def test_the_same_generator_gives_the_same_path():
    drawn = [_posterior().draw(np.random.default_rng(5)).values(AT) for _ in range(2)]
    np.testing.assert_array_equal(*drawn)
