"""The utility under a posterior: an acquisition function, averaged over fantasies."""

# f fantasies: mean (q, f), best (f,);  utility = ln of the mean over f of exp(acquisition)

from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp, softmax

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition.functions import AcquisitionFunction
from sklearn_hpt.acquisition.geometry import alike, by_dimension
from sklearn_hpt.space.encoding import Encoding
from sklearn_hpt.surrogates import Posterior, SmoothPosterior


@dataclass(frozen=True)
class PosteriorUtility:
    """What a point is worth trying, by what is believed of its score.

    Parameters
    ----------
    encoding : Encoding
    posterior : Posterior
        What is believed of the scores.
    function : AcquisitionFunction
    best : array of shape (f,)
        The score to beat, in each fantasy.
    """

    encoding: Encoding
    posterior: Posterior
    function: AcquisitionFunction
    best: FloatArray

    @property
    def name(self) -> str:
        """The name of the acquisition function."""
        return self.function.name

    @property
    def smooth(self) -> bool:
        """Whether the posterior has derivatives."""
        return isinstance(self.posterior, SmoothPosterior)

    def values(self, points: FloatArray) -> FloatArray:
        """Give the utility of some points.

        Parameters
        ----------
        points : array of shape (q, d)

        Returns
        -------
        values : array of shape (q,)
        """
        mean, std = self.posterior.mean_and_std(self.encoding.embed(points))
        return _log_mean(self.function.value(mean, std[:, None], self.best))

    def values_and_gradients(self, points: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give the utility of some points and its derivatives there.

        Parameters
        ----------
        points : array of shape (q, d)

        Returns
        -------
        values : array of shape (q,)
        gradients : array of shape (q, d)

        Raises
        ------
        TypeError
            If the posterior is not smooth.
        """
        if not isinstance(self.posterior, SmoothPosterior):
            raise TypeError(f"{type(self.posterior).__name__} has no derivatives.")
        mean, std, d_mean, d_std = self.posterior.gradients(self.encoding.embed(points))
        by_fantasy, by_mean, by_std = self.function.value_and_slopes(mean, std[:, None], self.best)
        share = softmax(by_fantasy, axis=1)
        gradients = np.einsum("qf,qfc->qc", share * by_mean, d_mean)
        gradients += (share * by_std).sum(axis=1)[:, None] * d_std
        return _log_mean(by_fantasy), by_dimension(self.encoding, gradients)

    def alike(self, point: FloatArray, points: FloatArray) -> FloatArray:
        """Give the correlations of the scores, by the kernel of the posterior."""
        return alike(self.encoding, self.posterior.kernel, point, points)


def _log_mean(by_fantasy: FloatArray) -> FloatArray:
    """Average over the last axis, on the scale of the exponential."""
    if by_fantasy.shape[-1] == 1:
        return by_fantasy[..., 0]
    mean: FloatArray = logsumexp(by_fantasy, axis=-1) - np.log(by_fantasy.shape[-1])
    return mean
