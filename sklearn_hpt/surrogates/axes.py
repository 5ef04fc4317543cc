"""The axes of the unit cube: continua, lattices and choices."""

from dataclasses import dataclass

import numpy as np

from sklearn_hpt._typing import BoolArray, FloatArray, IntArray

COARSEST_CONTINUUM = 20  # levels: a finer lattice is taken for a continuum


@dataclass(frozen=True)
class Axes:
    """What the dimensions of the unit cube are.

    Parameters
    ----------
    categorical : bool array of shape (d,)
    levels : int array of shape (d,)
        The number of distinct values; 0 for a continuum.
    """

    categorical: BoolArray
    levels: IntArray

    @property
    def tabular(self) -> IntArray:
        """The dimensions of few values, by number."""
        few = (self.levels > 0) & (self.levels <= COARSEST_CONTINUUM)
        return np.flatnonzero(self.categorical | few)

    @property
    def continuous(self) -> IntArray:
        """All other dimensions, by number."""
        return np.setdiff1d(np.arange(len(self.levels)), self.tabular)

    def codes(self, u: FloatArray, dimension: int) -> IntArray:
        """Give the numbers of the values of a tabular dimension, from their positions."""
        levels = int(self.levels[dimension])
        if self.categorical[dimension]:
            return np.minimum((u * levels).astype(np.intp), levels - 1)
        return np.rint(u * (levels - 1)).astype(np.intp)
