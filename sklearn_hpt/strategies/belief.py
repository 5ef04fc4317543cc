"""The protocol of a belief: what was learned from observations, and what is worth trying."""

from collections.abc import Set as AbstractSet
from typing import Protocol

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition import Found
from sklearn_hpt.strategies.score_posterior import ScorePosterior


class Belief(Protocol):
    """What a surrogate makes of observations."""

    @property
    def score_unit(self) -> float | None:
        """What a step of 1 on the scale of the utility is in scores; None if there is no such."""
        ...

    @property
    def remark(self) -> str | None:
        """What a user should know of it, once in a search; None if there is nothing."""
        ...

    def find(
        self,
        among: FloatArray | None,
        pending: FloatArray,
        seen: AbstractSet[bytes],
        *,
        fantasies: np.random.Generator,
        search: np.random.Generator,
    ) -> Found | None:
        """Find the most useful point that is new.

        Parameters
        ----------
        among : array of shape (m, d), or None
            Canonical points to choose from; None for the whole space.
        pending : array of shape (p, d)
            Canonical points of the running trials.
        seen : set of bytes
            The canonical points that must not be found, as ``point.tobytes()``.
        fantasies : Generator
            For what is imagined of the running trials, or drawn.
        search : Generator
            For the search through the space.

        Returns
        -------
        found : Found or None
            None when every point that was looked at has been seen or is infeasible.
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
