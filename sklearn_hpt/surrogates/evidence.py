"""The evidence for hyperparameters: minus the log posterior density, with its gradient."""

# Z (n, c) embedded points;  owner (c,) dimension of each column;  y (n,) standardised scores
# D (d, p) squared distance within each dimension, for all p = n (n - 1) / 2 pairs i < j
# T (n, n) linear kernel of the points: T_p (p,) of the pairs, T_d (n,) its diagonal
# K = s2 k(w . D) + tr T + (sn2 + v) I,   w_j = exp(-2 t_j),  t_j = ln l_j
# -ln p(y | t) = y' a / 2 + sum ln L_ii,  a = K^-1 y           [Rasmussen & Williams 2006, eq. 2.30]
# its derivative with respect to K_ij (i < j):  Q_ij = (K^-1 - a a')_ij          [same, eq. 5.9]

import numpy as np
from scipy.linalg import lapack

from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.surrogates.hyperparameters import Prior
from sklearn_hpt.surrogates.kernels import MIDDLE, matern52_with_slope
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
        The dimension that each column of `Z` belongs to, ascending.
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
        self._pairs = np.ravel_multi_index((self._rows, self._columns), (len(y), len(y)))
        self._D = np.zeros((prior.n_dimensions, len(self._pairs)))
        for column, dimension in zip(Z.T, owner, strict=True):
            self._D[dimension] += (column[self._rows] - column[self._columns]) ** 2
        linear = (Z - MIDDLE) @ (Z - MIDDLE).T
        self._T_pairs, self._T_diagonal = linear.take(self._pairs), np.diagonal(linear)

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
        weights = np.exp(-2.0 * theta[:-3])
        trend, signal, noise = np.exp(theta[-3:])
        correlation, slope = matern52_with_slope(weights @ self._D)
        variances = signal + trend * self._T_diagonal + noise + NUGGET + self._noise
        L = self._factor(signal * correlation + trend * self._T_pairs, variances)
        alpha, _ = lapack.dpotrs(L, self._y, lower=1)
        Q, half_diagonal = self._by_covariance(L, alpha)
        by_diagonal = float(half_diagonal.sum())
        by_trend = Q @ self._T_pairs + half_diagonal @ self._T_diagonal
        penalty, gradient = self._prior.penalty(theta)
        gradient[-3] += trend * float(by_trend)
        gradient[-2] += signal * (float(Q @ correlation) + by_diagonal)
        gradient[-1] += noise * by_diagonal
        slope *= Q
        gradient[:-3] -= 2.0 * signal * weights * (self._D @ slope)
        log_root = float(np.log(np.diagonal(L)).sum())
        return 0.5 * float(self._y @ alpha) + log_root + penalty, gradient

    def _factor(self, covariances: FloatArray, variances: FloatArray) -> FloatArray:
        """Give the Cholesky factor of the matrix of some covariances, by pair, and variances."""
        K = np.zeros((len(variances), len(variances)))
        entries = K.reshape(-1)
        entries[self._pairs] = covariances
        entries[:: len(K) + 1] = variances
        return robust_cholesky(K.T)  # in the order of LAPACK

    def _by_covariance(self, L: FloatArray, alpha: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give the derivatives by the covariances, (p,), and by the variances, (n,)."""
        inverse, _ = lapack.dpotri(L, lower=1)
        entries = inverse.T.reshape(-1)
        by_pair = entries[self._pairs]
        by_pair -= alpha[self._rows] * alpha[self._columns]
        return by_pair, 0.5 * (entries[:: len(L) + 1] - alpha * alpha)
