"""Nearest neighbours: the k nearest are among the more that were looked up once.

The order of neighbours at equal distances depends on how many are looked up, so rows with a
tie at the boundary are looked up for themselves, unless each choice of neighbours elects the
same class. What scikit-learn does was read in releases 1.7.0 to 1.9.1.
"""

import copy
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

from sklearn_hpt._typing import BoolArray, FloatArray, IntArray
from sklearn_hpt.evaluation.reuse.submodels.checks import is_count, is_weighting
from sklearn_hpt.evaluation.reuse.submodels.lookups import (
    ROUNDING,
    Table,
    is_without_rounding,
    largest_squared_norm,
    looks_up,
    predict_from,
    sums_in_order,
)
from sklearn_hpt.evaluation.reuse.submodels.protocol import NotServedError
from sklearn_hpt.evaluation.reuse.submodels.votes import are_open, elect


class NearestNeighbours:
    """One look-up of the most neighbours serves fewer of them, however they are weighted."""

    parameters = ("n_neighbors", "weights")
    response_methods_only = True
    warns_alike = True

    def applies(self, estimator: Any) -> bool:
        """Refuse subclasses, and distances that the user computes."""
        return looks_up(estimator, KNeighborsClassifier, KNeighborsRegressor)

    def family(self, values: Mapping[str, Any]) -> Hashable | None:
        """Serve every number of neighbours, and every weighting."""
        valid = is_count(values.get("n_neighbors", 1)) and is_weighting(values.get("weights"))
        return "neighbours" if valid else None

    def anchor(self, values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Look up the most neighbours."""
        anchor = dict(values[0])
        if "n_neighbors" in anchor:
            anchor["n_neighbors"] = max(value["n_neighbors"] for value in values)
        return anchor

    def view(self, fitted: Any, values: Mapping[str, Any]) -> Any:
        """Predict from the first of the neighbours found."""
        alone = copy.copy(fitted)
        for name, value in values.items():
            setattr(alone, name, value)
        if alone.n_neighbors > fitted.n_samples_fit_:
            raise NotServedError("there are not so many samples")
        if _looks_up_all(alone) != _looks_up_all(fitted):
            raise NotServedError("so many neighbours are looked up in another way")
        nearest = vars(fitted).setdefault("_nearest", Nearest(fitted))
        return predict_from(nearest, alone)


class Nearest:
    """The neighbours of the samples asked last, nearest first.

    Parameters
    ----------
    fitted : fitted estimator
        Whose ``n_neighbors`` is the most that will be asked for.
    """

    def __init__(self, fitted: Any) -> None:
        self._fitted = copy.copy(fitted)
        self._table = Table(self._find)
        self.tried: set[str] = set()

    def are_ambiguous(self, X: Any, alone: Any, name: str) -> BoolArray:
        """Say in which rows the first neighbours could be others, and that could matter."""
        found, k = self._table(X), alone.n_neighbors
        first = 1 if sums_in_order(alone) else k
        ambiguous: BoolArray = found.tied[:, first : k + 1].any(axis=1)
        if name == "predict" and _elects(alone):
            rows = np.flatnonzero(ambiguous)
            if not rows.size:
                return ambiguous
            ballot = alone._y[found.indices[rows]], found.tied[rows]
            ambiguous[rows] = are_open(*ballot, k, len(alone.classes_), are_all=found.are_all)
        return ambiguous

    def are_apart(self, X: Any, alone: Any) -> bool:
        """Say whether rows are predicted alike, whatever rows stand beside them."""
        return self._fitted._fit_method != "brute" or (
            not sums_in_order(alone) and not self._table(X).are_rounded
        )

    def cut(self, short: Any) -> None:
        """Let an estimator find the first neighbours here, and count their votes."""
        short.kneighbors = partial(_first, self._table, short.n_neighbors)
        if _elects(short):
            short.predict = partial(_elect, self._table, short)

    def _find(self, X: Any) -> "Found":
        """Look up one neighbour more than is asked for: it may be as near as the last."""
        fitted = self._fitted
        n_columns = min(fitted.n_neighbors + 1, fitted.n_samples_fit_)
        distances, indices = fitted.kneighbors(X, n_neighbors=n_columns)
        gaps = np.diff(distances, axis=1)
        are_rounded = fitted._fit_method == "brute" and not is_without_rounding(fitted, X)
        tied = np.zeros(distances.shape, dtype=bool)
        if are_rounded:
            scale = np.square(distances[:, 1:]) + largest_squared_norm(fitted)
            gaps = gaps * (distances[:, 1:] + distances[:, :-1]) - ROUNDING * scale
        tied[:, 1:] = ~(gaps > 0)
        return Found(distances, indices, tied, are_rounded, n_columns == fitted.n_samples_fit_)


@dataclass(frozen=True)
class Found:
    """The neighbours that were found of some samples, nearest first.

    Parameters
    ----------
    distances : ndarray of shape (n_samples, n_found)
    indices : ndarray of shape (n_samples, n_found)
        Of the neighbours.
    tied : ndarray of shape (n_samples, n_found)
        Whether a neighbour may be as near as the one before it.
    are_rounded : bool
        Whether distances may come out otherwise beside other samples.
    are_all : bool
        Whether there are no other neighbours.
    """

    distances: FloatArray
    indices: IntArray
    tied: BoolArray
    are_rounded: bool
    are_all: bool


def _first(table: Table, k: int, X: Any, return_distance: bool = True) -> Any:
    found: Found = table(X)
    first = found.indices[:, :k].copy()
    return (found.distances[:, :k].copy(), first) if return_distance else first


def _elects(estimator: Any) -> bool:
    """Say whether an estimator predicts the class that most neighbours are of."""
    return not sums_in_order(estimator) and not estimator.outputs_2d_


def _elect(table: Table, short: Any, X: Any) -> Any:
    found: Found = table(X)
    labels = short._y[found.indices[:, : short.n_neighbors]]
    return short.classes_.take(elect(labels, len(short.classes_)))


def _looks_up_all(estimator: Any) -> bool:
    """Say whether ``algorithm="auto"`` gives up its tree for so many neighbours."""
    return bool(
        estimator.algorithm == "auto" and estimator.n_neighbors >= estimator.n_samples_fit_ // 2
    )
