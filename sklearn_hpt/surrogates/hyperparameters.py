"""The hyperparameters of a Gaussian process, with what is believed of them beforehand."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sklearn_hpt._typing import FloatArray

LENGTHSCALE_MEDIAN = 0.5  # of the unit cube
TREND = 2.0  # variance of the slopes, over all dimensions
LENGTHSCALE_SPREAD = 0.8  # standard deviation of the logarithm
NOISE_SPREAD = 2.0  # the same, where that of other variances is 1
MANY_DIMENSIONS = 16  # above, lengthscales are expected to grow with the root of the dimension
LOG_LENGTHSCALE_BOUNDS = (np.log(0.02), np.log(50.0))
LOG_TREND_BOUNDS = (-8.0, 3.0)
LOG_SIGNAL_BOUNDS = (-3.0, 3.0)
LOG_NOISE_BOUNDS = (-11.0, 1.0)


@dataclass(frozen=True)
class Hyperparameters:
    """A point in the space of hyperparameters, all on the log scale.

    Parameters
    ----------
    log_lengthscales : array of shape (d,)
        One per dimension of the search space.
    log_trend, log_signal, log_noise : float
        Logarithms of the variance of each slope of the trend, of the Matern part, and of what
        the kernel cannot explain.
    """

    log_lengthscales: FloatArray
    log_trend: float
    log_signal: float
    log_noise: float

    @classmethod
    def from_vector(cls, theta: FloatArray) -> "Hyperparameters":
        """Read hyperparameters off a vector of shape (d + 3,)."""
        return cls(theta[:-3], *(float(entry) for entry in theta[-3:]))

    @property
    def vector(self) -> FloatArray:
        """All of them as one vector of shape (d + 3,)."""
        variances = [self.log_trend, self.log_signal, self.log_noise]
        return np.concatenate([self.log_lengthscales, variances])

    @property
    def trend(self) -> float:
        """Variance of each slope of the trend."""
        return float(np.exp(self.log_trend))

    @property
    def signal(self) -> float:
        """Variance of the Matern part."""
        return float(np.exp(self.log_signal))

    @property
    def noise(self) -> float:
        """Variance of what the kernel cannot explain."""
        return float(np.exp(self.log_noise))


@dataclass(frozen=True)
class Prior:
    """Independent normal priors on the log scale.

    Lengthscales: median one half of the range, within a factor of 2.2. From 16 dimensions on
    they grow with the root of the dimension, as the distances between points do [Hvarfner,
    Hellsten & Nardi 2024]. Noise: median 2 % of the variance, since cross-validated scores
    that share their splits are smooth; but it may be most of it, where nothing that was tried
    is better than chance, and must not cost more than short lengthscales that feign to explain
    it. The trend: a sixth of the variance over the unit cube.

    Parameters
    ----------
    n_dimensions : int
        Dimensions of the search space, d.
    """

    n_dimensions: int

    @cached_property
    def mode(self) -> Hyperparameters:
        """The most probable hyperparameters."""
        growth = 0.5 * max(0.0, np.log(max(self.n_dimensions, 1) / MANY_DIMENSIONS))
        lengthscales = np.full(self.n_dimensions, np.log(LENGTHSCALE_MEDIAN) + growth)
        return Hyperparameters(lengthscales, np.log(TREND / max(self.n_dimensions, 1)), 0.0, -4.0)

    @property
    def bounds(self) -> list[tuple[float, float]]:
        """Lower and upper bound of each entry of the vector."""
        lengthscales = [LOG_LENGTHSCALE_BOUNDS] * self.n_dimensions
        return [*lengthscales, LOG_TREND_BOUNDS, LOG_SIGNAL_BOUNDS, LOG_NOISE_BOUNDS]

    def penalty(self, theta: FloatArray) -> tuple[float, FloatArray]:
        """Give the negative log density up to a constant, and its gradient.

        Parameters
        ----------
        theta : array of shape (d + 3,)

        Returns
        -------
        penalty : float
        gradient : array of shape (d + 3,)
        """
        deviation = (theta - self._mean) / self.spreads
        return 0.5 * float(deviation @ deviation), deviation / self.spreads

    @cached_property
    def spreads(self) -> FloatArray:
        """The standard deviation of each entry of the vector, shape (d + 3,)."""
        return np.array([*[LENGTHSCALE_SPREAD] * self.n_dimensions, 1.0, 1.0, NOISE_SPREAD])

    @cached_property
    def _mean(self) -> FloatArray:
        """The mode as a vector, shape (d + 3,)."""
        return self.mode.vector
