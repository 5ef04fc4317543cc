"""The Matern-5/2 kernel."""

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from sklearn.gaussian_process.kernels import DotProduct, Matern

from sklearn_hpt.surrogates.kernels import Kernel, matern52_with_slope, squared_distances


def test_agrees_with_scikit_learn():
    rng = np.random.default_rng(0)
    A, B = rng.random((7, 3)), rng.random((5, 3))
    lengthscales = np.array([0.3, 1.0, 4.0])
    kernel = Kernel(2.0, 1.0 / lengthscales)
    expected = 2.0 * Matern(lengthscales, nu=2.5)(A, B)
    np.testing.assert_allclose(kernel.covariances(A, B), expected, rtol=1e-12)


@pytest.mark.parametrize("r2", [1e-4, 0.1, 1.0, 30.0])
def test_slope_is_the_derivative(r2):
    h = 1e-5 * r2
    below, above = (matern52_with_slope(np.array([r2 + e]))[0][0] for e in (-h, h))
    slope = matern52_with_slope(np.array([r2]))[1][0]
    assert slope == pytest.approx((above - below) / (2 * h), rel=1e-5)


def test_slope_is_finite_where_points_coincide():
    correlation, slope = matern52_with_slope(np.array([0.0]))
    assert correlation[0] == 1.0
    assert slope[0] == pytest.approx(-5 / 6)


def test_trend_is_the_linear_kernel_of_scikit_learn():
    rng = np.random.default_rng(0)
    A, B = rng.random((7, 3)), rng.random((5, 3))
    with_trend, without = Kernel(1.0, np.ones(3), trend=0.7), Kernel(1.0, np.ones(3))
    expected = 0.7 * DotProduct(sigma_0=0.0)(A - 0.5, B - 0.5)
    difference = with_trend.covariances(A, B) - without.covariances(A, B)
    np.testing.assert_allclose(difference, expected, atol=1e-12)


def test_variances_are_the_diagonal():
    A = np.random.default_rng(0).random((7, 3))
    kernel = Kernel(1.3, np.array([0.5, 1.0, 2.0]), trend=0.7)
    np.testing.assert_allclose(kernel.variances(A), np.diagonal(kernel.covariances(A, A)))


def test_gradients():
    rng = np.random.default_rng(1)
    A, B, weights = rng.random((3, 4)), rng.random((6, 4)), rng.normal(size=(3, 6))
    kernel = Kernel(1.5, np.array([0.5, 1.0, 2.0, 3.0]), trend=0.4)
    covariances, slopes = kernel.covariances_and_slopes(A, B)
    np.testing.assert_array_equal(covariances, kernel.covariances(A, B))
    gradient = kernel.gradient(A, B, slopes, weights)
    variance_gradient = kernel.variance_gradient(A)
    for row in range(3):
        numeric = approx_fprime(
            A[row], lambda a, row=row: kernel.covariances(a[None], B)[0] @ weights[row], 1e-7
        )
        np.testing.assert_allclose(gradient[row], numeric, atol=1e-5)
        numeric = approx_fprime(A[row], lambda a: kernel.variances(a[None])[0], 1e-7)
        np.testing.assert_allclose(variance_gradient[row], numeric, atol=1e-5)


def test_squared_distances():
    rng = np.random.default_rng(0)
    A, B = rng.random((2, 5, 3)), rng.random((2, 4, 3))
    expected = ((A[:, :, None] - B[:, None]) ** 2).sum(axis=-1)
    np.testing.assert_allclose(squared_distances(A, B), expected, rtol=1e-12)
    assert (squared_distances(1e3 + A, 1e3 + A) >= 0.0).all()
