"""The weighted utility: an improvement times the chance to get it, by what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition.geometry import by_dimension
from sklearn_hpt.acquisition.utility import ClimbableUtility
from sklearn_hpt.space.encoding import Encoding


class LogWeight(Protocol):
    """The logarithm of what the expected improvement at a point is multiplied by."""

    def values(self, Z: FloatArray) -> FloatArray:
        """Give it at q embedded points, shape (q,)."""
        ...

    def values_and_gradients(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give it at q embedded points, shape (q,), and its derivatives, shape (q, c)."""
        ...


@dataclass(frozen=True)
class WeightedUtility:
    """A utility on the log scale, plus log weights.

    Parameters
    ----------
    utility : ClimbableUtility
    encoding : Encoding
    weights : sequence of LogWeight
    """

    utility: ClimbableUtility
    encoding: Encoding
    weights: Sequence[LogWeight]

    @property
    def name(self) -> str:
        """The name of the utility that is weighted."""
        return self.utility.name

    @property
    def smooth(self) -> bool:
        """Whether the utility has derivatives: the weights do."""
        return self.utility.smooth

    def values(self, points: FloatArray) -> FloatArray:
        """Give the sum at q points, shape (q,)."""
        Z = self.encoding.embed(points)
        weights = np.sum([weight.values(Z) for weight in self.weights], axis=0)
        values: FloatArray = self.utility.values(points) + weights
        return values

    def values_and_gradients(self, points: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give the sum at q points, shape (q,), and its derivatives there, shape (q, d)."""
        Z = self.encoding.embed(points)
        values, gradients = self.utility.values_and_gradients(points)
        for weight in self.weights:
            more, by_column = weight.values_and_gradients(Z)
            values, gradients = values + more, gradients + by_dimension(self.encoding, by_column)
        return values, gradients

    def alike(self, point: FloatArray, points: FloatArray) -> FloatArray:
        """Ask the utility that is weighted."""
        return self.utility.alike(point, points)
