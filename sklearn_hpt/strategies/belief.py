"""The protocol of a belief: what was learned from observations, and what is worth trying."""

from typing import Protocol

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition import Utility
from sklearn_hpt.strategies.score_posterior import ScorePosterior


class Belief(Protocol):
    """What a surrogate makes of observations."""

    @property
    def score_unit(self) -> float | None:
        """What a step of 1 on the scale of the utility is in scores; None if there is no such."""
        ...

    def best_points(self, n: int) -> FloatArray:
        """Give observed points that are worth looking around, shape (<= n, d)."""
        ...

    def candidates(self, rng: np.random.Generator) -> FloatArray | None:
        """Give the points among which to choose, shape (n, d); None to search the space."""
        ...

    def utility(self, pending: FloatArray, rng: np.random.Generator) -> Utility:
        """Give the utility of points, in view of the trials that are still running.

        Parameters
        ----------
        pending : array of shape (p, d)
            Canonical points of the running trials.
        rng : Generator
            For what is imagined of them, or drawn.
        """
        ...

    def score_posterior(self) -> ScorePosterior:
        """Give what is believed of the score of params.

        Raises
        ------
        TypeError
            If nothing is: Parzen densities know good params from bad ones, but no scores.
        """
        ...
