"""The posterior of a Gaussian process, conditioned on observations."""

# Z (n, c) embedded observations;  Y (n, f) standardised scores: one column, or one per fantasy
# known (n,) variance of each score;  rough: variance of what the kernel cannot explain
# L (n, n) = chol(K + known + rough);  A (n, f) = (L L')^-1 Y  [Rasmussen & Williams 2006, Alg. 2.1]
# R (n, n) = chol(K + known)                                 [Forrester, Keane & Bressloff 2006]
# at q points: k (q, n);  mean (q, f) = k A;  var (q,) = s2 - |R^-1 k|^2, the same for all fantasies

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.linalg import lapack, solve_triangular

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.surrogates.evidence import NUGGET
from sklearn_hpt.surrogates.kernels import Kernel
from sklearn_hpt.surrogates.linalg import extend_cholesky, robust_cholesky

LEAST_VARIANCE = 1e-12  # of the signal's: what rounding leaves of a variance of zero


@dataclass(frozen=True)
class GaussianPosterior:
    """What is believed of the score at any point, given observations.

    Params that are tried again, on the same splits, get the same score again: a score has no
    noise but what is known of it. So the mean smooths over roughness that the kernel cannot
    explain, while the variance is that of an interpolation, and an observed point has nothing
    left to find out.

    Parameters
    ----------
    kernel : Kernel
    Z : array of shape (n, c)
        Embedded points that were observed.
    Y : array of shape (n, f)
        Their scores on the standardised scale, one column per fantasy.
    L : array of shape (n, n)
        Cholesky factor of the covariance of the scores, for the mean.
    R : array of shape (n, n)
        The same without roughness, for the variance.
    """

    kernel: Kernel
    Z: FloatArray
    Y: FloatArray
    L: FloatArray
    R: FloatArray

    @classmethod
    def given(
        cls,
        kernel: Kernel,
        Z: FloatArray,
        y: FloatArray,
        *,
        known: FloatArray | float = 0.0,
        rough: float = 0.0,
    ) -> "GaussianPosterior":
        """Condition on observations.

        Parameters
        ----------
        kernel : Kernel
        Z : array of shape (n, c)
        y : array of shape (n,)
        known : array of shape (n,) or float, default=0.0
            Variance of each observation: another one at the same point would differ by it.
        rough : float, default=0.0
            Variance of what is particular to a point: another observation there would not
            differ, but one close by would.

        Returns
        -------
        posterior : GaussianPosterior
            With one column of scores.

        Raises
        ------
        numpy.linalg.LinAlgError
            If the covariance of the points cannot be factored.
        """
        K = kernel.covariances(Z, Z)
        K[np.diag_indices(len(y))] = kernel.signal + NUGGET + known
        R = robust_cholesky(K)
        L = R if rough == 0.0 else robust_cholesky(K + rough * np.eye(len(y)))
        return cls(kernel, Z, y[:, None], L, R)

    def mean_and_std(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give mean and standard deviation of the score at some points.

        Parameters
        ----------
        Z : array of shape (q, c)

        Returns
        -------
        mean : array of shape (q, f)
        std : array of shape (q,)
            Positive.
        """
        k = self.kernel.covariances(Z, self.Z)
        V = k @ self._inverse_factor.T
        return k @ self._coefficients, self._std(np.einsum("qn,qn->q", V, V))

    def gradients(self, Z: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """Give mean and standard deviation at some points, with their derivatives there.

        Parameters
        ----------
        Z : array of shape (q, c)

        Returns
        -------
        mean : array of shape (q, f)
        std : array of shape (q,)
        d_mean : array of shape (q, f, c)
        d_std : array of shape (q, c)
        """
        k, slopes = self.kernel.covariances_and_slopes(Z, self.Z)
        V = k @ self._inverse_factor.T
        std = self._std(np.einsum("qn,qn->q", V, V))
        by_distance = slopes * (V @ self._inverse_factor)
        d_std = -self.kernel.gradient(Z, self.Z, by_distance) / std[:, None]
        d_mean = [
            self.kernel.gradient(Z, self.Z, slopes * column) for column in self._coefficients.T
        ]
        return k @ self._coefficients, std, np.stack(d_mean, axis=1), d_std

    def joint(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give mean and covariance of the function at some points together.

        Parameters
        ----------
        Z : array of shape (q, c)

        Returns
        -------
        mean : array of shape (q, f)
        covariance : array of shape (q, q)
        """
        k = self.kernel.covariances(Z, self.Z)
        V = k @ self._inverse_factor.T
        return k @ self._coefficients, self.kernel.covariances(Z, Z) - V @ V.T

    def samples(self, Z: FloatArray, normal: FloatArray) -> FloatArray:
        """Draw functions at some points together.

        Parameters
        ----------
        Z : array of shape (q, c)
        normal : array of shape (q, m)
            Independent standard normal numbers, one column per draw.

        Returns
        -------
        samples : array of shape (q, m)
            Of the first column of scores.
        """
        mean, covariance = self.joint(Z)
        return mean[:, :1] + robust_cholesky(covariance + NUGGET * np.eye(len(Z))) @ normal

    def extended(self, Z: FloatArray, Y: FloatArray) -> "GaussianPosterior":
        """Condition on further observations, with the same hyperparameters.

        Parameters
        ----------
        Z : array of shape (m, c)
            The new points.
        Y : array of shape (m, f)
            Their scores, noise-free; several columns are as many fantasies, and the scores
            before are then shared by all of them.

        Returns
        -------
        posterior : GaussianPosterior
        """
        K22 = self.kernel.covariances(Z, Z) + NUGGET * np.eye(len(Z))
        K21 = self.kernel.covariances(Z, self.Z)
        before = np.broadcast_to(self.Y, (len(self.Y), Y.shape[1]))
        return GaussianPosterior(
            self.kernel,
            np.concatenate([self.Z, Z]),
            np.concatenate([before, Y]),
            extend_cholesky(self.L, K21, K22),
            extend_cholesky(self.R, K21, K22),
        )

    def _std(self, explained: FloatArray) -> FloatArray:
        """Give the standard deviation that is left of the signal's."""
        left = np.maximum(self.kernel.signal - explained, LEAST_VARIANCE * self.kernel.signal)
        std: FloatArray = np.sqrt(left)
        return std

    @cached_property
    def _inverse_factor(self) -> FloatArray:
        """R^-1, shape (n, n)."""
        inverse, _ = lapack.dtrtri(self.R, lower=1)
        return np.ascontiguousarray(inverse)

    @cached_property
    def _coefficients(self) -> FloatArray:
        """(L L')^-1 Y, shape (n, f)."""
        half = solve_triangular(self.L, self.Y, lower=True, check_finite=False)
        return solve_triangular(self.L, half, lower=True, trans="T", check_finite=False)
