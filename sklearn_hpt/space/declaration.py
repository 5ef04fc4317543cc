"""The declaration of a space: dimensions and constraints as the user wrote them."""

import copy
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np

from sklearn_hpt.exceptions import SearchSpaceError, SearchSpaceTypeError
from sklearn_hpt.space.accepted import AcceptedBy
from sklearn_hpt.space.bounds import DataCounts
from sklearn_hpt.space.coerce import as_dimension
from sklearn_hpt.space.constraints import Constraint, read_constraints
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.implied import imply_conditions
from sklearn_hpt.space.layout import Branch, names_of
from sklearn_hpt.space.serial import dump_space, load_space
from sklearn_hpt.space.table import as_html, as_text
from sklearn_hpt.space.values import show


@dataclass(frozen=True, init=False, eq=False, repr=False)
class Declaration:
    """What a user said about a space: frozen, hashable, printable, and JSON if wanted.

    Parameters
    ----------
    dimensions : dict or list of dict
        From the name of each param to its dimension, or what makes one.
    constraints : list of callables, default=()
        Predicates on params.
    """

    branches: tuple[Branch, ...]
    constraints: tuple[Constraint, ...]
    _given: tuple[dict[str, Any], ...]  # by the user, with repeated choices and all

    def __init__(
        self, dimensions: Mapping[str, Any] | Sequence[Mapping[str, Any]], constraints: Any = ()
    ) -> None:
        given = _read_dicts(dimensions)
        branches = tuple(
            imply_conditions({name: as_dimension(name, value) for name, value in each.items()})
            for each in given
        )
        vars(self).update(
            branches=branches, constraints=read_constraints(constraints), _given=given
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all params, in the order in which they were given."""
        return names_of(self.branches)

    @property
    def unresolved(self) -> bool:
        """Whether bounds wait for the data."""
        return any(each.unresolved for branch in self.branches for each in branch.values())

    def subject_to(self, *constraints: Callable[[dict[str, Any]], object]) -> Self:
        """Give the same space with more constraints.

        Parameters
        ----------
        *constraints : callables
            From a dict of the active params to bool.

        Returns
        -------
        space : SearchSpace

        Examples
        --------
        >>> from sklearn_hpt.space import Integer, SearchSpace
        >>> space = SearchSpace({"a": Integer(1, 3), "b": Integer(1, 3)})
        >>> space.subject_to(lambda params: params["a"] < params["b"]).n_points
        3
        """
        return type(self)(list(self._given), (*self.constraints, *constraints))

    def resolve(self, X: Any, y: Any = None) -> Self:
        """Make bounds that depend on the data numbers.

        Parameters
        ----------
        X : array-like, sparse matrix, data frame or list
            The samples.
        y : array-like, default=None
            The target.

        Returns
        -------
        space : SearchSpace
            This one if no bound depends on the data.

        Raises
        ------
        SearchSpaceError
            If the data leave a dimension without values.

        Examples
        --------
        >>> import numpy as np
        >>> from sklearn_hpt.space import Integer, SearchSpace, n_features
        >>> space = SearchSpace({"k": Integer(1, n_features)})
        >>> space.resolve(np.zeros((10, 3))).grid()
        [{'k': 1}, {'k': 2}, {'k': 3}]
        """
        if not self.unresolved:
            return self
        counts = DataCounts.of(X, y)
        return type(self)(
            [
                {name: _resolved(name, each, counts) for name, each in branch.items()}
                for branch in self.branches
            ],
            self.constraints,
        )

    def to_json(self) -> str:
        """Write the space as JSON.

        Returns
        -------
        text : str
            Numbers, strings, None, tuples, lists and distributions of scipy are in it as they
            are. What JSON cannot hold, such as estimators and functions, is numbered and listed
            under ``"objects"``.

        Examples
        --------
        >>> from sklearn_hpt.space import Real, SearchSpace
        >>> space = SearchSpace({"C": Real(0.1, 10, log=True)})
        >>> SearchSpace.from_json(space.to_json()) == space
        True
        """
        return dump_space(self._serial, [each.predicate for each in self.constraints])

    @classmethod
    def from_json(cls, text: str, objects: Sequence[Any] = ()) -> Self:
        """Read a space from JSON; no code that the text names is run.

        Parameters
        ----------
        text : str
            What `to_json` gave.
        objects : sequence of object, default=()
            Those that JSON cannot hold, in the order of the text's ``"objects"``.

        Returns
        -------
        space : SearchSpace

        Raises
        ------
        SearchSpaceError
            If the text is of another form or version, or other objects are needed.
        """
        return cls(*load_space(text, objects))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Declaration) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (list(self._given), [each.predicate for each in self.constraints])

    def __repr__(self) -> str:
        return as_text(self.branches, self.constraints)

    def _repr_html_(self) -> str:
        return as_html(self.branches, self.constraints)

    @property
    def _serial(self) -> list[dict[str, Any]]:
        """What was given, with dimensions of other packages read."""
        return [
            {
                name: branch[name] if type(value).__module__.startswith(_FOREIGN) else value
                for name, value in given.items()
            }
            for given, branch in zip(self._given, self.branches, strict=True)
        ]

    @cached_property
    def _is_plain(self) -> bool:
        """Whether scikit-learn could sample from what was given."""
        implied = all(isinstance(each.predicate, AcceptedBy) for each in self.constraints)
        return implied and all(
            not (branch[name].conditions or isinstance(value, Dimension))
            and not type(value).__module__.startswith(_FOREIGN)
            for given, branch in zip(self._given, self.branches, strict=True)
            for name, value in given.items()
        )

    @property
    def _is_listed(self) -> bool:
        """Whether everything was given as a list of choices."""
        return self._is_plain and not any(
            hasattr(value, "rvs") for each in self._given for value in each.values()
        )

    @cached_property
    def _identity(self) -> Hashable:
        branches = tuple(
            frozenset((name, each.identity) for name, each in branch.items())
            for branch in self.branches
        )
        return branches, frozenset(each.identity for each in self.constraints)


_FOREIGN = ("skopt.", "optuna.", "ConfigSpace.")


def _read_dicts(given: Any) -> tuple[dict[str, Any], ...]:
    """Check that something is a dict, or a list of dicts, from names to anything."""
    dicts = [given] if isinstance(given, Mapping) else given
    if not isinstance(dicts, (list, tuple)):
        raise SearchSpaceTypeError(
            f"Parameter distribution needs to be a dict or a list of dicts, got {show(given)}."
        )
    if not any(dicts):
        raise SearchSpaceError(
            f"The search space is empty, got {given!r}; name at least one param and its values."
        )
    for each in dicts:
        if not isinstance(each, Mapping):
            raise SearchSpaceTypeError(
                f"Parameter distribution is not a dict ({each!r}). A search space is a dict from "
                "names to dimensions, or a list of such dicts."
            )
        for name in each:
            if not isinstance(name, str):
                raise SearchSpaceTypeError(
                    f"Names of params are str, got {name!r} of type {type(name).__name__}."
                )
    return tuple({name: copied(value) for name, value in each.items()} for each in dicts)


def copied(value: Any) -> Any:
    """Give a list or array that does not change with the user's; its items are the same."""
    return copy.copy(value) if isinstance(value, (list, np.ndarray)) else value


def _resolved(name: str, dimension: Dimension, counts: DataCounts) -> Dimension:
    try:
        return dimension.resolve(counts)
    except SearchSpaceError as error:
        raise SearchSpaceError(f"{name!r} has no values for these data: {error}") from error
