"""The utility of embedded points: an acquisition function on a posterior."""

# f fantasies: mean (q, f), best (f,)
# utility = ln of the mean over f of exp(acquisition) + ln P(success)

from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp, softmax

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition.feasibility import Feasibility
from sklearn_hpt.acquisition.functions import AcquisitionFunction
from sklearn_hpt.surrogates.posterior import GaussianPosterior


@dataclass(frozen=True)
class Utility:
    """What a point is worth trying, averaged over fantasies.

    Parameters
    ----------
    posterior : GaussianPosterior
        What is believed of the scores.
    function : AcquisitionFunction
    best : array of shape (f,)
        The score to beat, in each fantasy.
    feasibility : Feasibility or None, default=None
        Its log probability is added; None when no trial has failed.
    """

    posterior: GaussianPosterior
    function: AcquisitionFunction
    best: FloatArray
    feasibility: Feasibility | None = None

    def values(self, Z: FloatArray) -> FloatArray:
        """Give the utility of some points.

        Parameters
        ----------
        Z : array of shape (q, c)

        Returns
        -------
        values : array of shape (q,)
        """
        mean, std = self.posterior.mean_and_std(Z)
        by_fantasy = self.function.value(mean, std[:, None], self.best)
        values = _log_mean(by_fantasy)
        if self.feasibility is None:
            return values
        return values + self.feasibility.log_probabilities(Z)

    def values_and_gradients(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give the utility of some points and its gradient at each.

        Parameters
        ----------
        Z : array of shape (q, c)

        Returns
        -------
        values : array of shape (q,)
        gradients : array of shape (q, c)
        """
        mean, std, d_mean, d_std = self.posterior.gradients(Z)
        by_fantasy, by_mean, by_std = self.function.value_and_slopes(mean, std[:, None], self.best)
        share = softmax(by_fantasy, axis=1)
        gradients = np.einsum("qf,qfc->qc", share * by_mean, d_mean)
        gradients += (share * by_std).sum(axis=1)[:, None] * d_std
        values = _log_mean(by_fantasy)
        if self.feasibility is None:
            return values, gradients
        chances, chance_gradients = self.feasibility.log_probabilities_and_gradients(Z)
        return values + chances, gradients + chance_gradients


def _log_mean(by_fantasy: FloatArray) -> FloatArray:
    """Average over the last axis, on the scale of the exponential."""
    if by_fantasy.shape[-1] == 1:
        return by_fantasy[..., 0]
    mean: FloatArray = logsumexp(by_fantasy, axis=-1) - np.log(by_fantasy.shape[-1])
    return mean
