"""A range of numbers: what real and integer dimensions share."""

import math
from abc import abstractmethod
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.bounds import DataBound
from sklearn_hpt.space.choices import Constant
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.values import show

# u in [0, 1]: position;  g: identity or log;  u = (g(v) - g(low)) / (g(high) - g(low))


@dataclass(frozen=True, eq=False, repr=False)
class Range(Dimension):
    """What both ranges share."""

    low: Any
    high: Any
    log: bool = False

    @property
    @abstractmethod
    def ends(self) -> tuple[float, float]:
        """The bounds as numbers."""

    @cached_property
    def unresolved(self) -> bool:
        """Whether the bounds wait for the data."""
        return isinstance(self.low, DataBound) or isinstance(self.high, DataBound)

    def describe(self) -> str:
        """Write the range as Python."""
        log = ", log=True" if self.log else ""
        return f"{type(self).__name__}({self.low!r}, {self.high!r}{log})"

    def describe_range(self) -> str:
        """Write the bounds."""
        return f"{self.low!r} to {self.high!r}"

    def describe_values(self) -> str:
        """Say which numbers there are."""
        return f"it goes from {self.low!r} to {self.high!r}"

    def _between(self, low: float, high: float) -> Dimension:
        """Give the same range between bounds that the data gave."""
        if low == high:
            return Constant(low, conditions=self.conditions)
        if low > high:
            raise SearchSpaceError(
                f"{self.describe()} would go from {low} to {high}; give bounds that leave at least "
                "one value, for example with at_most."
            )
        return replace(self, low=low, high=high)

    def _check_order(self) -> None:
        """Refuse bounds that leave no range, or none on a log scale."""
        name, low, high = type(self).__name__, self.low, self.high
        if not isinstance(self.log, bool):
            raise SearchSpaceError(
                f"{name} takes log=True or log=False, got log={show(self.log)}; the third "
                "argument is no base and no step."
            )
        if self.log and not isinstance(low, DataBound) and low <= 0:
            raise SearchSpaceError(
                f"{name} on a log scale needs low > 0, got low={low}; raise low, or use log=False."
            )
        if self.unresolved:
            return
        if low == high:
            raise SearchSpaceError(
                f"{name} needs low < high, got low={low}, high={high}; use Constant({low})."
            )
        if low > high:
            raise SearchSpaceError(
                f"{name} needs low < high, got low={low}, high={high}; swap them."
            )

    def _check_resolved(self) -> None:
        """Refuse to work with bounds that are no numbers yet."""
        if self.unresolved:
            raise SearchSpaceError(
                f"The bounds of {self.describe()} depend on the data; resolve the space with "
                "space.resolve(X, y) first."
            )

    def _checked(self, values: Sequence[Any], plain: frozenset[type]) -> FloatArray:
        """Give numbers as an array, after checking that the range contains them."""
        low, high = self.ends
        if plain.issuperset(map(type, values)):  # the quick way for many values
            numbers = np.array(values, dtype=float)
            if np.all((low <= numbers) & (numbers <= high)):
                return numbers
        for value in values:
            if not self.contains(value):
                raise self._refuse(value)
        return np.array(values, dtype=float)

    def _refuse(self, value: Any) -> SearchSpaceError:
        return SearchSpaceError(
            f"{self.describe()} does not contain {show(value)}: {self.describe_values()}."
        )

    def _scaled(self, values: FloatArray) -> FloatArray:
        """Map the range to [0, 1] on its scale."""
        low, high = self.ends
        if self.log:
            return (np.log(values) - math.log(low)) / (math.log(high) - math.log(low))
        return (values - low) / (high - low)

    def _unscaled(self, points: FloatArray, low: float, high: float) -> FloatArray:
        """Map [0, 1] to [low, high] on the scale of the range."""
        if self.log:
            ratio = high / low
            if math.isfinite(ratio):
                return low * ratio**points  # which gives 0.01 halfway from 0.0001 to 1
            return np.exp(math.log(low) + points * (math.log(high) - math.log(low)))
        return low + points * (high - low)

    def _identity(self) -> Hashable:
        return (self.low, self.high, self.log)


def clip(numbers: FloatArray, low: float, high: float) -> FloatArray:
    """Do what ``np.clip`` does, at half the cost for short arrays."""
    return np.minimum(np.maximum(numbers, low), high)
