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
from sklearn_hpt.exceptions import SearchSpaceError, SpaceExhaustedWarning
from sklearn_hpt.space.declaration import Declaration, copied
from sklearn_hpt.space.encoding import Encoding
from sklearn_hpt.space.expand import count
from sklearn_hpt.space.export import export
from sklearn_hpt.space.grids import ladders
from sklearn_hpt.space.layout import Layout
from sklearn_hpt.space.sampling import sample_feasible, take_distinct
from sklearn_hpt.space.values import token

MOST_COUNTED = 65_536  # points of a constrained space that are counted one by one
MOST_IN_GRID = 1_000_000  # rows


@dataclass(frozen=True, init=False, eq=False, repr=False)
class SearchSpace(Declaration):
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

    def __init__(
        self, dimensions: Mapping[str, Any] | Sequence[Mapping[str, Any]], constraints: Any = ()
    ) -> None:
        super().__init__(dimensions, constraints)
        if not self.unresolved:
            _ = self.layout  # conditions are checked now, not when the search starts

    @cached_property
    def n_points(self) -> int | None:
        """The number of distinct params; None if there are infinitely many.

        Where constraints or several dicts cut a space of more than 65,536 points, it is what
        the dimensions alone would give.
        """
        total = count(self.layout)
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
        return list(islice(sample_feasible(self.layout, self.constraints, rng), n))

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
        draws = sample_feasible(self.layout, self.constraints, rng)
        taken = take_distinct(draws, n, self.key)
        if len(taken) < n:  # the rest is rare: list it
            seen = set(map(self.key, taken))
            rest = [each for each in self._all_params() if self.key(each) not in seen]
            taken += [rest[place] for place in rng.permutation(len(rest))[: n - len(taken)]]
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
        positions = ladders(self.layout, resolution)
        if self._is_listed:
            return list(ParameterGrid(list(self._given)))
        points = self._encoding.combine(positions, MOST_IN_GRID)
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
        return self.layout.locate(params) is not None and all(
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
        params = self.layout.restrict(values)
        return params if params is not None and self.contains(params) else None

    def to_param_distributions(self) -> dict[str, Any] | list[dict[str, Any]]:
        """Write the space as ``RandomizedSearchCV`` takes it.

        Returns
        -------
        param_distributions : dict or list of dict
            Lists and distributions; what was given as such comes back as it was. Conditions
            become several dicts, from each of which scikit-learn draws as often.

        Raises
        ------
        SearchSpaceError
            If the space has constraints, or conditions on a param with too many values to list.

        Examples
        --------
        >>> from sklearn_hpt.space import Categorical, Integer
        >>> space = SearchSpace(
        ...     {
        ...         "kernel": Categorical(["linear", "rbf", "poly"]),
        ...         "degree": Categorical([2, 3]).when(kernel="poly"),
        ...     }
        ... )
        >>> for each in space.to_param_distributions():
        ...     print(each)
        {'kernel': ['linear', 'rbf']}
        {'kernel': ['poly'], 'degree': [2, 3]}
        """
        if self._is_plain:
            dicts = [{name: copied(each) for name, each in one.items()} for one in self._given]
        elif self.constraints:
            raise SearchSpaceError(
                f"Lists and distributions cannot say {self.constraints[0]!r}; sample from the "
                "space itself."
            )
        else:
            dicts = export(self.layout)
        return dicts[0] if len(dicts) == 1 else dicts

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
        _ = self._some_feasible
        return self._encoding

    @cached_property
    def layout(self) -> Layout:
        """The axes of the space, parents before children."""
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
        return Encoding(self.layout, self.constraints)

    @cached_property
    def _some_feasible(self) -> list[dict[str, Any]]:
        """Some params that satisfy the constraints; raise an error if there are hardly any."""
        return self.sample(1, generator(0, "feasible")) if self.constraints else []

    def _all_params(self) -> list[dict[str, Any]]:
        """List all params of a finite space; none if they are too many."""
        points = self._encoding.enumerate(max(self.n_points or 0, MOST_COUNTED))
        return [] if points is None else self._encoding.decode(points)

    def _key_of(self, name: str, value: Any) -> Hashable:
        for branch in self.branches:
            if name in branch and branch[name].contains(value):
                return branch[name].key_of(value)
        return token(value)
