"""The robust Cholesky factor."""

import numpy as np
import pytest

from sklearn_hpt.surrogates.linalg import robust_cholesky


def _covariance(n, seed=0):
    A = np.random.default_rng(seed).normal(size=(n, n))
    return A @ A.T + n * np.eye(n)


def test_leaves_a_positive_definite_matrix_as_it_is():
    K = _covariance(6)
    L = robust_cholesky(K)
    np.testing.assert_allclose(L, np.linalg.cholesky(K), rtol=1e-12, atol=1e-12)


def test_factors_a_singular_matrix_with_a_little_jitter():
    K = np.ones((5, 5))
    L = robust_cholesky(K)
    np.testing.assert_allclose(L @ L.T, K, atol=1e-6)


def test_factors_a_slightly_indefinite_matrix():
    K = np.ones((3, 3)) - 1e-5 * np.eye(3)
    L = robust_cholesky(K)
    np.testing.assert_allclose(L @ L.T, K, atol=2e-4)


@pytest.mark.parametrize(
    "K", [-np.eye(3), np.array([[1.0, 5.0], [5.0, 1.0]]), np.full((2, 2), np.nan)]
)
def test_refuses_what_no_jitter_can_mend(K):
    with pytest.raises(np.linalg.LinAlgError):
        robust_cholesky(K)


def test_does_not_write_into_its_argument():
    K = _covariance(4)
    before = K.copy()
    robust_cholesky(K)
    np.testing.assert_array_equal(K, before)
