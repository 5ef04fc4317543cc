"""Neighbours within a radius: those within a smaller one are among those found within a larger.

Neighbours come in an order that does not depend on the radius, with the same distances. Rows
with a neighbour at the very radius are looked up for themselves, since rounding decides there.
What scikit-learn does was read in releases 1.7.0 to 1.9.1.
"""

import copy
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from sklearn.neighbors import RadiusNeighborsClassifier, RadiusNeighborsRegressor

from sklearn_hpt._typing import BoolArray, FloatArray, IntArray
from sklearn_hpt.evaluation.reuse.submodels.checks import is_length, is_one_of, is_weighting
from sklearn_hpt.evaluation.reuse.submodels.lookups import (
    ROUNDING,
    Table,
    counts_votes_elsewhere,
    largest_squared_norm,
    looks_up,
    predict_from,
)

METRICS = ("minkowski", "euclidean", "manhattan", "chebyshev")
"""Metrics whose distances are exact to the last few bits."""


class NeighboursWithin:
    """One look-up within the largest radius serves smaller ones, and every weighting."""

    parameters = ("radius", "weights")
    response_methods_only = True
    warns_alike = True

    def applies(self, estimator: Any) -> bool:
        """Refuse subclasses, and metrics of which less is known."""
        return looks_up(
            estimator, RadiusNeighborsClassifier, RadiusNeighborsRegressor
        ) and is_one_of(estimator.metric, *METRICS)

    def family(self, values: Mapping[str, Any]) -> Hashable | None:
        """Serve every radius, and every weighting."""
        valid = is_length(values.get("radius", 1.0)) and is_weighting(values.get("weights"))
        return "neighbours" if valid else None

    def anchor(self, values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Look up within the largest radius."""
        anchor = dict(values[0])
        if "radius" in anchor:
            anchor["radius"] = max(value["radius"] for value in values)
        return anchor

    def view(self, fitted: Any, values: Mapping[str, Any]) -> Any:
        """Predict from those of the neighbours found that are near enough."""
        alone = copy.copy(fitted)
        for name, value in values.items():
            setattr(alone, name, value)
        return predict_from(vars(fitted).setdefault("_within", Within(fitted)), alone)


class Within:
    """The neighbours of the samples asked last, within a radius.

    Parameters
    ----------
    fitted : fitted estimator
        Whose ``radius`` is the largest that will be asked for.
    """

    def __init__(self, fitted: Any) -> None:
        self._fitted = copy.copy(fitted)
        self._table = Table(self._find)
        self.tried: set[str] = set()

    def are_ambiguous(self, X: Any, alone: Any, name: str) -> BoolArray:
        """Say for which rows some neighbour is so near the radius that rounding decides."""
        found = self._table(X)
        distances, radius = found.distances, float(alone.radius)
        if distances.dtype != np.float64:  # they were rounded once more
            return np.ones(found.n_rows, dtype=bool)
        by_products = self._fitted._fit_method == "brute"
        scale = radius**2 + (largest_squared_norm(self._fitted) if by_products else 0.0)
        at = np.abs(distances - radius) * (distances + radius) <= ROUNDING * scale
        ambiguous: BoolArray = found.count(at) > 0
        if counts_votes_elsewhere(alone):  # with another idea of samples that nobody is near
            ambiguous |= found.count(distances < radius) == 0
        return ambiguous

    def are_apart(self, X: Any, alone: Any) -> bool:
        """Say whether rows are predicted alike, whatever rows stand beside them."""
        return bool(self._fitted._fit_method != "brute")

    def cut(self, short: Any) -> None:
        """Let an estimator find the neighbours within its radius here."""
        short.radius_neighbors = partial(_near, self._table, short.radius)

    def _find(self, X: Any) -> "Found":
        distances, indices = self._fitted.radius_neighbors(X)
        rows = np.repeat(np.arange(len(distances)), list(map(len, distances)))
        return Found(np.concatenate(distances), np.concatenate(indices), rows, len(distances))


@dataclass(frozen=True)
class Found:
    """All neighbours that were found, in one line.

    Parameters
    ----------
    distances : ndarray of shape (n_found,)
    indices : ndarray of shape (n_found,)
        Of the neighbours.
    rows : ndarray of shape (n_found,)
        The samples whose neighbours they are, in ascending order.
    n_rows : int
        Number of samples.
    """

    distances: FloatArray
    indices: IntArray
    rows: IntArray
    n_rows: int

    def count(self, which: BoolArray) -> IntArray:
        """Count some of the neighbours for each sample."""
        return np.bincount(self.rows[which], minlength=self.n_rows)


def _near(table: Table, radius: float, X: Any) -> tuple[Any, Any]:
    """Give what ``radius_neighbors`` gives: an array of arrays of distances, and of indices."""
    found: Found = table(X)
    within = found.distances <= radius
    ends = np.cumsum(found.count(within))
    return _divide(found.distances[within], ends), _divide(found.indices[within], ends)


def _divide(values: Any, ends: IntArray) -> Any:
    parts = np.empty(len(ends), dtype=object)
    for i, (start, end) in enumerate(pairwise([0, *ends.tolist()])):
        parts[i] = values[start:end]
    return parts
