"""A dimension: one axis of a search space, the values that one param may have."""

import copy
from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Self

import numpy as np

from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.space.bounds import DataCounts
from sklearn_hpt.space.conditions import Condition, read_conditions

Kind = Literal["real", "integer", "ordinal", "categorical"]


@dataclass(frozen=True, eq=False, repr=False)
class Dimension(ABC):
    """Base of all dimensions: frozen, hashable, and a map between values and [0, 1].

    A value has one *position* in [0, 1], and `snap` moves any point of [0, 1] to the nearest
    position, so that equal values have bitwise equal positions.

    Parameters
    ----------
    conditions : tuple of Condition, default=()
        When the dimension is active, as `when` reads them.
    """

    conditions: tuple[Condition, ...] = field(default=(), kw_only=True)

    def when(self, conditions: Mapping[str, Any] | None = None, /, **named: Any) -> Self:
        """Give the same dimension, active only under conditions.

        Parameters
        ----------
        conditions : mapping of str to object, default=None
            From the name of another param to what it must be: a value, a list of values any
            of which will do, or a predicate on the value. A class stands for its instances.
        **named : object
            The same, for names that are identifiers.

        Returns
        -------
        dimension : Dimension
            Active only if all these conditions, and those it had, hold, which takes that the
            other params are active themselves.

        Raises
        ------
        SearchSpaceError
            If no condition is given, or one that allows no value.

        Examples
        --------
        >>> from sklearn_hpt.space import Integer
        >>> Integer(2, 5).when(svc__kernel="poly")
        Integer(2, 5).when(svc__kernel='poly')
        """
        return self.only_under(self.conditions + read_conditions(conditions, named))

    def only_under(self, conditions: tuple[Condition, ...]) -> Self:
        """Give the same dimension with other conditions.

        Parameters
        ----------
        conditions : tuple of Condition
            In place of those it has.

        Returns
        -------
        dimension : Dimension
        """
        twin = copy.copy(self)
        object.__setattr__(twin, "conditions", conditions)
        return twin

    def sample(self, n: int, rng: np.random.Generator) -> list[Any]:
        """Draw values.

        Parameters
        ----------
        n : int
            How many.
        rng : numpy.random.Generator
            Where the randomness comes from.

        Returns
        -------
        values : list of length n
        """
        return self.from_units(self.spread(rng.random(n)))

    def to_unit(self, value: Any) -> float:
        """Give the position of a value in [0, 1].

        Parameters
        ----------
        value : object
            One that the dimension contains.

        Returns
        -------
        position : float

        Raises
        ------
        SearchSpaceError
            If the dimension does not contain the value.
        """
        return float(self.to_units([value])[0])

    def from_unit(self, point: float) -> Any:
        """Give the value whose position is nearest to a point.

        Parameters
        ----------
        point : float
            In [0, 1].

        Returns
        -------
        value : object
            For numbers it does not decrease as the point grows.
        """
        return self.from_units(self.snap(np.array([point], dtype=float)))[0]

    def values(self) -> list[Any]:
        """List all values of a finite dimension, in their order.

        Returns
        -------
        values : list of length `levels`
        """
        return self.from_units(self.positions())

    def positions(self) -> FloatArray:
        """List the positions of all values of a finite dimension, (levels,)."""
        return self.spread((np.arange(self.levels) + 0.5) / self.levels)

    def ladder(self, resolution: int) -> FloatArray:
        """Give the positions of values for a grid, at most about `resolution` of a range.

        Parameters
        ----------
        resolution : int
            How many numbers to take from a range; one alone is the middle.

        Returns
        -------
        positions : array of shape (m,)
        """
        if self.listable and self.levels <= resolution:
            return self.positions()
        rungs = np.linspace(0.0, 1.0, resolution) if resolution > 1 else np.array([0.5])
        return np.unique(self.snap(rungs))

    @property
    def listable(self) -> bool:
        """Whether `values()` lists all values that there are."""
        return self.levels > 0

    @property
    def unresolved(self) -> bool:
        """Whether the bounds wait for the data."""
        return False

    def resolve(self, counts: DataCounts) -> "Dimension":
        """Give the same dimension with bounds that depend on the data made numbers."""
        return self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dimension) and self.identity == other.identity

    def __hash__(self) -> int:
        return hash(self.identity)

    @property
    def identity(self) -> Hashable:
        """What makes two dimensions equal."""
        conditions = tuple(condition.identity for condition in self.conditions)
        return (type(self).__name__, self._identity(), conditions)

    def __repr__(self) -> str:
        return self.describe() + "".join(f".when({each.as_argument()})" for each in self.conditions)

    @property
    @abstractmethod
    def kind(self) -> Kind:
        """How a surrogate should see the values."""

    @property
    @abstractmethod
    def levels(self) -> int:
        """The number of distinct values; 0 for a continuum or too many to count."""

    @abstractmethod
    def contains(self, value: Any) -> bool:
        """Tell whether a value lies in the dimension.

        Parameters
        ----------
        value : object
            Anything.

        Returns
        -------
        contained : bool
        """

    @abstractmethod
    def neighbours(self, value: Any) -> list[Any]:
        """List the values that are one small step away.

        Parameters
        ----------
        value : object
            One that the dimension contains.

        Returns
        -------
        values : list
            Other categories; the next numbers on either side; a twentieth of the range to
            either side of a real number.
        """

    @abstractmethod
    def key_of(self, value: Any) -> Hashable:
        """Give a key that equal values share and others do not."""

    @abstractmethod
    def to_units(self, values: Sequence[Any]) -> FloatArray:
        """Give the positions of values, (n,); raise SearchSpaceError for one not contained."""

    @abstractmethod
    def from_units(self, points: FloatArray) -> list[Any]:
        """Give the values at positions, (n,)."""

    @abstractmethod
    def snap(self, points: FloatArray) -> FloatArray:
        """Move points of [0, 1] to the nearest positions, (n,)."""

    @abstractmethod
    def spread(self, uniform: FloatArray) -> FloatArray:
        """Turn uniform draws from [0, 1] into positions of draws from the dimension, (n,)."""

    @abstractmethod
    def codes(self, positions: FloatArray) -> IntArray:
        """Give the place of each value in `values()` of a finite dimension, (n,)."""

    @abstractmethod
    def describe(self) -> str:
        """Write the dimension as Python, without its conditions."""

    @abstractmethod
    def describe_range(self) -> str:
        """Write the values in short, for a table."""

    @abstractmethod
    def describe_values(self) -> str:
        """Say in words which values there are, for messages."""

    @abstractmethod
    def _identity(self) -> Hashable:
        """Give what makes two dimensions of one class equal, conditions aside."""
