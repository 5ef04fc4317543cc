"""Walls to measure optimisers on: bowls of which a part of the space has one very bad score.

A module of landscapes as `bayes.py` takes them. Fits that diverge score like this, and what is
bad by many orders of magnitude must not hide the differences between the rest.
"""

import numpy as np
from cube import N_DRAWS, CubeLandscape

FORMS = ((3, 1, 0.6), (3, 3, 0.42), (6, 6, 0.8))  # dimensions, those with a wall, where it is
TASKS = tuple((*form, bad) for form in FORMS for bad in (-1e2, -1e9, -1e13, -1e300))
BOTTOM = 0.37  # in all dimensions


class Landscape(CubeLandscape):
    """A paraboloid upside down, 0 at best, that is bad behind a wall.

    Parameters
    ----------
    d : int
        Dimensions.
    walled : int
        The first of them have a wall.
    wall : float
        What is greater than this is behind it.
    bad : float
        The score there.
    """

    def __init__(self, d: int, walled: int, wall: float, bad: float) -> None:
        super().__init__(d, f"wall/{d}-{walled}-{bad:g}")
        self._walled, self._wall, self._bad = walled, wall, bad
        points = np.random.default_rng(d).random((N_DRAWS, d))
        points[:, :walled] *= wall
        self.median = float(np.median(self.scores(points)))

    def scores(self, points: np.ndarray) -> np.ndarray:
        """Give the scores of points, (n, d) -> (n,)."""
        behind = (points[:, : self._walled] > self._wall).any(axis=1)
        return np.where(behind, self._bad, -((points - BOTTOM) ** 2).sum(axis=1))


def regret(landscape: Landscape, score: float) -> float:
    """Give 0 at the bottom, 1 at the median before the wall, and no more than 10 behind it."""
    return min(score / landscape.median, 10.0)
