"""The robust Cholesky factor of covariance matrices, and what is computed with it."""

import numpy as np
from scipy.linalg import lapack

from sklearn_hpt._typing import FloatArray

JITTERS = (0.0, 1e-8, 1e-6, 1e-4, 1e-2)
"""What is added to the diagonal, relative to its mean, until the matrix can be factored."""


def robust_cholesky(K: FloatArray) -> FloatArray:
    """Factor covariance matrices that rounding may have made indefinite.

    Parameters
    ----------
    K : array of shape (..., n, n)
        Symmetric; only lower triangles are read.

    Returns
    -------
    L : array of shape (..., n, n)
        Lower triangular, with ``L @ L.T`` equal to `K` plus the smallest jitter of `JITTERS`
        that makes it positive definite.

    Raises
    ------
    numpy.linalg.LinAlgError
        If no jitter is enough, or `K` holds a number that is not finite.

    Examples
    --------
    >>> robust_cholesky(np.array([[4.0, 0.0], [2.0, 2.0]]))
    array([[2., 0.],
           [1., 1.]])
    """
    if K.ndim > 2:
        return np.stack([robust_cholesky(each) for each in K])
    scale = float(K.trace()) / max(len(K), 1)
    if not np.isfinite(scale):
        raise np.linalg.LinAlgError("The covariance matrix has entries that are not finite.")
    for jitter in JITTERS:
        attempt = K if jitter == 0.0 else K + (jitter * scale) * np.eye(len(K))
        L: FloatArray
        L, info = lapack.dpotrf(attempt, lower=1, clean=1)
        if info == 0 and np.isfinite(L).all():
            return L
    raise np.linalg.LinAlgError(
        f"A covariance matrix of shape {K.shape} is not positive definite, "
        f"even with {JITTERS[-1]:g} of its mean added to the diagonal."
    )


def inverse_cholesky(L: FloatArray) -> FloatArray:
    """Invert Cholesky factors.

    Parameters
    ----------
    L : array of shape (..., n, n)
        Lower triangular.

    Returns
    -------
    inverse : array of shape (..., n, n)
        Lower triangular, in C order.
    """
    if L.ndim > 2:
        return np.stack([inverse_cholesky(each) for each in L])
    inverse, _ = lapack.dtrtri(L, lower=1)
    return np.ascontiguousarray(inverse)


def cholesky_solve(L: FloatArray, Y: FloatArray) -> FloatArray:
    """Solve ``L @ L.T @ X = Y``.

    Parameters
    ----------
    L : array of shape (..., n, n)
        Cholesky factors.
    Y : array of shape (n, f) or (..., n, f)
        The same for all factors, or one for each.

    Returns
    -------
    X : array of shape (..., n, f)
    """
    if L.ndim > 2:
        each = Y if Y.ndim > 2 else [Y] * len(L)
        return np.stack([cholesky_solve(factor, y) for factor, y in zip(L, each, strict=True)])
    X: FloatArray
    X, _ = lapack.dpotrs(L, Y, lower=1)
    return X
