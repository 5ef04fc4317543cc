"""The search for the most useful point of a mixed space."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from sklearn_hpt._typing import BoolArray, FloatArray
from sklearn_hpt.acquisition.neighbours import neighbours
from sklearn_hpt.acquisition.polish import polish
from sklearn_hpt.acquisition.utility import ClimbableUtility, Utility
from sklearn_hpt.space.encoding import Encoding

N_RANDOM = 256
NEAR_ANCHORS = (0.2, 0.05)
N_NEAR_ANCHORS = 40
N_STARTS = 8
ALIKE = 0.8  # correlation above which two points are held to climb the same hill
STEPS = (0.2, 0.1, 0.03)
N_NEAR_STARTS = 24


@dataclass(frozen=True)
class Found:
    """A point and its utility, with the name of the latter."""

    point: FloatArray
    value: float
    name: str


def maximise(
    utility: ClimbableUtility,
    encoding: Encoding,
    anchors: FloatArray,
    seen: AbstractSet[bytes],
    rng: np.random.Generator,
) -> Found | None:
    """Find a useful point that has not been tried.

    Random points and neighbours of the anchors are ranked; from the best of them that are not
    alike, each start moves to the best of its own neighbours, then climbs along the gradient
    if there is one.

    Parameters
    ----------
    utility : ClimbableUtility
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
    candidates = [encoding.spread(rng.random((N_RANDOM, encoding.n_dimensions)))]
    candidates += [
        neighbours(encoding, anchors, N_NEAR_ANCHORS, step, rng) for step in NEAR_ANCHORS
    ]
    points, values = _ranked(utility, encoding, np.concatenate(candidates), seen)
    if len(points) == 0:
        return None
    chosen = _unlike(utility, points)
    points, values = points[chosen], values[chosen]
    for step in STEPS:
        near = neighbours(encoding, points, N_NEAR_STARTS, step, rng)
        points, values = _improved(utility, encoding, points, values, near, seen)
    if utility.smooth:
        climbed = polish(utility, encoding, points)
        points, values = _improved(utility, encoding, points, values, climbed, seen)
    best = int(np.argmax(values))
    return Found(points[best], float(values[best]), utility.name)


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
    return Found(points[0], float(values[0]), utility.name) if len(points) else None


def _ranked(
    utility: Utility, encoding: Encoding, points: FloatArray, seen: AbstractSet[bytes]
) -> tuple[FloatArray, FloatArray]:
    """Give the new and feasible ones of some points, best first, with their utilities."""
    points = points[_new(points, seen)]
    points = points[encoding.feasible(points)]
    if not len(points):
        return points, np.empty(0)
    values = utility.values(points)
    order = np.argsort(-values, kind="stable")
    return points[order], values[order]


def _new(points: FloatArray, seen: AbstractSet[bytes]) -> BoolArray:
    """Tell which points have not been seen, shape (m,)."""
    size = points.shape[1] * points.itemsize
    rows = np.ascontiguousarray(points).view(f"V{size}")[:, 0].tolist() if size else []
    return np.array([row not in seen for row in rows], dtype=bool)


def _unlike(utility: ClimbableUtility, points: FloatArray) -> list[int]:
    """Choose starts among ranked points, the best first, none like one chosen before."""
    left = np.ones(len(points), dtype=bool)
    chosen: list[int] = []
    while len(chosen) < N_STARTS and left.any():
        best = int(np.argmax(left))
        chosen.append(best)
        left[best] = False
        others = np.flatnonzero(left)
        left[others] = utility.alike(points[best], points[others]) < ALIKE
    return chosen


def _improved(
    utility: Utility,
    encoding: Encoding,
    points: FloatArray,
    values: FloatArray,
    candidates: FloatArray,
    seen: AbstractSet[bytes],
) -> tuple[FloatArray, FloatArray]:
    """Move each point to the best of its own candidates, if that is new and better.

    Parameters
    ----------
    points, values : arrays of shape (m, d) and (m,)
    candidates : array of shape (m * n, d)
        The first n belong to the first point, and so on.

    Returns
    -------
    points, values : arrays of shape (m, d) and (m,)
    """
    allowed = _new(candidates, seen)
    allowed[allowed] = encoding.feasible(candidates[allowed])
    worth = np.where(allowed, utility.values(candidates), -np.inf)
    by_point = worth.reshape(len(points), -1)
    places = np.arange(len(points)) * by_point.shape[1] + by_point.argmax(axis=1)
    better = worth[places] > values
    points = np.where(better[:, None], candidates[places], points)
    return points, np.where(better, worth[places], values)
