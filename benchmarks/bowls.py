"""Bowls to measure optimisers on: smooth functions whose best params lie well inside all ranges.

A module of landscapes as `bayes.py` takes them. Ranges that users give often end where scores are
best, and an optimiser may come to rely on that; here it would be punished.
"""

import numpy as np
from cube import N_DRAWS, CubeLandscape

TASKS = tuple((d, number) for d in (3, 6, 10) for number in range(4))
INSIDE = (0.15, 0.85)  # where the bottom lies
UNEVENNESS = 1.2  # of the weights of the dimensions, standard deviation of their logarithms
INTERACTION = 0.5
BENDS = (0.4, 1.0)  # power of the quadratic form: a cusp at the bottom, a paraboloid


class Landscape(CubeLandscape):
    """A power of a quadratic form around a point, upside down: 0 at best.

    Parameters
    ----------
    d : int
        Dimensions.
    number : int
        Which of the bowls of that many dimensions.
    """

    def __init__(self, d: int, number: int) -> None:
        super().__init__(d, f"bowl/{d}-{number}")
        rng = np.random.default_rng([d, number])
        self._bottom = rng.uniform(*INSIDE, d)
        weights = np.exp(rng.normal(0.0, UNEVENNESS, d))
        root = np.diag(np.sqrt(weights / weights.sum()))
        mixed = INTERACTION * rng.normal(size=(d, d))
        self._form = root @ (np.eye(d) + mixed @ mixed.T / d) @ root
        self._power = rng.uniform(*BENDS)
        self.median = float(np.median(self.scores(rng.random((N_DRAWS, d)))))

    def scores(self, points: np.ndarray) -> np.ndarray:
        """Give the scores of points, (n, d) -> (n,)."""
        off = points - self._bottom
        return -(np.einsum("md,de,me->m", off, self._form, off) ** self._power)


def regret(landscape: Landscape, score: float) -> float:
    """Give 0 at the bottom of the bowl, 1 at the median of random draws."""
    return score / landscape.median
