"""The search space: all params that may be tried."""

import warnings
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
from sklearn.model_selection import ParameterGrid, ParameterSampler

from sklearn_hpt._rng import draw_entropy, generator
from sklearn_hpt._typing import Params
from sklearn_hpt.exceptions import SearchSpaceError, SearchSpaceTypeError, SpaceExhaustedWarning
from sklearn_hpt.space.bounds import DataCounts
from sklearn_hpt.space.coerce import as_dimension
from sklearn_hpt.space.constraints import Constraint, read_constraints
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.encoding import Encoding
from sklearn_hpt.space.expand import count
from sklearn_hpt.space.implied import imply_conditions
from sklearn_hpt.space.layout import Branch, Layout, names_of
from sklearn_hpt.space.sampling import sample_feasible, take_distinct
from sklearn_hpt.space.values import show, token

MOST_COUNTED = 65_536  # points of a constrained space that are counted one by one
MOST_IN_GRID = 1_000_000  # rows
PATIENCE = 200  # repeated draws in a row after which the rest of a finite space is listed


@dataclass(frozen=True, init=False, eq=False, repr=False)
class SearchSpace:
    """All params that may be tried.

    Parameters
    ----------
    dimensions : dict or list of dict
        From the name of each param to its dimension: one of this package, a list of choices,
        or a frozen distribution of scipy. Several dicts make one space, in which params are
        those of one of the dicts.
    constraints : list of callables, default=()
        From a dict of the active params to bool; params for which one gives False are never
        tried.

    Raises
    ------
    SearchSpaceError
        If a dimension, a condition or a constraint cannot be; the message says which, and how
        to mend it.

    Examples
    --------
    >>> from sklearn_hpt.space import Categorical, Real
    >>> space = SearchSpace(
    ...     {
    ...         "kernel": Categorical(["linear", "rbf"]),
    ...         "gamma": Real(1e-4, 1, log=True).when(kernel="rbf"),
    ...     }
    ... )
    >>> space.contains({"kernel": "linear"}), space.contains({"kernel": "rbf"})
    (True, False)
    >>> len(space.sample(3, np.random.default_rng(0)))
    3
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
        if not self.unresolved:
            _ = self._layout  # conditions are checked now, not when the search starts

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all params, in the order in which they were given."""
        return names_of(self.branches)

    @property
    def unresolved(self) -> bool:
        """Whether bounds wait for the data."""
        return any(each.unresolved for branch in self.branches for each in branch.values())

    @cached_property
    def n_points(self) -> int | None:
        """The number of distinct params; None if there are infinitely many.

        Where constraints or several dicts cut a space of more than 65,536 points, it is what
        the dimensions alone would give.
        """
        total = count(self._layout)
        if total is not None and total <= MOST_COUNTED:
            points = self._encoding.enumerate(MOST_COUNTED)
            return None if points is None else len(points)
        return total

    def sample(self, n: int, rng: np.random.Generator) -> list[dict[str, Any]]:
        """Draw params, independently of each other.

        Parameters
        ----------
        n : int
            How many.
        rng : numpy.random.Generator
            Where the randomness comes from.

        Returns
        -------
        params : list of n dicts
            Of the active params; they satisfy the constraints.

        Raises
        ------
        InfeasibleSpaceError
            If hardly any params satisfy the constraints.
        """
        return list(islice(sample_feasible(self._layout, self.constraints, rng), n))

    def draw(
        self, n: int, random_state: int | np.random.RandomState | None = None
    ) -> list[dict[str, Any]]:
        """Draw params as ``RandomizedSearchCV`` does.

        A dict, or list of dicts, that scikit-learn understands too gives the very params of
        ``sklearn.model_selection.ParameterSampler``. Otherwise params are drawn independently,
        without repeating any where there are finitely many.

        Parameters
        ----------
        n : int
            How many.
        random_state : int, RandomState instance or None, default=None
            As in scikit-learn.

        Returns
        -------
        params : list of at most n dicts
            Fewer if the space has fewer.

        Warns
        -----
        UserWarning
            If the space has fewer params than `n`.

        Examples
        --------
        >>> from sklearn.model_selection import ParameterGrid, ParameterSampler
        >>> grid = {"C": [0.1, 1, 10], "kernel": ["linear", "rbf"]}
        >>> SearchSpace(grid).draw(4, 0) == list(ParameterSampler(grid, 4, random_state=0))
        True
        """
        if self._is_plain:
            return list(ParameterSampler(list(self._given), n, random_state=random_state))
        rng = generator(draw_entropy(random_state), "draw")
        if self.n_points is None:
            return self.sample(n, rng)
        draws = sample_feasible(self._layout, self.constraints, rng)
        taken = take_distinct(draws, n, self.key, PATIENCE)
        if len(taken) < n:
            taken += self._unseen(taken, n - len(taken), rng)
        if len(taken) < n:
            warnings.warn(
                f"The total space of parameters {len(taken)} is smaller than n_iter={n}. Running "
                f"{len(taken)} iterations. For exhaustive searches, use GridSearchTuner.",
                SpaceExhaustedWarning,
                stacklevel=2,
            )
        return taken

    def grid(self, resolution: int | Mapping[str, int] = 5) -> list[dict[str, Any]]:
        """List params on a grid.

        Parameters
        ----------
        resolution : int or mapping of str to int, default=5
            How many numbers to take from a range, evenly spaced on its scale and with both
            ends; a mapping says so for each name, and 5 counts for those it leaves out. Choices
            are all taken.

        Returns
        -------
        params : list of dict
            All combinations that are active together and satisfy the constraints. Lists alone
            give the rows of ``sklearn.model_selection.ParameterGrid``, repeated ones included.

        Raises
        ------
        SearchSpaceError
            If there would be more than a million.

        Examples
        --------
        >>> from sklearn_hpt.space import Real
        >>> SearchSpace({"C": Real(0.1, 10, log=True)}).grid(3)
        [{'C': 0.1}, {'C': 1.0}, {'C': 10.0}]
        """
        _check_resolution(resolution, self.names)
        if self._is_plain and not any(
            hasattr(value, "rvs") for each in self._given for value in each.values()
        ):
            return list(ParameterGrid(list(self._given)))
        points = self._encoding.grid(resolution, MOST_IN_GRID)
        if points is None:
            raise SearchSpaceError(
                f"A grid of resolution {resolution} has more than {MOST_IN_GRID:,} rows; lower it, "
                "or use RandomSearchTuner or BayesSearchTuner."
            )
        return self._encoding.decode(points)

    def contains(self, params: Params) -> bool:
        """Tell whether params may be tried.

        Parameters
        ----------
        params : mapping of str to object
            Any.

        Returns
        -------
        contained : bool
            Whether they name exactly the active params, each with a value of its dimension,
            and satisfy the constraints.
        """
        return self._layout.locate(params) is not None and all(
            constraint(dict(params)) for constraint in self.constraints
        )

    def key(self, params: Params) -> Hashable:
        """Give a key that equal params share and others do not.

        Parameters
        ----------
        params : mapping of str to object
            Any; they need not lie in the space.

        Returns
        -------
        key : hashable
            ``1``, ``1.0`` and ``True`` are different choices, but one number in a `Real`.
        """
        return frozenset((name, self._key_of(name, value)) for name, value in params.items())

    def restrict(self, values: Params) -> dict[str, Any] | None:
        """Pick the active params among more values, such as all params of an estimator.

        Parameters
        ----------
        values : mapping of str to object
            Of more params than the active ones.

        Returns
        -------
        params : dict or None
            Those that lie in the space; None if none do.

        Examples
        --------
        >>> from sklearn.svm import SVC
        >>> from sklearn_hpt.space import Real
        >>> SearchSpace({"C": Real(0.1, 10)}).restrict(SVC().get_params())
        {'C': 1.0}
        """
        params = self._layout.restrict(values)
        return params if params is not None and self.contains(params) else None

    def resolve(self, X: Any, y: Any = None) -> "SearchSpace":
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
        >>> from sklearn_hpt.space import Integer, n_features
        >>> space = SearchSpace({"k": Integer(1, n_features)})
        >>> space.resolve(np.zeros((10, 3))).grid()
        [{'k': 1}, {'k': 2}, {'k': 3}]
        """
        if not self.unresolved:
            return self
        counts = DataCounts.of(X, y)
        return SearchSpace(
            [
                {name: _resolved(name, each, counts) for name, each in branch.items()}
                for branch in self.branches
            ],
            self.constraints,
        )

    def encoding(self) -> Encoding:
        """Give the numeric view that surrogates work on.

        Returns
        -------
        encoding : Encoding

        Raises
        ------
        InfeasibleSpaceError
            If hardly any params satisfy the constraints.
        """
        if self.constraints:
            self.sample(1, generator(0, "feasible"))
        return self._encoding

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SearchSpace) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __reduce__(self) -> tuple[Any, ...]:
        return SearchSpace, (list(self._given), self.constraints)

    @cached_property
    def _layout(self) -> Layout:
        if self.unresolved:
            waiting = next(
                each for branch in self.branches for each in branch.values() if each.unresolved
            )
            raise SearchSpaceError(
                f"The bounds of {waiting!r} depend on the data; use space.resolve(X, y) first."
            )
        return Layout(self.branches)

    @cached_property
    def _encoding(self) -> Encoding:
        return Encoding(self._layout, self.constraints)

    @property
    def _is_plain(self) -> bool:
        """Whether scikit-learn could sample from what was given."""
        return (
            not self.constraints
            and not self._layout.has_conditions
            and not any(
                isinstance(value, Dimension) for each in self._given for value in each.values()
            )
        )

    @cached_property
    def _identity(self) -> Hashable:
        branches = tuple(
            frozenset((name, each.identity) for name, each in branch.items())
            for branch in self.branches
        )
        return branches, tuple(each.identity for each in self.constraints)

    def _key_of(self, name: str, value: Any) -> Hashable:
        for branch in self.branches:
            if name in branch and branch[name].contains(value):
                return branch[name].key_of(value)
        return token(value)

    def _unseen(
        self, taken: list[dict[str, Any]], n: int, rng: np.random.Generator
    ) -> list[dict[str, Any]]:
        """List params of a finite space that were not taken yet, in random order."""
        assert self.n_points is not None
        points = self._encoding.enumerate(max(self.n_points, MOST_COUNTED))
        if points is None:
            return []
        seen = {self.key(params) for params in taken}
        rest = [params for params in self._encoding.decode(points) if self.key(params) not in seen]
        return [rest[place] for place in rng.permutation(len(rest))[:n]]


def _read_dicts(given: Any) -> tuple[dict[str, Any], ...]:
    """Check that something is a dict, or a list of dicts, from names to anything."""
    dicts = [given] if isinstance(given, Mapping) else given
    if not isinstance(dicts, (list, tuple)):
        raise SearchSpaceTypeError(
            f"Parameter distribution needs to be a dict or a list of dicts, got {show(given)}."
        )
    if not dicts:
        raise SearchSpaceError("The search space is empty, got []; give at least one dict.")
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
    return tuple(dict(each) for each in dicts)


def _check_resolution(resolution: Any, names: Sequence[str]) -> None:
    """Check what a user gave as the resolution of a grid."""
    wanted = resolution if isinstance(resolution, Mapping) else {"": resolution}
    for name, each in wanted.items():
        if not isinstance(each, int) or isinstance(each, bool) or each < 1:
            raise SearchSpaceError(f"resolution needs to be an int of at least 1, got {each!r}.")
        if name and name not in names:
            raise SearchSpaceError(
                f"resolution names {name!r}, which is no param of the space; there are "
                f"{', '.join(names)}."
            )


def _resolved(name: str, dimension: Dimension, counts: DataCounts) -> Dimension:
    try:
        return dimension.resolve(counts)
    except SearchSpaceError as error:
        raise SearchSpaceError(f"{name!r} has no values for these data: {error}") from error
