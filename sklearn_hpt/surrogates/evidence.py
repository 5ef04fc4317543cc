"""The evidence for hyperparameters: minus the log posterior density, with its gradient."""

# Z (n, c) embedded points;  owner (c,) dimension of each column;  y (n,) standardised scores
# D (d, p) squared distance within each dimension, for all p = n (n - 1) / 2 pairs i < j
# T (n, n) linear kernel of the points
# K = s2 k(w . D) + tr T + (sn2 + v) I,   w_j = exp(-2 t_j),  t_j = ln l_j
# -ln p(y | t) = y' a / 2 + sum ln L_ii,  a = K^-1 y           [Rasmussen & Williams 2006, eq. 2.30]
# its derivative with respect to K_ij (i < j): (K^-1 - a a')_ij          [same, eq. 5.9]

import numpy as np
from scipy.linalg import lapack

from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.surrogates.hyperparameters import Prior
from sklearn_hpt.surrogates.kernels import Kernel, matern52_with_slope
from sklearn_hpt.surrogates.linalg import robust_cholesky

NUGGET = 1e-6  # least noise variance: keeps K well conditioned


class Evidence:
    """Minus the log posterior density of the hyperparameters.

    Parameters
    ----------
    Z : array of shape (n, c)
        Embedded points.
    y : array of shape (n,)
        Standardised scores.
    noise : array of shape (n,)
        Variance of each score that is known beforehand, 0 where none is.
    owner : array of shape (c,)
        The dimension that each column of `Z` belongs to.
    prior : Prior
        What is believed of the hyperparameters.
    """

    def __init__(
        self, Z: FloatArray, y: FloatArray, noise: FloatArray, owner: IntArray, prior: Prior
    ) -> None:
        self._y = y
        self._noise = noise
        self._prior = prior
        self._rows, self._columns = np.triu_indices(len(y), k=1)
        squares = (Z.T[:, self._rows] - Z.T[:, self._columns]) ** 2
        self._T = Kernel(0.0, np.ones(len(owner)), 1.0).covariances(Z, Z)
        self._D = np.zeros((prior.n_dimensions, len(self._rows)))
        np.add.at(self._D, owner, squares)

    def __call__(self, theta: FloatArray) -> tuple[float, FloatArray]:
        """Give minus the log posterior density, up to a constant, and its gradient.

        Parameters
        ----------
        theta : array of shape (d + 3,)
            The vector of `Hyperparameters`.

        Returns
        -------
        value : float
        gradient : array of shape (d + 3,)
        """
        n = len(self._y)
        weights = np.exp(-2.0 * theta[:-3])
        trend, signal, noise = np.exp(theta[-3:])
        correlation, slope = matern52_with_slope(weights @ self._D)
        K = trend * self._T
        K[self._columns, self._rows] += signal * correlation
        K[np.diag_indices(n)] += signal + noise + NUGGET + self._noise
        L = robust_cholesky(K)
        alpha, _ = lapack.dpotrs(L, self._y, lower=1)
        inverse, _ = lapack.dpotri(L, lower=1)
        by_pair = inverse[self._columns, self._rows] - alpha[self._rows] * alpha[self._columns]
        diagonal = 0.5 * (np.diagonal(inverse) - alpha * alpha)
        by_diagonal = float(diagonal.sum())
        penalty, gradient = self._prior.penalty(theta)
        value = 0.5 * float(self._y @ alpha) + float(np.log(np.diagonal(L)).sum()) + penalty
        by_trend = by_pair @ self._T[self._columns, self._rows] + diagonal @ np.diagonal(self._T)
        gradient[:-3] += -2.0 * signal * weights * (self._D @ (by_pair * slope))
        gradient[-3] += trend * float(by_trend)
        gradient[-2] += signal * (float(by_pair @ correlation) + by_diagonal)
        gradient[-1] += noise * by_diagonal
        return value, gradient
