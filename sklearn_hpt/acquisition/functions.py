"""Acquisition functions: the utility of a point, from the posterior mean and std there."""

# mean, std (...)  posterior at a point;  best: score to beat;  z = (mean - best) / std
# EI = std h(z),  h(z) = phi(z) + z Phi(z);  ln EI = ln std + ln h(z)      [Ament et al. 2023]
# dEI/dmean = Phi(z),  dEI/dstd = phi(z)

from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
from scipy.special import erfcx, log_ndtr, ndtr

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.surrogates.normal import LOG_SQRT_2PI

FAR = -100.0  # below, h(z) is taken from its asymptotic series


class AcquisitionFunction(Protocol):
    """The utility of a point; greater is better."""

    @property
    def name(self) -> str:
        """What its value is called where a suggestion says why it was made."""
        ...

    def value(self, mean: FloatArray, std: FloatArray, best: FloatArray) -> FloatArray:
        """Give the utility; the arguments broadcast against one another."""
        ...

    def value_and_slopes(
        self, mean: FloatArray, std: FloatArray, best: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Give the utility, and its derivatives with respect to `mean` and `std`."""
        ...


@dataclass(frozen=True)
class LogExpectedImprovement:
    """Logarithm of the expected improvement: finite and with a gradient however far away.

    Examples
    --------
    >>> log_ei = LogExpectedImprovement()
    >>> log_ei.value(np.array(0.0), np.array(1.0), np.array([0.0, 40.0])).round(3)
    array([  -0.919, -808.299])
    """

    name: ClassVar[str] = "log_ei"

    def value(self, mean: FloatArray, std: FloatArray, best: FloatArray) -> FloatArray:
        """Give the log expected improvement."""
        return np.log(std) + log_h((mean - best) / std)

    def value_and_slopes(
        self, mean: FloatArray, std: FloatArray, best: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Give the value, and its derivatives with respect to `mean` and `std`."""
        z = (mean - best) / std
        log_improvement = log_h(z)
        d_mean = np.exp(log_ndtr(z) - log_improvement) / std
        d_std = np.exp(-0.5 * z * z - LOG_SQRT_2PI - log_improvement) / std
        return np.log(std) + log_improvement, d_mean, d_std


@dataclass(frozen=True)
class LogProbabilityOfImprovement:
    """Logarithm of the probability that a point beats the best by a margin.

    Parameters
    ----------
    margin : float, default=0.1
        In standard deviations of the scores; more explores more.
    """

    margin: float = 0.1

    name: ClassVar[str] = "log_pi"

    def value(self, mean: FloatArray, std: FloatArray, best: FloatArray) -> FloatArray:
        """Give the log probability of improvement."""
        value: FloatArray = log_ndtr((mean - best - self.margin) / std)
        return value

    def value_and_slopes(
        self, mean: FloatArray, std: FloatArray, best: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Give the value, and its derivatives with respect to `mean` and `std`."""
        z = (mean - best - self.margin) / std
        value = log_ndtr(z)
        d_mean = np.exp(-0.5 * z * z - LOG_SQRT_2PI - value) / std
        return value, d_mean, -z * d_mean


@dataclass(frozen=True)
class UpperConfidenceBound:
    """Mean plus a multiple of the standard deviation.

    Parameters
    ----------
    kappa : float, default=2.0
        How many standard deviations; more explores more.
    """

    kappa: float = 2.0

    name: ClassVar[str] = "ucb"

    def value(self, mean: FloatArray, std: FloatArray, best: FloatArray) -> FloatArray:
        """Give the bound; `best` only lends its shape."""
        return mean + self.kappa * std + 0.0 * best

    def value_and_slopes(
        self, mean: FloatArray, std: FloatArray, best: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Give the value, and its derivatives with respect to `mean` and `std`."""
        ones = np.ones(np.broadcast(mean, std, best).shape)
        return self.value(mean, std, best), ones, self.kappa * ones


@dataclass(frozen=True)
class AnyScore:
    """No preference: every score is as good as another, so that weights decide alone."""

    name: ClassVar[str] = "log_within"

    def value(self, mean: FloatArray, std: FloatArray, best: FloatArray) -> FloatArray:
        """Give zeros."""
        return np.zeros(np.broadcast(mean, std, best).shape)

    def value_and_slopes(
        self, mean: FloatArray, std: FloatArray, best: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Give zeros, and slopes of zero."""
        zeros = self.value(mean, std, best)
        return zeros, zeros, zeros


def log_h(z: FloatArray) -> FloatArray:
    """Give the log of ``h(z) = phi(z) + z Phi(z)``, accurate however negative `z` is.

    Three branches: the definition above -1; ``phi(z) (1 - |z| Phi(z) / phi(z))`` below, with
    the Mills ratio from `scipy.special.erfcx`; and where that difference cancels, below
    -100, its asymptotic series ``(1 - 3 / z^2 + 15 / z^4 - 105 / z^6) / z^2``.

    Parameters
    ----------
    z : array of any shape

    Returns
    -------
    log_h : array of the same shape

    Examples
    --------
    >>> log_h(np.array([0.0, -10.0, -1e5])).round(4)
    array([-9.18900000e-01, -5.55531000e+01, -5.00000002e+09])
    """
    z = np.asarray(z, dtype=float)
    near, far = np.maximum(z, -1.0), np.minimum(z, FAR)
    middle = np.clip(z, FAR, -1.0)
    density = np.exp(-0.5 * near * near - LOG_SQRT_2PI)
    by_definition = np.log(density + near * ndtr(near))
    mills = np.sqrt(0.5 * np.pi) * erfcx(-middle / np.sqrt(2.0))
    by_mills_ratio = np.log1p(middle * mills)
    inverse = 1.0 / (far * far)
    series = np.log1p(-inverse * (3.0 - inverse * (15.0 - 105.0 * inverse)))
    by_series = series - 2.0 * np.log(-far)
    tail = np.where(z < FAR, by_series, by_mills_ratio) - 0.5 * z * z - LOG_SQRT_2PI
    logarithm: FloatArray = np.where(z > -1.0, by_definition, tail)
    return logarithm
