"""Nearest neighbours: the k nearest are among the more that were looked up once.

The order of neighbours at equal distances depends on how many are looked up, so rows with a
tie at the boundary are looked up for themselves. What scikit-learn does was read in releases
1.7.0 to 1.9.1.
"""

import copy
from collections.abc import Hashable, Mapping, Sequence
from functools import partial, update_wrapper
from typing import Any

import numpy as np
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

from sklearn_hpt._sklearn import safe_indexing
from sklearn_hpt._typing import BoolArray, FloatArray, IntArray
from sklearn_hpt.evaluation.reuse.submodels.checks import is_count, is_quiet
from sklearn_hpt.evaluation.reuse.submodels.protocol import NotServedError

ROUNDING = 1e-9
"""Distances by matrix products agree so far, relative to the squared norms."""

MOST_AMBIGUOUS = 0.5
"""The share of ambiguous rows from which on all are predicted anew."""

EXACT = 2**50
"""Whole numbers up to here, and their sums, are exact in double precision."""


class NearestNeighbours:
    """One look-up of the most neighbours serves fewer of them."""

    parameters = ("n_neighbors",)
    response_methods_only = True

    def applies(self, estimator: Any) -> bool:
        """Refuse subclasses, and distances that the user computes."""
        return (
            type(estimator) in (KNeighborsClassifier, KNeighborsRegressor)
            and is_quiet(estimator)
            and isinstance(estimator.metric, str)
            and estimator.metric != "precomputed"
        )

    def family(self, values: Mapping[str, Any]) -> Hashable | None:
        """Serve every number of neighbours."""
        return "neighbours" if is_count(values["n_neighbors"]) else None

    def anchor(self, values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Look up the most neighbours."""
        return {"n_neighbors": max(value["n_neighbors"] for value in values)}

    def view(self, fitted: Any, values: Mapping[str, Any]) -> Any:
        """Predict from the first of the neighbours found."""
        if values["n_neighbors"] > fitted.n_samples_fit_:
            raise NotServedError("there are not so many samples")
        if _looks_up_all(fitted, values["n_neighbors"]) != _looks_up_all(
            fitted, fitted.n_neighbors
        ):
            raise NotServedError("so many neighbours are looked up in another way")
        table = vars(fitted).setdefault("_neighbour_table", NeighbourTable(fitted))
        view = copy.copy(fitted)
        view.n_neighbors = values["n_neighbors"]
        alone = copy.copy(view)
        for name in ("predict", "predict_proba"):
            if hasattr(view, name):
                respond = update_wrapper(
                    partial(_respond, alone, table, name), getattr(alone, name)
                )
                setattr(view, name, respond)  # scorers go by the names of methods
        return view


class NeighbourTable:
    """The neighbours of the samples asked last, nearest first.

    Parameters
    ----------
    fitted : fitted estimator
        Whose ``n_neighbors`` is the most that will be asked for.
    """

    def __init__(self, fitted: Any) -> None:
        self._fitted = copy.copy(fitted)
        self._n_columns = min(fitted.n_neighbors + 1, fitted.n_samples_fit_)
        self._asked: Any = None
        self._found: tuple[FloatArray, IntArray]

    def look_up(self, X: Any) -> tuple[FloatArray, IntArray]:
        """Give distances and indices, each of shape (n_samples, n_columns)."""
        if self._asked is not X:
            self._found = self._fitted.kneighbors(X, self._n_columns)
            self._asked = X
        return self._found

    def is_without_rounding(self, X: Any) -> bool:
        """Say whether products of samples are exact, as those of small whole numbers are."""
        return (
            self._fitted.effective_metric_ == "euclidean"
            and _is_whole(X)
            and _is_whole(self._fitted._fit_X)
        )

    def are_ambiguous(self, X: Any, k: int, *, ordered: bool) -> BoolArray:
        """Say in which rows the first k neighbours could be others, or in another order.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        k : int
        ordered : bool
            Whether the order of the neighbours matters, as it does for sums of floats.

        Returns
        -------
        ambiguous : ndarray of shape (n_samples,)
        """
        distances, _ = self.look_up(X)
        near = distances[:, : k + 1]
        gaps = np.diff(near, axis=1) if ordered else np.diff(near[:, k - 1 :], axis=1)
        if self._fitted._fit_method != "brute" or self.is_without_rounding(X):
            return np.asarray((gaps <= 0).any(axis=1))
        scale = np.square(near[:, -1:]) + _largest_squared_norm(self._fitted._fit_X)
        sums = near[:, 1:] + near[:, :-1]
        squares = gaps * (sums if ordered else sums[:, k - 1 :])
        return np.asarray((squares <= ROUNDING * scale).any(axis=1))


def _respond(alone: Any, table: NeighbourTable, name: str, X: Any) -> Any:
    """Predict from the table; rows that are ambiguous are predicted for themselves."""
    k = alone.n_neighbors
    ordered = isinstance(alone, KNeighborsRegressor) or alone.weights not in ("uniform", None)
    ambiguous = table.are_ambiguous(X, k, ordered=ordered)
    by_row = alone._fit_method != "brute" or (not ordered and table.is_without_rounding(X))
    if ambiguous.any() and (not by_row or ambiguous.mean() > MOST_AMBIGUOUS):
        return getattr(alone, name)(X)
    short = copy.copy(alone)
    short._fit_method = "table"  # keeps it from looking up by itself
    short.kneighbors = partial(_first, table, k)
    answer = getattr(short, name)(X)
    if ambiguous.any():
        if isinstance(answer, list):  # probabilities of several outputs
            return getattr(alone, name)(X)
        rows = safe_indexing(X, np.flatnonzero(ambiguous))
        answer[ambiguous] = getattr(alone, name)(rows)
    return answer


def _first(table: NeighbourTable, k: int, X: Any, return_distance: bool = True) -> Any:
    distances, indices = table.look_up(X)
    first = np.ascontiguousarray(indices[:, :k])
    return (np.ascontiguousarray(distances[:, :k]), first) if return_distance else first


def _looks_up_all(fitted: Any, n_neighbors: int) -> bool:
    """Say whether ``algorithm="auto"`` gives up its tree for so many neighbours."""
    return bool(fitted.algorithm == "auto" and n_neighbors >= fitted.n_samples_fit_ // 2)


def _is_whole(X: Any) -> bool:
    """Say whether samples are small whole numbers in double precision."""
    if not isinstance(X, np.ndarray) or X.dtype != np.float64:
        return False
    most = float(np.abs(X).max(initial=0.0))
    return most**2 * X.shape[1] < EXACT and bool((np.rint(X) == X).all())


def _largest_squared_norm(X: Any) -> float:
    squares = X.multiply(X) if hasattr(X, "multiply") else np.square(X)
    return float(np.asarray(squares.sum(axis=1)).max())
