"""Paths: functions drawn from a Gaussian process, that can be evaluated anywhere."""

# prior: f(z) = sqrt(2 s2 / m) sum_i g_i cos(w_i' z + b_i) + sqrt(tr) (z - 1/2)' h
#   w ~ spectral density of Matern-5/2: a multivariate t of 5 degrees   [Rahimi & Recht 2007]
# posterior: f(z) + k(z, Z) (A - (K + V)^-1 (f(Z) + e)),  e ~ N(0, V)     [Wilson et al. 2020],
#   A the coefficients of its mean;  V the variance that is known, without roughness

from dataclasses import dataclass

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.surrogates.kernels import MIDDLE, Kernel

N_FEATURES = 512
DEGREES = 5.0  # of freedom: twice the smoothness 5/2


@dataclass(frozen=True)
class PriorPath:
    """A function drawn before anything is observed: a sum of cosines on a linear trend.

    Parameters
    ----------
    frequencies : array of shape (c, m)
    phases, amplitudes : arrays of shape (m,)
    slopes : array of shape (c,)
        Of the trend.
    """

    frequencies: FloatArray
    phases: FloatArray
    amplitudes: FloatArray
    slopes: FloatArray

    @classmethod
    def of(cls, kernel: Kernel, n_columns: int, rng: np.random.Generator) -> "PriorPath":
        """Draw a function whose covariance is about that of a kernel.

        Parameters
        ----------
        kernel : Kernel
        n_columns : int
            Of the embedded points, c.
        rng : Generator

        Returns
        -------
        path : PriorPath
        """
        tails = np.sqrt(DEGREES / rng.chisquare(DEGREES, N_FEATURES))
        frequencies = rng.normal(size=(n_columns, N_FEATURES)) * tails * kernel.scales[:, None]
        phases = rng.uniform(0.0, 2.0 * np.pi, N_FEATURES)
        amplitudes = rng.normal(size=N_FEATURES) * np.sqrt(2.0 * kernel.signal / N_FEATURES)
        return cls(
            frequencies, phases, amplitudes, np.sqrt(kernel.trend) * rng.normal(size=n_columns)
        )

    def values(self, Z: FloatArray) -> FloatArray:
        """Give the values at some points.

        Parameters
        ----------
        Z : array of shape (q, c)

        Returns
        -------
        values : array of shape (q,)
        """
        waves = np.cos(Z @ self.frequencies + self.phases) @ self.amplitudes
        values: FloatArray = waves + (Z - MIDDLE) @ self.slopes
        return values

    def gradients(self, Z: FloatArray) -> FloatArray:
        """Give the derivatives at some points.

        Parameters
        ----------
        Z : array of shape (q, c)

        Returns
        -------
        gradients : array of shape (q, c)
        """
        steepness = -np.sin(Z @ self.frequencies + self.phases) * self.amplitudes
        gradients: FloatArray = steepness @ self.frequencies.T + self.slopes
        return gradients


@dataclass(frozen=True)
class Path:
    """A function drawn from a posterior.

    Parameters
    ----------
    prior : PriorPath
    kernel : Kernel
    Z : array of shape (n, c)
        The observed points.
    weights : array of shape (n,)
        How much each of them bends the prior path towards its score.

    Examples
    --------
    >>> from sklearn_hpt.surrogates import GaussianProcess
    >>> Z = np.linspace(0, 1, 9)[:, None]
    >>> posterior = GaussianProcess(1, np.array([0])).fit(Z, np.sin(6 * Z[:, 0]))
    >>> path = posterior.draw(np.random.default_rng(0))
    >>> bool(abs(path.values(np.array([[0.5]]))[0] - np.sin(3.0)) < 0.2)
    True
    """

    prior: PriorPath
    kernel: Kernel
    Z: FloatArray
    weights: FloatArray

    def values(self, Z: FloatArray) -> FloatArray:
        """Give the values at q points, shape (q,)."""
        return self.prior.values(Z) + self.kernel.covariances(Z, self.Z) @ self.weights

    def values_and_gradients(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give the values at q points, shape (q,), and the derivatives there, shape (q, c)."""
        k, slopes = self.kernel.covariances_and_slopes(Z, self.Z)
        bent = self.kernel.gradient(Z, self.Z, slopes, self.weights)
        return self.prior.values(Z) + k @ self.weights, self.prior.gradients(Z) + bent
