"""Dimensions of numbers: a real or an integer range, linear or logarithmic."""

import math
import numbers
from abc import abstractmethod
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.bounds import DataBound, DataCounts, resolve_integers, resolve_number
from sklearn_hpt.space.choices import Constant
from sklearn_hpt.space.dimension import Dimension, Kind
from sklearn_hpt.space.values import is_number, show

# u in [0, 1]: position;  g: identity or log;  u = (g(v) - g(low)) / (g(high) - g(low))

FINEST_BITS = 40  # positions of real numbers are multiples of 2**-40 or coarser
MOST_INTEGERS = 2**40  # so that positions of neighbouring integers stay apart
_PLAIN_REALS = frozenset({float, int, np.float64})
_PLAIN_INTEGERS = frozenset({int, np.int64})
STEP = 0.05  # to the neighbours of a real number


@dataclass(frozen=True, eq=False, repr=False)
class _Range(Dimension):
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


@dataclass(frozen=True, eq=False, repr=False)
class Real(_Range):
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
                    "choices is Categorical([...])."
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
        return self.snap(self._scaled(self._checked(values, _PLAIN_REALS)))

    def from_units(self, points: FloatArray) -> list[Any]:
        """Give the numbers at positions."""
        low, high = self.ends
        values = _clip(self._unscaled(points, low, high), low, high)
        values[points >= 1] = high  # low + (high - low) and exp(log(high)) may miss it
        values[points <= 0] = low
        return values.tolist()  # type: ignore[no-any-return]

    def snap(self, points: FloatArray) -> FloatArray:
        """Round to multiples of a power of two."""
        return np.rint(_clip(points, 0.0, 1.0) * self._steps) / self._steps

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
            distinct = (math.log(high) - math.log(low)) / blur
        else:
            distinct = (high - low) / math.ulp(largest)
        return 2.0 ** min(FINEST_BITS, max(0, math.floor(math.log2(distinct)) - 2))


@dataclass(frozen=True, eq=False, repr=False)
class Integer(_Range):
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
                    "Real(low, high) for real numbers."
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
        return self._position(self._checked(values, _PLAIN_INTEGERS))

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
        return self._position(_clip(values, low, high))

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
        return _clip(np.rint(self._unscaled(points, low, high)), low, high)

    def _position(self, values: FloatArray) -> FloatArray:
        return _clip(self._scaled(values), 0.0, 1.0)


def _clip(numbers: FloatArray, low: float, high: float) -> FloatArray:
    """Do what ``np.clip`` does, at half the cost for short arrays."""
    return np.minimum(np.maximum(numbers, low), high)
