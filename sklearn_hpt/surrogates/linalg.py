"""The robust Cholesky factor of a covariance matrix."""

import numpy as np
from scipy.linalg import lapack

from sklearn_hpt._typing import FloatArray

JITTERS = (0.0, 1e-8, 1e-6, 1e-4, 1e-2)
"""What is added to the diagonal, relative to its mean, until the matrix can be factored."""


def robust_cholesky(K: FloatArray) -> FloatArray:
    """Factor a covariance matrix that rounding may have made indefinite.

    Parameters
    ----------
    K : array of shape (n, n)
        Symmetric; only its lower triangle is read.

    Returns
    -------
    L : array of shape (n, n)
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
    scale = float(np.mean(np.diagonal(K))) if len(K) else 0.0
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
