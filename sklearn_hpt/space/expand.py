"""The expansion of a layout: all combinations of some positions on each axis."""

from collections.abc import Sequence

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.space.layout import Layout


def expand(layout: Layout, positions: Sequence[FloatArray], limit: int) -> FloatArray | None:
    """List all combinations of positions, one of those that differ in inactive axes only.

    Parameters
    ----------
    layout : Layout
        With a axes.
    positions : sequence of arrays
        Those to combine, by axis.
    limit : int
        The most rows wanted.

    Returns
    -------
    rows : array of shape (n, a) or None
        The last axis varies fastest, NaN where an axis is inactive; None if there are more than
        `limit`.
    """
    rows = np.empty((1, len(layout.axes)))
    for place, axis in enumerate(layout.axes):
        active = np.ones(len(rows), dtype=bool)
        for gate in axis.gates:
            known = np.flatnonzero(active & ~np.isnan(rows[:, gate.parent]))
            active = np.zeros(len(rows), dtype=bool)
            active[known] = gate.open_at(rows[known, gate.parent])
        counts = np.where(active, len(positions[place]), 1)
        total = int(counts.sum())
        if total > limit:
            return None
        parents = np.repeat(np.arange(len(rows)), counts)
        turns = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
        rows = rows[parents]
        rows[:, place] = np.where(
            active[parents], positions[place][turns * active[parents]], np.nan
        )
    return rows


def count(layout: Layout) -> int | None:
    """Count the combinations of all values of a layout.

    Parameters
    ----------
    layout : Layout
        Any.

    Returns
    -------
    n : int or None
        The number of distinct combinations of active values; None if it is infinite, or there
        are too many values of a parent to go through.
    """
    if not all(axis.dimension.listable for axis in layout.axes):
        return None
    total = 1
    for group in _connected(layout):
        total *= _count_group(layout, group)
    return total


def _connected(layout: Layout) -> list[list[int]]:
    """Group the axes that conditions connect."""
    group_of = list(range(len(layout.axes)))
    for place, axis in enumerate(layout.axes):
        for gate in axis.gates:
            old, new = group_of[place], group_of[gate.parent]
            group_of = [new if group == old else group for group in group_of]
    return [
        [place for place, group in enumerate(group_of) if group == wanted]
        for wanted in sorted(set(group_of))
    ]


def _count_group(layout: Layout, group: list[int]) -> int:
    """Count one group: for each combination of its parents, the product of the others."""
    parents = {gate.parent for place in group for gate in layout.axes[place].gates}

    def go(place: int, values: dict[int, object]) -> int:
        if place == len(group):
            return 1
        axis = layout.axes[group[place]]
        if not axis.is_active(values):
            return go(place + 1, values)
        if group[place] not in parents:
            return axis.dimension.levels * go(place + 1, values)
        return sum(
            go(place + 1, {**values, group[place]: value}) for value in axis.dimension.values()
        )

    return go(0, {})
