"""The posterior of the score: what a search believes of params, in units of the score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sklearn_hpt._typing import FloatArray, Params
from sklearn_hpt.space import Encoding
from sklearn_hpt.surrogates import OutputScale, Posterior


@dataclass(frozen=True)
class ScorePosterior:
    """What is believed of the score of any params.

    Parameters
    ----------
    encoding : Encoding
    scale : OutputScale
        How scores map to what the posterior sees.
    posterior : Posterior
        On the standardised scale.
    """

    encoding: Encoding
    scale: OutputScale
    posterior: Posterior

    def mean_and_std(self, params: Sequence[Params]) -> tuple[FloatArray, FloatArray]:
        """Give mean and standard deviation of the score that params would get.

        Parameters
        ----------
        params : sequence of n mappings of str to object
            In the search space.

        Returns
        -------
        mean, std : arrays of shape (n,)
            The std is that of the score on these same splits, so about 0 for params that were
            tried; how far it would be off on other data is not in it.

        Raises
        ------
        SearchSpaceError
            If some params do not lie in the space.
        TypeError
            If it is a single dict.
        """
        if isinstance(params, Mapping):
            raise TypeError("Params are a list, got a single dict; put it into one: [params].")
        mean, std = self.posterior.mean_and_std(self.encoding.embed(self.encoding.encode(params)))
        variance = (std**2).mean(axis=1) + mean.var(axis=1)  # of the mixture of hypotheses
        unit = self.scale.unit * self.scale.spread
        return self.scale.score(mean.mean(axis=1)), unit * np.sqrt(variance)
