"""A dimension that is drawn from a frozen distribution of scipy."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.dimension import Dimension, Kind
from sklearn_hpt.space.values import is_number, show, token

# u: position;  F, Q: cumulative distribution function and its inverse;  u = F(v),  v = Q(u)

FINEST_BITS = 30  # positions are multiples of 2**-30, or coarser where F and Q disagree sooner
MOST_TABULATED = 2**20  # integers of a discrete distribution
N_PROBES = 65  # points at which the agreement of F and Q is measured
STEP = 0.05  # to the neighbours of a number


@dataclass(frozen=True, eq=False, repr=False)
class Distribution(Dimension):
    """Values drawn from a frozen distribution of scipy.

    Positions are cumulative probabilities, so half of the draws have positions below one half.

    Parameters
    ----------
    frozen : frozen distribution
        With ``rvs``, ``cdf``, ``ppf`` and ``support``, such as ``scipy.stats.norm(0, 1)``.

    Raises
    ------
    SearchSpaceError
        If the parameters of the distribution are not valid.

    Examples
    --------
    >>> from scipy.stats import beta
    >>> share = Distribution(beta(2, 2))
    >>> round(share.from_unit(0.5), 6), share.contains(1.5)
    (0.5, False)
    """

    frozen: Any

    def __post_init__(self) -> None:
        low, high = self.frozen.support()
        if math.isnan(low) or math.isnan(high):
            raise SearchSpaceError(
                f"{self.describe()} has no values: its parameters are outside their range."
            )

    @property
    def kind(self) -> Kind:
        """A lattice if the distribution is discrete, else a continuum."""
        return "integer" if self._discrete else "real"

    @property
    def levels(self) -> int:
        """The number of integers; 0 if some are too improbable, or too many, to list."""
        if not self._discrete:
            return 0
        low, high = self._support
        integers = self._table[0]
        return len(integers) if len(integers) == high - low + 1 else 0

    def sample(self, n: int, rng: np.random.Generator) -> list[Any]:
        """Draw as scipy does."""
        return self.frozen.rvs(size=n, random_state=rng).tolist()  # type: ignore[no-any-return]

    def contains(self, value: Any) -> bool:
        """Tell whether a number lies in the support."""
        low, high = self._support
        return (
            is_number(value)
            and bool(low <= value <= high)
            and (not self._discrete or float(value).is_integer())
        )

    def neighbours(self, value: Any) -> list[Any]:
        """Give the next integer, or a twentieth of the probability, to either side."""
        if self._discrete:
            return [near for near in (int(value) - 1, int(value) + 1) if self.contains(near)]
        at = self.to_unit(value)
        return [self.from_unit(u) for u in (at - STEP, at + STEP) if 0 <= u <= 1]

    def key_of(self, value: Any) -> Hashable:
        """Give the number itself."""
        return ("int", int(value)) if self._discrete else ("float", float(value))

    def values(self) -> list[Any]:
        """List the integers of a finite support."""
        return self._table[0].astype(int).tolist()  # type: ignore[no-any-return]

    def positions(self) -> FloatArray:
        """Give the positions of the integers of a finite support."""
        return self._table[1]

    def to_units(self, values: Sequence[Any]) -> FloatArray:
        """Give the cumulative probabilities of numbers."""
        if not all(map(self.contains, values)):
            value = next(value for value in values if not self.contains(value))
            raise SearchSpaceError(
                f"{self.describe()} does not contain {show(value)}: {self.describe_values()}."
            )
        numbers = np.array(values, dtype=float)
        if self._discrete:
            integers, positions, _ = self._table
            places = np.searchsorted(integers, np.clip(numbers, integers[0], integers[-1]))
            return np.asarray(positions[places], dtype=float)
        return self.snap(self.frozen.cdf(numbers))

    def from_units(self, points: FloatArray) -> list[Any]:
        """Give the quantiles at positions."""
        if self._discrete:
            integers = self._table[0][self._cells(points)]
            return integers.astype(np.int64).tolist()  # type: ignore[no-any-return]
        quantiles = np.asarray(self.frozen.ppf(points), dtype=float)
        return quantiles.tolist()  # type: ignore[no-any-return]

    def snap(self, points: FloatArray) -> FloatArray:
        """Go to the nearest position that survives the way to a value and back."""
        if self._discrete:
            return self._table[1][self._cells(points)]
        steps = self._steps
        low, high = self._ends
        return np.clip(np.rint(points * steps), low, high) / steps

    def ladder(self, resolution: int) -> FloatArray:
        """Give the positions of evenly spaced quantiles, without the ends."""
        return np.unique(self.snap((np.arange(resolution) + 0.5) / resolution))

    def spread(self, uniform: FloatArray) -> FloatArray:
        """Uniform draws are cumulative probabilities already."""
        return self.snap(uniform)

    def codes(self, positions: FloatArray) -> IntArray:
        """Count from the lowest integer of a finite support."""
        return self._cells(positions)

    def describe(self) -> str:
        """Write the distribution as Python."""
        return f"Distribution({self.describe_range()})"

    def describe_range(self) -> str:
        """Write the distribution as scipy would."""
        given = [show(arg) for arg in self.frozen.args]
        given += [f"{name}={show(value)}" for name, value in self.frozen.kwds.items()]
        return f"{self.frozen.dist.name}({', '.join(given)})"

    def describe_values(self) -> str:
        """Say how far the support goes."""
        low, high = self._support
        return f"its support goes from {low:g} to {high:g}"

    def _cells(self, points: FloatArray) -> IntArray:
        """Give the places in the table of the integers whose probability a point falls in."""
        return np.searchsorted(self._table[2], points)

    @cached_property
    def _discrete(self) -> bool:
        return hasattr(self.frozen.dist, "pmf")

    @cached_property
    def _support(self) -> tuple[float, float]:
        low, high = self.frozen.support()
        return float(low), float(high)

    @cached_property
    def _table(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Integers with a probability that counts, (m,), their positions and where cells end.

        The position is the middle of the step that F takes at the integer; there are m - 1 ends.
        """
        low, high = self._support
        tail = 2.0**-FINEST_BITS
        low = max(low, float(self.frozen.ppf(tail)))
        high = min(high, float(self.frozen.ppf(1 - tail)))
        if high - low >= MOST_TABULATED:
            raise SearchSpaceError(
                f"{self.describe()} spreads over more than {MOST_TABULATED:,} integers; use "
                "Integer(low, high), with log=True if it spans powers of ten."
            )
        integers = np.arange(low, high + 1)
        ends = np.asarray(self.frozen.cdf(integers), dtype=float)
        starts = np.asarray(self.frozen.cdf(integers - 1), dtype=float)
        return integers, (starts + ends) / 2, ends[:-1]

    @cached_property
    def _steps(self) -> float:
        """The number of steps in [0, 1] for which F(Q(u)) comes back to u."""
        points = np.linspace(0.0, 1.0, N_PROBES + 2)[1:-1]
        error = float(np.max(np.abs(self.frozen.cdf(self.frozen.ppf(points)) - points)))
        bits = FINEST_BITS if error == 0 else min(FINEST_BITS, math.floor(-math.log2(error)) - 3)
        return 2.0 ** max(bits, 1)

    @cached_property
    def _ends(self) -> tuple[float, float]:
        """The first and last step: the ends of the support, if it has ends."""
        low, high = self._support
        return 0.0 if math.isfinite(low) else 1.0, self._steps - (
            0.0 if math.isfinite(high) else 1.0
        )

    def _identity(self) -> Hashable:
        return token(self.frozen)

    def __getstate__(self) -> dict[str, Any]:
        return {"conditions": self.conditions, "frozen": self.frozen}
