"""Bowls to measure optimisers on: smooth functions whose best params lie well inside all ranges.

A module of landscapes as `bayes.py` takes them. Ranges that users give often end where scores are
best, and an optimiser may come to rely on that; here it would be punished.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from dim import Dim

TASKS = tuple((d, number) for d in (3, 6, 10) for number in range(4))
INSIDE = (0.15, 0.85)  # where the bottom lies
UNEVENNESS = 1.2  # of the weights of the dimensions, standard deviation of their logarithms
INTERACTION = 0.5
BENDS = (0.4, 1.0)  # power of the quadratic form: a cusp at the bottom, a paraboloid
N_DRAWS = 4000  # of which the median has regret 1


@dataclass
class Landscape:
    """A power of a quadratic form around a point, upside down: 0 at best.

    Parameters
    ----------
    d : int
        Dimensions.
    number : int
        Which of the bowls of that many dimensions.
    """

    d: int
    number: int
    name: str = field(init=False)
    space: tuple[Dim, ...] = field(init=False)
    median: float = field(init=False)

    def __post_init__(self) -> None:
        self.name = f"bowl/{self.d}-{self.number}"
        self.space = tuple(Dim(f"x{place}", "float", 0.0, 1.0) for place in range(self.d))
        rng = np.random.default_rng([self.d, self.number])
        self._bottom = rng.uniform(*INSIDE, self.d)
        weights = np.exp(rng.normal(0.0, UNEVENNESS, self.d))
        root = np.diag(np.sqrt(weights / weights.sum()))
        mixed = INTERACTION * rng.normal(size=(self.d, self.d))
        self._form = root @ (np.eye(self.d) + mixed @ mixed.T / self.d) @ root
        self._power = rng.uniform(*BENDS)
        self.median = float(np.median(self._scores(rng.random((N_DRAWS, self.d)))))

    def __call__(self, params: Mapping[str, float]) -> float:
        """Give the score."""
        return float(self._scores(np.array([[params[dim.name] for dim in self.space]]))[0])

    def _scores(self, points: np.ndarray) -> np.ndarray:
        off = points - self._bottom
        return -(np.einsum("md,de,me->m", off, self._form, off) ** self._power)


def regret(landscape: Landscape, score: float) -> float:
    """Give 0 at the bottom of the bowl, 1 at the median of random draws."""
    return score / landscape.median
