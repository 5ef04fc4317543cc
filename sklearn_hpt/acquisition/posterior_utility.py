"""The utility under a posterior: an acquisition function, averaged over hypotheses."""

# h hypotheses: mean, std (q, h), best (h,);  utility = ln of the mean over h of exp(acquisition)

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition.functions import AcquisitionFunction
from sklearn_hpt.acquisition.geometry import alike, by_dimension
from sklearn_hpt.acquisition.hypotheses import log_mean_and_shares
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
    best : array of shape (h,)
        The score to beat, by each hypothesis.
    """

    encoding: Encoding
    posterior: Posterior
    function: AcquisitionFunction
    best: FloatArray

    @property
    def name(self) -> str:
        """The name of the acquisition function."""
        return self.function.name

    @cached_property
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
        values = self.function.value(mean, std, self.best)
        _check(self.function, "value", values, mean)
        return log_mean_and_shares(values)[0]

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
        if not self.smooth:
            raise TypeError(f"{type(self.posterior).__name__} has no derivatives.")
        smooth = cast(SmoothPosterior, self.posterior)
        mean, std, pull = smooth.pullback(self.encoding.embed(points))
        given = self.function.value_and_slopes(mean, std, self.best)
        if not isinstance(given, tuple) or len(given) != 3:
            raise TypeError(
                f"{type(self.function).__name__}.value_and_slopes must give three arrays, the "
                f"value and its slopes by mean and by std; got {given!r}."
            )
        values, by_mean, by_std = given
        for each in given:
            _check(self.function, "value_and_slopes", each, mean)
        average, share = log_mean_and_shares(values)
        return average, by_dimension(self.encoding, pull(share * by_mean, share * by_std))

    def alike(self, point: FloatArray, points: FloatArray) -> FloatArray:
        """Give the correlations of the scores, by the kernel of the posterior."""
        return alike(self.encoding, self.posterior.kernel, point, points)


def _check(function: AcquisitionFunction, method: str, values: Any, mean: FloatArray) -> None:
    """Refuse what a function of one's own gives in another shape than that of the means."""
    if np.shape(values) != mean.shape:
        raise TypeError(
            f"{type(function).__name__}.{method} gives an array of shape {np.shape(values)} for "
            f"means and stds of shape {mean.shape}; it must give one of theirs."
        )
