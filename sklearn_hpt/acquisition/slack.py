"""The slack below a limit: how probable it is that an outcome stays within."""

# r: how far an outcome is within its limit, negative outside;  u: median of |r|
# b = sign(r) ln(1 + |r| / u), which keeps 0        [Eriksson & Poloczek 2021, "bilog"]
# P(within) = Phi((mean - threshold) / std), from a Gaussian process on b standardised
#                                 [Gardner et al. 2014; Gelbart, Snoek & Adams 2014]

from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition.fantasies import imagine
from sklearn_hpt.acquisition.functions import LogProbabilityOfImprovement
from sklearn_hpt.acquisition.hypotheses import log_mean_and_shares
from sklearn_hpt.surrogates import GaussianProcess, SmoothPosterior
from sklearn_hpt.surrogates.outputs import DECIMALS

LARGEST = float(np.finfo(float).max)
WITHIN = LogProbabilityOfImprovement(margin=0.0)


@dataclass(frozen=True)
class Slack:
    """The log probability that a trial is within a limit, from the outcomes of trials near by.

    Parameters
    ----------
    posterior : SmoothPosterior
        Of the slack, on a scale where all sizes are seen, standardised.
    threshold : float
        Where on that scale the limit is.
    """

    posterior: SmoothPosterior
    threshold: float

    @classmethod
    def of(cls, surrogate: GaussianProcess, Z: FloatArray, slacks: FloatArray) -> "Slack":
        """Learn from the slack that trials had left.

        Far outside is as good as outside, and far within as within: what is to be known well
        is where the limit runs, so the slack counts by its logarithm away from it.

        Parameters
        ----------
        surrogate : GaussianProcess
        Z : array of shape (n, c)
            Embedded points, at least one.
        slacks : array of shape (n,)

        Returns
        -------
        slack : Slack
        """
        sizes = np.minimum(np.abs(slacks), LARGEST)
        unit = float(np.median(sizes[sizes > 0.0])) if sizes.any() else 1.0
        with np.errstate(over="ignore"):
            b = np.sign(slacks) * np.log1p(np.minimum(sizes / unit, LARGEST))
        centre = float(b.mean())
        spread = float(b.std())
        if spread <= 10.0**-DECIMALS:  # all the same: how much it varies is not known
            spread = abs(centre) or 1.0
        y = np.round((b - centre) / spread, DECIMALS)
        return cls(surrogate.fit(Z, y), -centre / spread)

    def imagined(self, Z: FloatArray, rng: np.random.Generator) -> "Slack":
        """Imagine the outcomes of running trials.

        Parameters
        ----------
        Z : array of shape (p, c)
            Their embedded points.
        rng : Generator

        Returns
        -------
        slack : Slack
            The same if none is running.
        """
        return replace(self, posterior=cast(SmoothPosterior, imagine(self.posterior, Z, rng)))

    def values(self, Z: FloatArray) -> FloatArray:
        """Give the log probability at q embedded points, shape (q,)."""
        mean, std = self.posterior.mean_and_std(Z)
        values = WITHIN.value(mean, std, np.array(self.threshold))
        return log_mean_and_shares(values)[0]

    def values_and_gradients(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give the log probability at q points, shape (q,), and its derivatives, shape (q, c)."""
        mean, std, pull = self.posterior.pullback(Z)
        values, by_mean, by_std = WITHIN.value_and_slopes(mean, std, np.array(self.threshold))
        average, shares = log_mean_and_shares(values)
        return average, pull(shares * by_mean, shares * by_std)
