"""The axis of a parameter: the values of it that were tried, laid out on a line."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from sklearn_hpt._readable import identity_words
from sklearn_hpt._typing import FloatArray, Params

# n: trials;  positions (n,): where the value of each lies, NaN where the parameter is not active

ABSENT: Final = object()
"""Stands for a parameter that is not active."""

LOG_RATIO = 100.0
"""Positive numbers have to span more than this to be looked at on a log scale."""

CROWD = 0.1
"""The share of numbers, besides the least, within the hundredth part of the greatest, from which
on it is too crowded there."""

MOST_UNEVEN = 12
"""As many numbers with a zero among them, which no log scale has room for, are listed."""


@dataclass(frozen=True)
class ParamAxis:
    """The values of one parameter that were tried.

    Parameters
    ----------
    name : str
        Of the parameter.
    positions : array of shape (n,)
        A number lies where it is, a category at 0, 1, 2, ...; NaN where the parameter is not
        active.
    categories : tuple of object or None, default=None
        The values at 0, 1, 2, ...; None for numbers.
    is_log : bool, default=False
        Whether distances are those of logarithms.

    Examples
    --------
    >>> tried = [{"C": 0.1}, {"C": 100.0}, {"kernel": "rbf"}, {"C": 1, "kernel": "poly"}]
    >>> axis = ParamAxis.of("C", tried)
    >>> axis.is_log, axis.units.round(2).tolist()
    (True, [0.0, 1.0, nan, 0.33])
    >>> ParamAxis.of("kernel", tried).categories
    ('rbf', 'poly')
    """

    name: str
    positions: FloatArray
    categories: tuple[Any, ...] | None = None
    is_log: bool = False

    @classmethod
    def of(cls, name: str, candidates: Sequence[Params], *, log: bool = False) -> "ParamAxis":
        """Lay out a parameter.

        Parameters
        ----------
        name : str
        candidates : sequence of n mappings of str to object
            Params that were tried.
        log : bool, default=False
            Whether the scale is to be logarithmic. Positive numbers that span more than two
            decades, and more evenly so by their logarithms, have such a scale anyway, and what
            is not positive numbers never.

        Returns
        -------
        axis : ParamAxis
            Of numbers if all values are finite numbers. Of categories otherwise: numbers in
            their order, then the rest as they were met.
        """
        values = [params.get(name, ABSENT) for params in candidates]
        numbers = [math.nan if value is ABSENT else _as_number(value) for value in values]
        if any(number is None for number in numbers):
            return _list_values(name, values)
        positions = np.array(numbers, dtype=float)
        tried = np.unique(positions[~np.isnan(positions)])
        if not len(tried) or tried[0] < 0:
            return cls(name, positions)
        is_spread = _is_spread_by_logarithm(tried[tried > 0])
        if tried[0] > 0:
            return cls(name, positions, is_log=log or is_spread)
        if is_spread and len(tried) <= MOST_UNEVEN:
            return _list_values(name, values)
        return cls(name, positions)

    @property
    def n_values(self) -> int:
        """The number of different values."""
        return len(np.unique(self.positions[~np.isnan(self.positions)]))

    @property
    def units(self) -> FloatArray:
        """The positions, brought to [0, 1] by the scale; (n,)."""
        return self.to_units(self.positions)

    def to_units(self, positions: FloatArray) -> FloatArray:
        """Bring positions to [0, 1], the ends of which are those of what was tried.

        Parameters
        ----------
        positions : array

        Returns
        -------
        units : array of the same shape
            One half throughout if there is only one value.
        """
        low, high = self._ends()
        if high == low:
            return np.where(np.isnan(positions), np.nan, 0.5)
        return (self._scaled(positions) / 2 - low / 2) / (high / 2 - low / 2)  # no overflow

    def from_units(self, units: FloatArray) -> FloatArray:
        """Give the positions at places of [0, 1].

        Parameters
        ----------
        units : array

        Returns
        -------
        positions : array of the same shape
        """
        low, high = self._ends()
        scaled = low * (1 - np.asarray(units)) + high * np.asarray(units)
        return np.exp(scaled) if self.is_log else scaled

    def ladder(self, n: int) -> FloatArray:
        """Give positions that cover the axis.

        Parameters
        ----------
        n : int
            How many, of numbers; each category has one.

        Returns
        -------
        positions : array of shape (n_positions,)
            In ascending order.
        """
        if self.categories is not None:
            return np.arange(len(self.categories), dtype=float)
        n = n if self.n_values > 1 else self.n_values
        return self.from_units(np.linspace(0, 1, n))

    def edges(self, centres: FloatArray) -> FloatArray:
        """Give the edges of cells, half-way between their centres by the scale.

        Parameters
        ----------
        centres : array of shape (n,)
            In ascending order.

        Returns
        -------
        edges : array of shape (n + 1,)
        """
        scaled = self._scaled(centres)
        between = (scaled[1:] + scaled[:-1]) / 2
        step = np.diff(scaled) if len(scaled) > 1 else np.ones(1)
        edges = np.array([scaled[0] - step[0] / 2, *between, scaled[-1] + step[-1] / 2])
        return np.exp(edges) if self.is_log else edges

    def as_categories(self) -> "ParamAxis":
        """Give the same axis with each value listed, one step from the next.

        Returns
        -------
        axis : ParamAxis
        """
        if self.categories is not None:
            return self
        active = ~np.isnan(self.positions)
        values, codes = np.unique(self.positions[active], return_inverse=True)
        positions = np.full(len(self.positions), np.nan)
        positions[active] = codes
        return replace(self, positions=positions, categories=tuple(values.tolist()), is_log=False)

    def _scaled(self, positions: FloatArray) -> FloatArray:
        return np.log(positions) if self.is_log else np.asarray(positions, dtype=float)

    def _ends(self) -> tuple[float, float]:
        """Give the ends of what was tried, on the scale."""
        active = self._scaled(self.positions[~np.isnan(self.positions)])
        return (float(active.min()), float(active.max())) if len(active) else (0.0, 0.0)


def _is_spread_by_logarithm(numbers: FloatArray) -> bool:
    """Say whether distinct positive numbers, in ascending order, are best seen on a log scale.

    Numbers drawn evenly from an interval may span decades too, since some are near zero.
    """
    if len(numbers) < 2 or numbers[-1] / LOG_RATIO <= numbers[0]:
        return False
    n_crowded = int((numbers <= numbers[-1] / LOG_RATIO).sum()) - 1
    return n_crowded > CROWD * len(numbers) or _widest(np.log(numbers)) <= _widest(numbers)


def _widest(numbers: FloatArray) -> float:
    """Give the widest gap between neighbours, as a share of the whole."""
    return float(np.diff(numbers / np.ptp(numbers)).max())


def _list_values(name: str, values: Sequence[Any]) -> ParamAxis:
    """Lay out values side by side: numbers in their order, then the rest as they were met."""
    keys = _identify(values)
    met = {key: value for key, value in zip(keys, values, strict=True) if key is not None}
    numbers = {key: number for key, v in met.items() if (number := _as_number(v)) is not None}
    order = [*sorted(numbers, key=numbers.__getitem__), *(key for key in met if key not in numbers)]
    code = {key: float(place) for place, key in enumerate(order)}
    positions = np.array([math.nan if key is None else code[key] for key in keys])
    return ParamAxis(name, positions, tuple(met[key] for key in order))


def _identify(values: Sequence[Any]) -> list[str | None]:
    """Give a text for each value, the same only for the same value; None where it is absent."""
    known: dict[Hashable, str] = {}
    keys: list[str | None] = []
    for value in values:
        if value is ABSENT:
            keys.append(None)
            continue
        mark = (type(value), value)
        try:
            keys.append(known[mark] if mark in known else known.setdefault(mark, _text(value)))
        except TypeError:  # not hashable
            keys.append(_text(value))
    return keys


def _text(value: Any) -> str:
    return identity_words(value, 1000)


def _as_number(value: Any) -> float | None:
    """Give a finite number as a float; None for any other value."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None
