"""Walls to measure optimisers on: bowls of which a part of the space has one very bad score.

A module of landscapes as `bayes.py` takes them. Fits that diverge score like this, and what is
bad by many orders of magnitude must not hide the differences between the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from dim import Dim

FORMS = ((3, 1, 0.6), (3, 3, 0.42), (6, 6, 0.8))  # dimensions, those with a wall, where it is
TASKS = tuple((*form, bad) for form in FORMS for bad in (-1e2, -1e9, -1e13, -1e300))
BOTTOM = 0.37  # in all dimensions
N_DRAWS = 4000  # of which the median, before the wall, has regret 1


@dataclass
class Landscape:
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

    d: int
    walled: int
    wall: float
    bad: float
    name: str = field(init=False)
    space: tuple[Dim, ...] = field(init=False)
    median: float = field(init=False)

    def __post_init__(self) -> None:
        self.name = f"wall/{self.d}-{self.walled}-{self.bad:g}"
        self.space = tuple(Dim(f"x{place}", "float", 0.0, 1.0) for place in range(self.d))
        points = np.random.default_rng(self.d).random((N_DRAWS, self.d))
        points[:, : self.walled] *= self.wall
        self.median = float(np.median(self._scores(points)))

    def __call__(self, params: Mapping[str, float]) -> float:
        """Give the score."""
        return float(self._scores(np.array([[params[dim.name] for dim in self.space]]))[0])

    def _scores(self, points: np.ndarray) -> np.ndarray:
        behind = (points[:, : self.walled] > self.wall).any(axis=1)
        return np.where(behind, self.bad, -((points - BOTTOM) ** 2).sum(axis=1))


def regret(landscape: Landscape, score: float) -> float:
    """Give 0 at the bottom, 1 at the median before the wall, and no more than 10 behind it."""
    return min(score / landscape.median, 10.0)
