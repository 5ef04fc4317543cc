"""Nearest neighbours: the k nearest are among the more that were looked up once.

The order of neighbours at equal distances depends on how many are looked up, so rows with a
tie at the boundary are looked up for themselves. What scikit-learn does was read in releases
1.7.0 to 1.9.1.
"""

import copy
from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

from sklearn_hpt._typing import BoolArray
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
        n_columns = min(fitted.n_neighbors + 1, fitted.n_samples_fit_)
        self._table = Table(partial(self._fitted.kneighbors, n_neighbors=n_columns))

    def are_ambiguous(self, X: Any, alone: Any) -> BoolArray:
        """Say in which rows the first neighbours could be others, or in another order."""
        k = alone.n_neighbors
        near = self._table(X)[0][:, : k + 1]
        first = 0 if sums_in_order(alone) else k - 1
        gaps = np.diff(near[:, first:], axis=1)
        if self._fitted._fit_method != "brute" or is_without_rounding(self._fitted, X):
            return np.asarray((gaps <= 0).any(axis=1))
        scale = np.square(near[:, -1:]) + largest_squared_norm(self._fitted)
        squares = gaps * (near[:, first + 1 :] + near[:, first:-1])
        return np.asarray((squares <= ROUNDING * scale).any(axis=1))

    def are_apart(self, X: Any, alone: Any) -> bool:
        """Say whether rows are predicted alike, whatever rows stand beside them."""
        return self._fitted._fit_method != "brute" or (
            not sums_in_order(alone) and is_without_rounding(self._fitted, X)
        )

    def cut(self, short: Any) -> None:
        """Let an estimator find the first neighbours here."""
        short.kneighbors = partial(_first, self._table, short.n_neighbors)


def _first(table: Table, k: int, X: Any, return_distance: bool = True) -> Any:
    distances, indices = table(X)
    first = indices[:, :k].copy()
    return (distances[:, :k].copy(), first) if return_distance else first


def _looks_up_all(estimator: Any) -> bool:
    """Say whether ``algorithm="auto"`` gives up its tree for so many neighbours."""
    return bool(
        estimator.algorithm == "auto" and estimator.n_neighbors >= estimator.n_samples_fit_ // 2
    )
