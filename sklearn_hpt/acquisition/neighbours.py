"""Neighbours: small random changes of points in a mixed space."""

import numpy as np

from sklearn_hpt._typing import BoolArray, FloatArray
from sklearn_hpt.space.encoding import Encoding

CHANGED_DIMENSIONS = 2.0  # on average, per neighbour
LEAST_CHANGE = 0.3  # chance of each dimension to change, where there are few
CATEGORICAL_CHANGE = 0.5  # chance of a categorical that is chosen to take another value
FINEST_STEP = 1.0  # of a lattice, so that a small step still reaches the next level


def neighbours(
    encoding: Encoding, points: FloatArray, n: int, step: float, rng: np.random.Generator
) -> FloatArray:
    """Draw points near others.

    Each neighbour changes some of the active dimensions, at least one: numbers by a normal
    step, reflected at the borders; categoricals to any value.

    Parameters
    ----------
    encoding : Encoding
    points : array of shape (m, d)
        Canonical points.
    n : int
        Neighbours of each.
    step : float
        Standard deviation of a change, in units of the range; at least one level on a lattice.
    rng : Generator

    Returns
    -------
    neighbours : array of shape (m * n, d)
        Canonical; not necessarily feasible or distinct.
    """
    near = np.repeat(points, n, axis=0)
    changed = _dimensions_to_change(encoding.active(near), rng)
    levels = encoding.levels
    lattice = np.where(levels > 1, FINEST_STEP / np.maximum(levels - 1, 1), 0.0)
    moved = near + rng.normal(size=near.shape) * np.maximum(step, lattice)
    moved = 1.0 - np.abs(1.0 - np.mod(np.abs(moved), 2.0))
    redrawn = rng.random(near.shape)
    keep = rng.random(near.shape) >= CATEGORICAL_CHANGE
    moved = np.where(encoding.categorical, np.where(keep, near, redrawn), moved)
    return encoding.canonical(np.where(changed, moved, near))


def _dimensions_to_change(active: BoolArray, rng: np.random.Generator) -> BoolArray:
    """Choose among the active dimensions of each row, at least one, shape (m, d)."""
    n_active = np.maximum(active.sum(axis=1, keepdims=True), 1)
    chance = np.maximum(CHANGED_DIMENSIONS / n_active, LEAST_CHANGE)
    lots = np.where(active, rng.random(active.shape), np.inf)
    least = lots == lots.min(axis=1, keepdims=True)
    changed: BoolArray = active & ((lots < chance) | least)
    return changed
