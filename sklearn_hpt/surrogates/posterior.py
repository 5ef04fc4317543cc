"""The posterior of a Gaussian process, conditioned on observations."""

# Z (n, c) embedded observations;  Y (..., n, f) standardised scores: one column, or one a fantasy
# ...: settings of the hyperparameters, side by side;  h: all columns of all settings
# known (n,) variance of each score;  rough (..., n) variance that the kernel cannot explain
# L (..., n, n) = chol(K + known + rough);  A (..., n, f) = (L L')^-1 Y    [Rasmussen & Williams
#                                                                          2006, algorithm 2.1]
# R (..., n, n) = chol(K + known)                               [Forrester, Keane & Bressloff 2006]
# at q points: k (..., q, n);  mean = k A;  var (..., q) = k(z, z) - |R^-1 k|^2

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.surrogates.evidence import NUGGET
from sklearn_hpt.surrogates.kernels import Kernel
from sklearn_hpt.surrogates.linalg import cholesky_solve, inverse_cholesky, robust_cholesky
from sklearn_hpt.surrogates.paths import Path, PriorPath
from sklearn_hpt.surrogates.protocol import Pullback

MOST_AT_ONCE = 2**16  # covariances, of all settings: what stays in the cache of a processor
LEAST_VARIANCE = 1e-12  # of the prior's: what rounding leaves of a variance of zero


@dataclass(frozen=True)
class GaussianPosterior:
    """What is believed of the score at any point, given observations.

    Params that are tried again, on the same splits, get the same score again: a score has no
    noise but what is known of it. So the mean smooths over roughness that the kernel cannot
    explain, while the variance is that of an interpolation, and an observed point has nothing
    left to find out.

    Several settings of the hyperparameters may stand side by side, as the leading axes of the
    kernel: each is a column of its own in what is predicted.

    Parameters
    ----------
    kernel : Kernel
    Z : array of shape (n, c)
        Embedded points that were observed.
    Y : array of shape (n, f) or (..., n, f)
        Their scores on the standardised scale, one column per fantasy.
    known : array of shape (n,)
        Variance of each score: another one at the same point would differ by it.
    rough : array of shape (..., n)
        Variance of what is particular to a point: another score there would not differ, but
        one close by would.
    """

    kernel: Kernel
    Z: FloatArray
    Y: FloatArray
    known: FloatArray
    rough: FloatArray

    def mean_and_std(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give mean and standard deviation of the score at some points.

        Parameters
        ----------
        Z : array of shape (q, c)

        Returns
        -------
        mean, std : arrays of shape (q, h)
            By setting of the hyperparameters and fantasy; std is positive.
        """
        at_once = max(1, MOST_AT_ONCE // max(self.rough.size, 1))
        if len(Z) > at_once:
            blocks = [Z[start : start + at_once] for start in range(0, len(Z), at_once)]
            means, stds = zip(*map(self.mean_and_std, blocks), strict=True)
            return np.concatenate(means), np.concatenate(stds)
        k = self.kernel.covariances(Z, self.Z)
        V = k @ np.swapaxes(self._inverse_factor, -1, -2)
        std = self._std(Z, np.einsum("...qn,...qn->...q", V, V))
        return self._columns(k @ self._coefficients), self._columns(std[..., None])

    def pullback(self, Z: FloatArray) -> tuple[FloatArray, FloatArray, Pullback]:
        """Give mean and standard deviation at some points, and the way back to the points.

        Parameters
        ----------
        Z : array of shape (q, c)

        Returns
        -------
        mean, std : arrays of shape (q, h)
        pull : callable
            From the derivatives of a number by each mean and std to those by each point.
        """
        k, slopes = self.kernel.covariances_and_slopes(Z, self.Z)
        V = k @ np.swapaxes(self._inverse_factor, -1, -2)
        std = self._std(Z, np.einsum("...qn,...qn->...q", V, V))

        def pull(by_mean: FloatArray, by_std: FloatArray) -> FloatArray:
            twice_by_variance = self._by_setting(by_std).sum(axis=-1) / std
            weights = self._by_setting(by_mean) @ np.swapaxes(self._coefficients, -1, -2)
            weights -= twice_by_variance[..., None] * (V @ self._inverse_factor)
            gradient = self.kernel.gradient(Z, self.Z, slopes, weights)
            gradient += 0.5 * twice_by_variance[..., None] * self.kernel.variance_gradient(Z)
            return gradient.sum(axis=0) if gradient.ndim > Z.ndim else gradient

        return self._columns(k @ self._coefficients), self._columns(std[..., None]), pull

    def joint(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give mean and covariance of the function at some points together.

        Parameters
        ----------
        Z : array of shape (q, c)

        Returns
        -------
        mean : array of shape (..., q, f)
        covariance : array of shape (..., q, q)
        """
        k = self.kernel.covariances(Z, self.Z)
        V = k @ np.swapaxes(self._inverse_factor, -1, -2)
        covariance = self.kernel.covariances(Z, Z) - V @ np.swapaxes(V, -1, -2)
        return k @ self._coefficients, covariance

    def samples(self, Z: FloatArray, normal: FloatArray) -> FloatArray:
        """Draw functions at some points together.

        Parameters
        ----------
        Z : array of shape (q, c)
        normal : array of shape (q, m)
            Independent standard normal numbers, one column per draw.

        Returns
        -------
        samples : array of shape (..., q, m)
            Of the first column of scores.
        """
        mean, covariance = self.joint(Z)
        return mean[..., :1] + robust_cholesky(covariance + NUGGET * np.eye(len(Z))) @ normal

    def imagined(self, Z: FloatArray, normal: FloatArray) -> "GaussianPosterior":
        """Condition on scores drawn at further points, jointly from this posterior itself.

        Parameters
        ----------
        Z : array of shape (p, c)
        normal : array of shape (p, f)
            Independent standard normal numbers, one column per fantasy.

        Returns
        -------
        posterior : GaussianPosterior
            With one column per fantasy.
        """
        return self.extended(Z, self.samples(Z, normal))

    def draw(self, rng: np.random.Generator) -> Path:
        """Draw a function from the posterior of the first column of scores.

        Parameters
        ----------
        rng : Generator

        Returns
        -------
        path : Path
            By one setting of the hyperparameters, drawn too.
        """
        kernel, coefficients = self.kernel, self._coefficients
        place: tuple[int, ...] = ()
        if kernel.scales.ndim > 1:
            drawn = int(rng.integers(len(kernel.scales)))
            kernel, coefficients, place = kernel[drawn], coefficients[drawn], (drawn,)
        prior = PriorPath.of(kernel, self.Z.shape[1], rng)
        heard = prior.values(self.Z) + np.sqrt(self.known + NUGGET) * rng.normal(size=len(self.Z))
        inverse = self._inverse_factor[place]
        weights = coefficients[:, 0] - inverse.T @ (inverse @ heard)
        return Path(prior, kernel, self.Z, weights)

    def extended(self, Z: FloatArray, Y: FloatArray) -> "GaussianPosterior":
        """Condition on further observations, with the same hyperparameters.

        Parameters
        ----------
        Z : array of shape (m, c)
            The new points.
        Y : array of shape (m, f) or (..., m, f)
            Their scores, noise-free; several columns are as many fantasies, and the scores
            before are then shared by all of them.

        Returns
        -------
        posterior : GaussianPosterior
        """
        before = np.broadcast_to(self.Y, (*Y.shape[:-2], len(self.Z), Y.shape[-1]))
        exact = np.zeros((*self.rough.shape[:-1], len(Z)))
        return GaussianPosterior(
            self.kernel,
            np.concatenate([self.Z, Z]),
            np.concatenate([before, Y], axis=-2),
            np.concatenate([self.known, np.zeros(len(Z))]),
            np.concatenate([self.rough, exact], axis=-1),
        )

    def _std(self, Z: FloatArray, explained: FloatArray) -> FloatArray:
        """Give the standard deviation at some points, when part of the variance is explained."""
        variances = self.kernel.variances(Z)
        left = np.maximum(variances - explained, LEAST_VARIANCE * variances)
        std: FloatArray = np.sqrt(left)
        return std

    def _columns(self, by_setting: FloatArray) -> FloatArray:
        """Put settings and fantasies, (..., q, f) or (..., q, 1), into one axis, (q, h)."""
        if self.kernel.scales.ndim == 1:
            by_setting = by_setting[None]
        n_settings, q, given = by_setting.shape
        n_fantasies = self.Y.shape[-1]
        if given != n_fantasies:
            by_setting = np.repeat(by_setting, n_fantasies, axis=-1)
        return by_setting.swapaxes(0, 1).reshape(q, n_settings * n_fantasies)

    def _by_setting(self, columns: FloatArray) -> FloatArray:
        """Take settings and fantasies, (q, h), apart again, (..., q, f)."""
        q, n_fantasies = len(columns), self.Y.shape[-1]
        if self.kernel.scales.ndim == 1:
            return columns.reshape(q, n_fantasies)
        return columns.reshape(q, -1, n_fantasies).swapaxes(0, 1)

    @cached_property
    def _covariances(self) -> FloatArray:
        """Covariances of the scores without roughness, shape (..., n, n)."""
        K = self.kernel.covariances(self.Z, self.Z)
        places = np.arange(len(self.Z))
        K[..., places, places] = self.kernel.variances(self.Z) + NUGGET + self.known
        return K

    @cached_property
    def _inverse_factor(self) -> FloatArray:
        """R^-1, shape (..., n, n)."""
        return inverse_cholesky(robust_cholesky(self._covariances))

    @cached_property
    def _coefficients(self) -> FloatArray:
        """(L L')^-1 Y, shape (..., n, f)."""
        places = np.arange(len(self.Z))
        K = self._covariances.copy()
        K[..., places, places] += self.rough
        return cholesky_solve(robust_cholesky(K), self.Y)
