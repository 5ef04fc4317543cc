"""Dimensions of choices: categories, ordered values, a single value."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.conditions import Condition
from sklearn_hpt.space.dimension import Dimension, Kind
from sklearn_hpt.space.lists import read_choices
from sklearn_hpt.space.values import is_number, show, token


@dataclass(frozen=True, eq=False, repr=False)
class _Choices(Dimension):
    """What dimensions with a list of values share."""

    choices: tuple[Any, ...]

    @property
    def levels(self) -> int:
        """The number of choices."""
        return len(self.choices)

    def values(self) -> list[Any]:
        """List the choices."""
        return list(self.choices)

    def contains(self, value: Any) -> bool:
        """Tell whether a value is one of the choices: by identity, then by equality."""
        return self._find(value) is not None

    def key_of(self, value: Any) -> Hashable:
        """Give the token of the choice."""
        place = self._find(value)
        return token(value) if place is None else self._tokens[place]

    def to_units(self, values: Sequence[Any]) -> FloatArray:
        """Give the positions of choices."""
        places = [self._find(value) for value in values]
        if None in places:
            value = values[places.index(None)]
            raise SearchSpaceError(
                f"{self.describe()} does not contain {show(value)}: {self.describe_values()}."
            )
        return self.positions()[np.array(places, dtype=np.intp)]

    def from_units(self, points: FloatArray) -> list[Any]:
        """Give the choices at positions."""
        return [self.choices[place] for place in self.codes(points).tolist()]

    def ladder(self, resolution: int) -> FloatArray:
        """Give the positions of all choices, however many."""
        return self.positions()

    def spread(self, uniform: FloatArray) -> FloatArray:
        """Cut [0, 1] into one cell of equal size a choice."""
        return self.positions()[self._cells(uniform)]

    def describe(self) -> str:
        """Write the choices as Python."""
        return f"{type(self).__name__}([{', '.join(map(show, self.choices))}])"

    def describe_range(self) -> str:
        """Write the choices."""
        return ", ".join(map(show, self.choices))

    def describe_values(self) -> str:
        """List the choices in words."""
        return "the choices are " + ", ".join(map(show, self.choices))

    def _cells(self, points: FloatArray) -> IntArray:
        codes = (points * self.levels).astype(np.intp)
        return np.clip(codes, 0, self.levels - 1, out=codes)

    def _find(self, value: Any) -> int | None:
        """Give the place of a value among the choices."""
        place = self._places.get(id(value))
        return self._places_of_tokens.get(token(value)) if place is None else place

    @cached_property
    def _tokens(self) -> tuple[Hashable, ...]:
        return tuple(map(token, self.choices))

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(choice): place for place, choice in enumerate(self.choices)}

    @cached_property
    def _places_of_tokens(self) -> dict[Hashable, int]:
        return {key: place for place, key in enumerate(self._tokens)}

    def __getstate__(self) -> dict[str, Any]:
        return {"conditions": self.conditions, "choices": self.choices}  # identities do not travel

    def _identity(self) -> Hashable:
        return self._tokens


@dataclass(frozen=True, eq=False, repr=False)
class Categorical(_Choices):
    """Some choices without an order.

    Parameters
    ----------
    choices : list, tuple or one-dimensional array
        Anything scikit-learn takes: None, bools, tuples, lists, functions, estimators. Choices
        are matched by identity first, then by equality; ``1``, ``1.0`` and ``True`` are three.

    Raises
    ------
    SearchSpaceError
        If there are no choices, two that are the same, or no list of them.

    Examples
    --------
    >>> penalty = Categorical(["l1", "l2", None])
    >>> penalty.to_unit("l2"), penalty.from_unit(0.9)
    (0.5, None)
    >>> penalty.neighbours("l1")
    ['l2', None]
    """

    def __init__(self, choices: Sequence[Any], *, conditions: tuple[Condition, ...] = ()) -> None:
        object.__setattr__(self, "choices", read_choices("Categorical", choices))
        object.__setattr__(self, "conditions", conditions)

    @property
    def kind(self) -> Kind:
        """Values without an order."""
        return "categorical"

    def neighbours(self, value: Any) -> list[Any]:
        """List all other choices."""
        at = self.key_of(value)
        return [choice for choice in self.choices if self.key_of(choice) != at]

    def positions(self) -> FloatArray:
        """Give the middle of each cell."""
        return (np.arange(self.levels) + 0.5) / self.levels

    def snap(self, points: FloatArray) -> FloatArray:
        """Go to the middle of the cell."""
        return (self._cells(points) + 0.5) / self.levels

    def codes(self, positions: FloatArray) -> IntArray:
        """Count the cells."""
        return self._cells(positions)


@dataclass(frozen=True, eq=False, repr=False)
class Ordinal(_Choices):
    """Some values in an order, drawn with equal probability.

    Parameters
    ----------
    values : list, tuple or one-dimensional array
        From one end to the other. Numbers that rise or fall all the way have positions by
        value, on the scale (linear or logarithmic) on which they are more evenly spaced;
        others are evenly spaced.

    Raises
    ------
    SearchSpaceError
        If there are no values, two that are the same, or no list of them.

    Examples
    --------
    >>> Ordinal([1, 10, 100, 1000]).to_unit(10)  # doctest: +ELLIPSIS
    0.333...
    >>> Ordinal(["low", "middle", "high"]).neighbours("low")
    ['middle']
    """

    def __init__(self, values: Sequence[Any], *, conditions: tuple[Condition, ...] = ()) -> None:
        object.__setattr__(self, "choices", read_choices("Ordinal", values))
        object.__setattr__(self, "conditions", conditions)

    @property
    def kind(self) -> Kind:
        """Values in an order."""
        return "ordinal"

    def neighbours(self, value: Any) -> list[Any]:
        """Give the next value on either side."""
        place = int(self.codes(self.to_units([value]))[0])
        return [self.choices[near] for near in (place - 1, place + 1) if 0 <= near < self.levels]

    def positions(self) -> FloatArray:
        """Give the places of the values in [0, 1]."""
        return self._positions

    def snap(self, points: FloatArray) -> FloatArray:
        """Go to the nearest value."""
        return self._positions[self.codes(points)]

    def codes(self, positions: FloatArray) -> IntArray:
        """Count from the first value."""
        return np.searchsorted(self._middles, positions)

    @cached_property
    def _positions(self) -> FloatArray:
        return _ordered_positions(self.choices)

    @cached_property
    def _middles(self) -> FloatArray:
        return (self._positions[1:] + self._positions[:-1]) / 2


@dataclass(frozen=True, eq=False, repr=False)
class Constant(_Choices):
    """One value, always the same.

    Parameters
    ----------
    value : object
        Anything scikit-learn takes.

    Examples
    --------
    >>> Constant("rbf").contains("rbf")
    True
    """

    def __init__(self, value: Any, *, conditions: tuple[Condition, ...] = ()) -> None:
        object.__setattr__(self, "choices", (value,))
        object.__setattr__(self, "conditions", conditions)

    @property
    def value(self) -> Any:
        """The value."""
        return self.choices[0]

    @property
    def kind(self) -> Kind:
        """A category that knows no other."""
        return "categorical"

    def neighbours(self, value: Any) -> list[Any]:
        """Give none."""
        return []

    def positions(self) -> FloatArray:
        """Give the middle."""
        return np.array([0.5])

    def snap(self, points: FloatArray) -> FloatArray:
        """Go to the middle."""
        return np.full(len(points), 0.5)

    def codes(self, positions: FloatArray) -> IntArray:
        """Give zeros."""
        return np.zeros(len(positions), dtype=np.intp)

    def describe(self) -> str:
        """Write the value as Python."""
        return f"Constant({show(self.value)})"


def is_monotone(values: Sequence[Any]) -> bool:
    """Tell whether values are numbers that rise, or fall, all the way."""
    if not all(map(is_number, values)):
        return False
    steps = np.diff([float(value) for value in values])
    return bool(np.all(steps > 0) or np.all(steps < 0))


def _ordered_positions(values: Sequence[Any]) -> FloatArray:
    """Give positions by value if the values are monotone numbers, else evenly spaced ones."""
    if len(values) == 1:
        return np.array([0.5])
    if not is_monotone(values):
        return np.linspace(0.0, 1.0, len(values))
    numbers = np.array([float(value) for value in values])
    if _more_even_on_log_scale(numbers):
        numbers = np.log(numbers)
    positions: FloatArray = (numbers - numbers[0]) / (numbers[-1] - numbers[0])
    if np.all(np.diff(positions) > 0):
        return positions
    return np.linspace(0.0, 1.0, len(values))  # too close together for floating point


def _more_even_on_log_scale(numbers: FloatArray) -> bool:
    """Tell whether the ratios of neighbours vary less than their differences do."""
    if numbers.min() <= 0:
        return False
    differences = np.log(np.abs(np.diff(numbers)))
    ratios = np.abs(np.diff(np.log(numbers)))
    return bool(np.ptp(ratios) < np.ptp(differences))
