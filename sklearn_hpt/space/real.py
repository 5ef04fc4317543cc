"""A dimension of real numbers between two bounds, linear or logarithmic."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.bounds import DataBound, DataCounts, hint_at_data_bound, resolve_number
from sklearn_hpt.space.dimension import Dimension, Kind
from sklearn_hpt.space.ranges import Range, clip
from sklearn_hpt.space.values import is_number, show

FINEST_BITS = 40  # positions are multiples of 2**-40 or coarser
STEP = 0.05  # to the neighbours of a number
_PLAIN = frozenset({float, int, np.float64})  # types that need no closer look


@dataclass(frozen=True, eq=False, repr=False)
class Real(Range):
    """All real numbers between two bounds, both included.

    Parameters
    ----------
    low, high : float or DataBound
        The bounds, finite and ``low < high``.
    log : bool, default=False
        Whether numbers are drawn, and distances taken, on a logarithmic scale.

    Raises
    ------
    SearchSpaceError
        If the bounds are no finite numbers, or not in order, or ``low <= 0`` with `log`.

    Notes
    -----
    Numbers are told apart to about twelve digits of the range: positions are multiples of
    2**-40, or of the coarsest power of two that floating point can tell apart at the bounds.

    Examples
    --------
    >>> gamma = Real(1e-4, 1, log=True)
    >>> gamma.from_unit(0.5)
    0.01
    >>> gamma.contains(2.0)
    False
    """

    low: float | DataBound
    high: float | DataBound
    log: bool = False

    def __post_init__(self) -> None:
        for side in ("low", "high"):
            bound = getattr(self, side)
            if isinstance(bound, DataBound):
                continue
            if not is_number(bound):
                raise SearchSpaceError(
                    f"Real needs finite numbers as bounds, got {side}={show(bound)}; a list of "
                    "choices is Categorical([...])." + hint_at_data_bound(bound)
                )
            object.__setattr__(self, side, float(bound))
        self._check_order()
        if not self.unresolved and not math.isfinite(self.ends[1] - self.ends[0]):
            raise SearchSpaceError(
                f"Real needs a range that a float can hold, got low={self.low}, high={self.high}."
            )

    @property
    def kind(self) -> Kind:
        """A continuum."""
        return "real"

    @cached_property
    def ends(self) -> tuple[float, float]:
        """The bounds as numbers."""
        self._check_resolved()
        assert not isinstance(self.low, DataBound)
        assert not isinstance(self.high, DataBound)
        return self.low, self.high

    @property
    def levels(self) -> int:
        """0: there are too many to count."""
        return 0

    def contains(self, value: Any) -> bool:
        """Tell whether a number lies between the bounds."""
        low, high = self.ends
        return is_number(value) and bool(low <= value <= high)

    def neighbours(self, value: Any) -> list[Any]:
        """Give a value a twentieth of the range to either side."""
        at = self.to_unit(value)
        return [self.from_unit(u) for u in (at - STEP, at + STEP) if 0 <= u <= 1]

    def key_of(self, value: Any) -> Hashable:
        """Give the number itself."""
        return ("float", float(value))

    def to_units(self, values: Sequence[Any]) -> FloatArray:
        """Give the positions of numbers."""
        return self.snap(self._scaled(self._checked(values, _PLAIN)))

    def from_units(self, points: FloatArray) -> list[Any]:
        """Give the numbers at positions."""
        low, high = self.ends
        values = clip(self._unscaled(points, low, high), low, high)
        values[points >= 1] = high  # low + (high - low) and exp(log(high)) may miss it
        values[points <= 0] = low
        return values.tolist()  # type: ignore[no-any-return]

    def snap(self, points: FloatArray) -> FloatArray:
        """Round to multiples of a power of two."""
        return np.rint(clip(points, 0.0, 1.0) * self._steps) / self._steps

    def spread(self, uniform: FloatArray) -> FloatArray:
        """Uniform draws are positions already."""
        return self.snap(uniform)

    def codes(self, positions: FloatArray) -> IntArray:
        """Refuse: a continuum has no places to count."""
        raise NotImplementedError(f"{self.describe()} has no finite list of values.")

    def resolve(self, counts: DataCounts) -> Dimension:
        """Make bounds that depend on the data numbers."""
        return self._between(resolve_number(self.low, counts), resolve_number(self.high, counts))

    @cached_property
    def _steps(self) -> float:
        """Give the number of steps in [0, 1] that survive the way to a float and back."""
        low, high = self.ends
        largest = max(abs(low), abs(high))
        if self.log:
            blur = 2.0**-51 * max(1.0, abs(math.log(low)), abs(math.log(high)))
            blur = max(blur, math.ulp(low) / low)
            distinct = (math.log(high) - math.log(low)) / blur
        else:
            distinct = (high - low) / math.ulp(largest)
        return 2.0 ** min(FINEST_BITS, max(0, math.floor(math.log2(distinct)) - 2))
