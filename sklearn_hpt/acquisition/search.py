"""The search for the most useful point of a mixed space."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition.neighbours import neighbours
from sklearn_hpt.acquisition.polish import polish
from sklearn_hpt.acquisition.utility import Utility
from sklearn_hpt.space.encoding import Encoding

N_RANDOM = 512
NEAR_ANCHORS = (0.2, 0.05)
N_NEAR_ANCHORS = 40
ROUNDS = (0.1, 0.05, 0.025, 0.0125)
N_SURVIVORS = 6
N_NEAR_SURVIVORS = 24
N_POLISHED = 3


@dataclass(frozen=True)
class Found:
    """A point and its utility."""

    point: FloatArray
    value: float


def maximise(
    utility: Utility,
    encoding: Encoding,
    anchors: FloatArray,
    seen: AbstractSet[bytes],
    rng: np.random.Generator,
) -> Found | None:
    """Find a useful point that has not been tried.

    Random points and neighbours of the anchors; then rounds of ever closer neighbours of the
    best of them; then gradient ascent from the best few.

    Parameters
    ----------
    utility : Utility
    encoding : Encoding
    anchors : array of shape (a, d)
        Canonical points that are worth looking around.
    seen : set of bytes
        The canonical points that must not be found, as ``point.tobytes()``.
    rng : Generator

    Returns
    -------
    found : Found or None
        None when every candidate has been seen or is infeasible.
    """
    start = [encoding.spread(rng.random((N_RANDOM, encoding.n_dimensions)))]
    start += [neighbours(encoding, anchors, N_NEAR_ANCHORS, step, rng) for step in NEAR_ANCHORS]
    points, values = _ranked(utility, encoding, np.concatenate(start), seen)
    for step in ROUNDS:
        if len(points) == 0:
            return None
        best = points[:N_SURVIVORS], values[:N_SURVIVORS]
        near = neighbours(encoding, best[0], N_NEAR_SURVIVORS, step, rng)
        new_points, new_values = _ranked(utility, encoding, near, seen)
        points = np.concatenate([best[0], new_points])
        values = np.concatenate([best[1], new_values])
        order = np.argsort(-values, kind="stable")
        points, values = points[order], values[order]
    polished = np.array([polish(utility, encoding, point) for point in points[:N_POLISHED]])
    new_points, new_values = _ranked(utility, encoding, polished, seen)
    if len(new_points) and new_values[0] > values[0]:
        return Found(new_points[0], float(new_values[0]))
    return Found(points[0], float(values[0]))


def best_of(
    utility: Utility, encoding: Encoding, points: FloatArray, seen: AbstractSet[bytes]
) -> Found | None:
    """Find the most useful of some points that has not been tried.

    Parameters
    ----------
    utility : Utility
    encoding : Encoding
    points : array of shape (m, d)
        Canonical points, such as all those of a finite space.
    seen : set of bytes
        As for `maximise`.

    Returns
    -------
    found : Found or None
        The first of equals; None when all points have been seen or are infeasible.
    """
    points, values = _ranked(utility, encoding, points, seen)
    return Found(points[0], float(values[0])) if len(points) else None


def _ranked(
    utility: Utility, encoding: Encoding, points: FloatArray, seen: AbstractSet[bytes]
) -> tuple[FloatArray, FloatArray]:
    """Give the new and feasible ones of some points, best first, with their utilities."""
    points = points[encoding.feasible(points)]
    new = [point.tobytes() not in seen for point in points]
    points = points[new]
    values = utility.values(encoding.embed(points))
    order = np.argsort(-values, kind="stable")
    return points[order], values[order]
