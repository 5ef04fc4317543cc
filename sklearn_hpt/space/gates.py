"""A gate: a condition made a test on one axis, for single values and for many points."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sklearn_hpt._typing import BoolArray, FloatArray
from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.conditions import Condition
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.values import show

MOST_TABULATED = 4096  # levels for which a gate keeps a table


class Gate:
    """Open for the values of one axis that a condition allows.

    Parameters
    ----------
    parent : int
        Number of the axis looked at.
    dimension : Dimension
        Of that axis.
    test : callable
        From a value to bool.
    """

    def __init__(self, parent: int, dimension: Dimension, test: Callable[[Any], bool]) -> None:
        self.parent = parent
        self.test = test
        self._dimension = dimension
        self._table: BoolArray | None = None
        if 0 < dimension.levels <= MOST_TABULATED:
            self._table = np.array([test(value) for value in dimension.values()], dtype=bool)

    @property
    def always_open(self) -> bool:
        """Whether it is known to be open for every value."""
        return self._table is not None and bool(self._table.all())

    @property
    def always_shut(self) -> bool:
        """Whether it is known to be open for no value."""
        return self._table is not None and not self._table.any()

    def open_at(self, positions: FloatArray) -> BoolArray:
        """Tell for many positions of the parent whether the gate is open.

        Parameters
        ----------
        positions : array of shape (n,)
            On the axis of the parent.

        Returns
        -------
        opened : bool array of shape (n,)
        """
        if self._table is not None:
            return self._table[self._dimension.codes(positions)]
        return np.array([self.test(value) for value in self._dimension.from_units(positions)], bool)


def gate_of(condition: Condition, parent: int, dimension: Dimension, child: str) -> Gate:
    """Bind a condition to the axis of its parent.

    Parameters
    ----------
    condition : Condition
        What the user wrote.
    parent : int
        Number of the axis.
    dimension : Dimension
        Of the parent.
    child : str
        Name of the param that has the condition, for messages.

    Returns
    -------
    gate : Gate

    Raises
    ------
    SearchSpaceError
        If the condition asks for a value that the parent cannot have, or never holds.
    """
    gate = Gate(parent, dimension, _test_of(condition, dimension, child))
    if gate.always_shut:
        raise SearchSpaceError(
            f"The condition {show(condition.allowed)} of {child!r} holds for no value of "
            f"{condition.parent!r}: {dimension.describe_values()}. Correct the condition, or "
            f"leave {child!r} out."
        )
    return gate


def _test_of(condition: Condition, dimension: Dimension, child: str) -> Callable[[Any], bool]:
    """Give the test of one value of the parent."""
    parent, allowed = condition.parent, condition.allowed
    if callable(allowed):
        if dimension.contains(allowed):  # a choice that is a function or a class
            return _OneOf(frozenset({dimension.key_of(allowed)}), dimension)
        if isinstance(allowed, type):
            return _Instance(allowed)
        return _Predicate(parent, allowed)
    for value in allowed:
        if not dimension.contains(value):
            raise SearchSpaceError(
                f"The condition of {child!r} asks for {parent}={show(value)}, which is no value "
                f"of {parent!r}: {dimension.describe_values()}. Correct the value, or add it to "
                f"{parent!r}."
            )
    return _OneOf(frozenset(map(dimension.key_of, allowed)), dimension)


@dataclass(frozen=True)
class _OneOf:
    """The value is one of some."""

    keys: frozenset[Hashable]
    dimension: Dimension

    def __call__(self, value: Any) -> bool:
        return self.dimension.key_of(value) in self.keys


@dataclass(frozen=True)
class _Instance:
    """The value is an instance of a class."""

    kind: type

    def __call__(self, value: Any) -> bool:
        return isinstance(value, self.kind)


@dataclass(frozen=True)
class _Predicate:
    """The value passes a predicate of the user."""

    parent: str
    predicate: Callable[[Any], object]

    def __call__(self, value: Any) -> bool:
        try:
            return bool(self.predicate(value))
        except Exception as error:
            raise SearchSpaceError(
                f"The condition {show(self.predicate)} on {self.parent!r} raised {error!r} for the "
                f"value {show(value)}. Make it give True or False for every value."
            ) from error
