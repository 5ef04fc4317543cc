"""The initial design: what to try before there is a model."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import numpy as np
from scipy.stats import qmc

from sklearn_hpt._rng import generator
from sklearn_hpt._typing import FloatArray
from sklearn_hpt.space import SearchSpace
from sklearn_hpt.trials import KNOWN_BEFORE, History, Suggestion

FIRST_DRAW, LAST_DRAW = 4, 10  # powers of two: Sobol points drawn at first, and at most
LENGTH, SHORTEST = 4, 3  # trials
MIDDLE = 0.5  # of a range
OUTER = 1 / 3  # of a range, at either end: where numbers lie that are to show where scores rise
SOBOL_DIMENSIONS = qmc.Sobol.MAXDIM


class InitialDesign:
    """The middle of the space first, then points near its ends, and then all of it.

    Scores at both ends of a range tell more of a trend than scores inside, and a point in the
    middle, where no range is at its end, tells whether the trend turns: the two-level design
    with a centre point of Box & Wilson [1951]. Which end it is, all choices, and what follows
    the first few points are those of a scrambled Sobol sequence.

    A pure function of what it was built with: the design is a sequence, and the next of it is
    the first that has not been seen.

    Parameters
    ----------
    space : SearchSpace
        What may be tried.
    entropy : int
        What the scrambling is derived from.
    n_trials : int or None, default=None
        The budget of the search, if it is known.
    """

    def __init__(self, space: SearchSpace, entropy: int, n_trials: int | None = None) -> None:
        self._encoding = space.encoding()
        self._entropy = entropy
        self._n_trials = n_trials

    def length(self, history: History) -> int:
        """Say how many trials come before the model.

        Four, whatever the dimension: enough for a surrogate to see where the scores rise. Five
        where params were known before, which tell little of the ends. At most a quarter of the
        budget, but not less than three.

        Parameters
        ----------
        history : History

        Returns
        -------
        length : int
        """
        known_before = any(trial.origin.get("by") in KNOWN_BEFORE for trial in history.trials)
        length = LENGTH + known_before
        if self._n_trials is None:
            return length
        return min(length, max(SHORTEST, self._n_trials // 4))

    def next(self, seen: AbstractSet[bytes]) -> Suggestion | None:
        """Give the first of the design that has not been seen.

        Parameters
        ----------
        seen : set of hashable
            The canonical points tried so far, as ``point.tobytes()``.

        Returns
        -------
        suggestion : Suggestion or None
            None when the design has nothing left to give.
        """
        for index, point in enumerate(self._feasible()):
            if point.tobytes() not in seen:
                params = self._encoding.decode(point[None])[0]
                return Suggestion(params, {"by": "initial design", "index": index})
        return None

    def _feasible(self) -> Iterator[FloatArray]:
        """Walk the sequence through the feasible part of the space."""
        dimensions = self._encoding.n_dimensions
        if not 1 <= dimensions <= SOBOL_DIMENSIONS:
            return
        drawn = 0
        for power in range(FIRST_DRAW, LAST_DRAW + 1):
            scrambling = generator(self._entropy, "initial design")
            cube = qmc.Sobol(dimensions, seed=scrambling).random_base2(power)
            points = self._encoding.spread(self._with_levels(cube)[drawn:])
            drawn = len(cube)
            yield from points[self._encoding.feasible(points)]

    def _with_levels(self, cube: FloatArray) -> FloatArray:
        """Move the numbers of the first points to the ends of their ranges, of one to the middle.

        Parameters
        ----------
        cube : array of shape (m, d)
            Sobol points, of which the first halve every range alike.

        Returns
        -------
        cube : array of shape (m, d)
            The one in the middle comes first.
        """
        numbers = self._encoding.numbers[0]
        few, rest = cube[:LENGTH].copy(), cube[LENGTH:]
        inside = few[:, numbers]
        outside = 2.0 * OUTER * np.minimum(inside, 1.0 - inside)
        few[:, numbers] = np.where(inside < MIDDLE, outside, 1.0 - outside)
        few = np.roll(few, 1, axis=0)
        few[0, numbers] = MIDDLE
        return np.concatenate([few, rest])
