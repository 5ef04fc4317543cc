"""A dimension of integers between two bounds, linear or logarithmic."""

import numbers
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.bounds import DataBound, DataCounts, hint_at_data_bound, resolve_integers
from sklearn_hpt.space.dimension import Dimension, Kind
from sklearn_hpt.space.ranges import Range, clip
from sklearn_hpt.space.values import show

MOST_INTEGERS = 2**40  # so that positions of neighbouring integers stay apart
_PLAIN = frozenset({int, np.int64})  # types that need no closer look


@dataclass(frozen=True, eq=False, repr=False)
class Integer(Range):
    """All integers between two bounds, both included.

    Parameters
    ----------
    low, high : int or DataBound
        The bounds, ``low < high``.
    log : bool, default=False
        Whether distances are taken on a logarithmic scale, and the integer v drawn with a
        probability proportional to ``log((v + 1) / v)``.

    Raises
    ------
    SearchSpaceError
        If the bounds are no integers, or not in order, or ``low < 1`` with `log`.

    Examples
    --------
    >>> depth = Integer(1, 100, log=True)
    >>> depth.from_unit(0.5), depth.neighbours(10)
    (10, [9, 11])
    """

    low: int | DataBound
    high: int | DataBound
    log: bool = False

    def __post_init__(self) -> None:
        for side in ("low", "high"):
            bound = getattr(self, side)
            if isinstance(bound, DataBound):
                continue
            if not isinstance(bound, numbers.Integral) or isinstance(bound, bool):
                raise SearchSpaceError(
                    f"Integer needs integers as bounds, got {side}={show(bound)}; use an int, or "
                    "Real(low, high) for real numbers." + hint_at_data_bound(bound)
                )
            object.__setattr__(self, side, int(bound))
        self._check_order()
        if not self.unresolved and self._width() >= MOST_INTEGERS:
            raise SearchSpaceError(
                f"Integer needs fewer than 2**40 values, got low={self.low}, high={self.high}; "
                "narrow the range."
            )

    @property
    def kind(self) -> Kind:
        """A lattice of numbers."""
        return "integer"

    @cached_property
    def ends(self) -> tuple[int, int]:
        """The bounds as numbers."""
        self._check_resolved()
        assert not isinstance(self.low, DataBound)
        assert not isinstance(self.high, DataBound)
        return self.low, self.high

    @property
    def levels(self) -> int:
        """The number of integers."""
        low, high = self.ends
        return high - low + 1

    def contains(self, value: Any) -> bool:
        """Tell whether an integer lies between the bounds."""
        low, high = self.ends
        if type(value) is int:  # the usual case, ten times as fast
            return low <= value <= high
        return (
            isinstance(value, numbers.Integral)
            and not isinstance(value, bool)
            and low <= int(value) <= high
        )

    def neighbours(self, value: Any) -> list[Any]:
        """Give the next integer on either side."""
        if not self.contains(value):
            raise self._refuse(value)
        return [near for near in (int(value) - 1, int(value) + 1) if self.contains(near)]

    def key_of(self, value: Any) -> Hashable:
        """Give the number itself."""
        return ("int", int(value))

    def to_units(self, values: Sequence[Any]) -> FloatArray:
        """Give the positions of integers."""
        return self._position(self._checked(values, _PLAIN))

    def from_units(self, points: FloatArray) -> list[Any]:
        """Give the integers at positions."""
        return self._nearest(points).astype(np.int64).tolist()  # type: ignore[no-any-return]

    def snap(self, points: FloatArray) -> FloatArray:
        """Go to the position of the nearest integer."""
        return self._position(self._nearest(points))

    def spread(self, uniform: FloatArray) -> FloatArray:
        """Cut [low, high + 1) into one cell an integer, on the scale of the range."""
        low, high = self.ends
        values = np.floor(self._unscaled(uniform, low, high + 1))
        return self._position(clip(values, low, high))

    def codes(self, positions: FloatArray) -> IntArray:
        """Count from the lowest integer."""
        low, _ = self.ends
        return self._nearest(positions).astype(np.intp) - low

    def positions(self) -> FloatArray:
        """Give the positions of all integers."""
        low, high = self.ends
        return self._position(np.arange(low, high + 1, dtype=float))

    def resolve(self, counts: DataCounts) -> Dimension:
        """Make bounds that depend on the data integers, rounded inwards."""
        return self._between(*resolve_integers(self.low, self.high, counts))

    def _width(self) -> int:
        low, high = self.ends
        return high if self.log else high - low

    def _nearest(self, points: FloatArray) -> FloatArray:
        low, high = self.ends
        return clip(np.rint(self._unscaled(points, low, high)), low, high)

    def _position(self, values: FloatArray) -> FloatArray:
        return clip(self._scaled(values), 0.0, 1.0)
