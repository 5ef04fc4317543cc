"""The speed of trials: how many of them fit into a second."""

# a Gaussian process on ln seconds;  weight = 1 / seconds  [Snoek, Larochelle & Adams 2012, 3.2]

from dataclasses import dataclass, field

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition.functions import AcquisitionFunction, LogExpectedImprovement
from sklearn_hpt.surrogates import GaussianPosterior, GaussianProcess

LEAST_SECONDS = 1e-4  # below, a clock tells nothing


@dataclass(frozen=True)
class PerSecond:
    """An acquisition function by the time that a trial is expected to take.

    For budgets of time rather than of trials. Since it looks at a clock, a search with it
    cannot be repeated to the bit.

    Parameters
    ----------
    function : AcquisitionFunction, default=LogExpectedImprovement()
        On the scale of a logarithm.
    """

    function: AcquisitionFunction = field(default_factory=LogExpectedImprovement)


@dataclass(frozen=True)
class Speed:
    """The expected log of trials per second, from what the trials near by took.

    Parameters
    ----------
    posterior : GaussianPosterior
        Of the log seconds, standardised.
    spread : float
        Standard deviation of the log seconds; their mean is left out, as it is the same for
        all points.
    """

    posterior: GaussianPosterior
    spread: float

    @classmethod
    def of(cls, surrogate: GaussianProcess, Z: FloatArray, seconds: FloatArray) -> "Speed":
        """Learn from the seconds that trials took.

        Parameters
        ----------
        surrogate : GaussianProcess
        Z : array of shape (n, c)
            Embedded points, at least one.
        seconds : array of shape (n,)

        Returns
        -------
        speed : Speed
        """
        logs = np.log(np.maximum(seconds, LEAST_SECONDS))
        spread = float(logs.std())
        y = (logs - logs.mean()) / (spread or 1.0)
        return cls(surrogate.fit(Z, y), spread)

    def values(self, Z: FloatArray) -> FloatArray:
        """Give the log speed at q embedded points, up to a constant, shape (q,)."""
        speeds: FloatArray = -self.spread * self.posterior.mean_and_std(Z)[0].mean(axis=1)
        return speeds

    def values_and_gradients(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give the log speed at q points, shape (q,), and its derivatives, shape (q, c)."""
        mean, std, pull = self.posterior.pullback(Z)
        by_mean = np.full_like(mean, -self.spread / mean.shape[1])
        return -self.spread * mean.mean(axis=1), pull(by_mean, np.zeros_like(std))
