"""The embedding of points: Euclidean coordinates in which choices are equally far apart."""

from collections.abc import Sequence

import numpy as np

from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.space.dimension import Kind

# d: dimensions;  c: columns;  points (n, d) -> embedded (n, c)

ONE_HOT = np.sqrt(0.5)  # two different choices are at squared distance 1


class Embedding:
    """The map from canonical points to Euclidean columns.

    Parameters
    ----------
    kinds : sequence of str, length d
        ``"categorical"``, or anything else for numbers.
    levels : int array of shape (d,)
        The number of distinct values.

    Attributes
    ----------
    categorical : bool array of shape (d,)
        Which dimensions are categorical.
    owner : int array of shape (c,)
        The dimension that each column belongs to.
    numbers : pair of int arrays
        The dimensions that are numbers, and the one column of each.
    """

    def __init__(self, kinds: Sequence[Kind], levels: IntArray) -> None:
        self.categorical = np.array([kind == "categorical" for kind in kinds], dtype=bool)
        widths = np.where(self.categorical & (levels > 2), levels, 1).astype(np.intp)
        starts = np.cumsum(widths) - widths
        self.owner: IntArray = np.repeat(np.arange(len(widths)), widths)
        numbers = np.flatnonzero(~self.categorical)
        self._pairs = np.flatnonzero(self.categorical & (widths == 1))
        self._wide = np.flatnonzero(widths > 1)
        self.numbers: tuple[IntArray, IntArray] = numbers, starts[numbers]
        self._pair_columns = starts[self._pairs]
        self._wide_columns = starts[self._wide]
        self._wide_levels = levels[self._wide]

    def __call__(self, points: FloatArray) -> FloatArray:
        """Embed points.

        Parameters
        ----------
        points : array of shape (n, d)
            Categories in the middle of their cells; numbers anywhere.

        Returns
        -------
        embedded : array of shape (n, c)
        """
        embedded = np.zeros((len(points), len(self.owner)))
        numbers, columns = self.numbers
        embedded[:, columns] = points[:, numbers]
        embedded[:, self._pair_columns] = points[:, self._pairs] >= 0.5
        if len(self._wide):
            codes = (points[:, self._wide] * self._wide_levels).astype(np.intp)
            np.minimum(codes, self._wide_levels - 1, out=codes)
            embedded[np.arange(len(points))[:, None], self._wide_columns + codes] = ONE_HOT
        return embedded
