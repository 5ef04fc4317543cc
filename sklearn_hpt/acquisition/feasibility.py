"""Feasibility: how probable it is that a trial does not fail."""

# a Gaussian process on the fate of trials: +1 for a score, -1 for none, with prior mean +1
# P(success) = Phi(mean / sqrt(var + noise))

from dataclasses import dataclass

import numpy as np
from scipy.special import log_ndtr

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.surrogates import GaussianPosterior
from sklearn_hpt.surrogates.kernels import Kernel
from sklearn_hpt.surrogates.normal import LOG_SQRT_2PI

NOISE = 0.02  # variance of a fate, of the variance 1 of the process: most failures are no chance


@dataclass(frozen=True)
class Feasibility:
    """The probability that a trial gets a score, from the fate of trials near by.

    Parameters
    ----------
    posterior : GaussianPosterior
        Of the fate minus one: 0 for success, -2 for failure.
    """

    posterior: GaussianPosterior

    @classmethod
    def of(cls, kernel: Kernel, succeeded: FloatArray, failed: FloatArray) -> "Feasibility":
        """Learn from the fate of trials.

        Parameters
        ----------
        kernel : Kernel
            Fitted to the scores: it says what is near; of several, the first.
        succeeded : array of shape (n, c)
            Embedded points of the trials with a score.
        failed : array of shape (m, c)
            Embedded points of the trials without.

        Returns
        -------
        feasibility : Feasibility
        """
        Z = np.concatenate([succeeded, failed])
        fate = np.repeat([0.0, -2.0], [len(succeeded), len(failed)])[:, None]
        noise = np.full(len(Z), NOISE)
        unit = Kernel(1.0, kernel.first.scales)
        return cls(GaussianPosterior(unit, Z, fate, noise, np.zeros(len(Z))))

    def values(self, Z: FloatArray) -> FloatArray:
        """Give the log probability of success at some points.

        Parameters
        ----------
        Z : array of shape (q, c)

        Returns
        -------
        values : array of shape (q,)
        """
        mean, std = self.posterior.mean_and_std(Z)
        log_probabilities: FloatArray = log_ndtr((1.0 + mean) / np.sqrt(std**2 + NOISE))[:, 0]
        return log_probabilities

    def values_and_gradients(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give the log probability of success at some points, and its gradient at each.

        Parameters
        ----------
        Z : array of shape (q, c)

        Returns
        -------
        values : array of shape (q,)
        gradients : array of shape (q, c)
        """
        mean, std, pull = self.posterior.pullback(Z)
        spread = np.sqrt(std**2 + NOISE)
        t = (1.0 + mean) / spread
        log_probabilities: FloatArray = log_ndtr(t)
        by_mean = np.exp(-0.5 * t * t - LOG_SQRT_2PI - log_probabilities) / spread
        return log_probabilities[:, 0], pull(by_mean, -by_mean * t * std / spread)
