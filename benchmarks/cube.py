"""A landscape over the unit cube, upside down: 0 at best, below 0 elsewhere."""

from abc import ABC, abstractmethod
from collections.abc import Mapping

import numpy as np
from dim import Dim

N_DRAWS = 4000  # of which the median has regret 1


class CubeLandscape(ABC):
    """A function of `d` numbers between 0 and 1.

    Parameters
    ----------
    d : int
    name : str
    """

    def __init__(self, d: int, name: str) -> None:
        self.d = d
        self.name = name
        self.space = tuple(Dim(f"x{place}", "float", 0.0, 1.0) for place in range(d))

    def __call__(self, params: Mapping[str, float]) -> float:
        """Give the score."""
        return float(self.scores(np.array([[params[dim.name] for dim in self.space]]))[0])

    @abstractmethod
    def scores(self, points: np.ndarray) -> np.ndarray:
        """Give the scores of points, (n, d) -> (n,)."""
