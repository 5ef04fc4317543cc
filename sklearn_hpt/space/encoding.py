"""The encoding of a space: params as points of the unit cube, for surrogates to look at."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from sklearn_hpt._typing import BoolArray, FloatArray, IntArray, Params
from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.constraints import Constraint
from sklearn_hpt.space.embedding import Embedding
from sklearn_hpt.space.expand import count, expand
from sklearn_hpt.space.layout import Layout
from sklearn_hpt.space.overlap import overlapping_branches

# d: axes with more than one value;  points (n, d): positions in [0, 1];
# c: columns of the embedding;  a: all axes, constants and the hidden one included

INACTIVE = 0.5  # where an inactive number rests
MOST_LOOKED_AT = 65_536  # points, at least, from which the feasible ones are picked
SLACK = 16  # times as many points may be looked at for the feasible ones among them


class Encoding:
    """The numeric view of a search space.

    A point is *canonical* if every coordinate is the position of a value, inactive numbers
    rest at one half and inactive choices at the first one. Equal params have one canonical
    point, bit for bit.

    Parameters
    ----------
    layout : Layout
        The axes.
    constraints : sequence of Constraint
        What params must satisfy.

    Attributes
    ----------
    n_dimensions : int
        d, the number of axes with more than one value.
    n_columns : int
        c, the number of columns that `embed` gives.
    names : tuple of (str or None), length d
        The param that each dimension sets; None for the hidden one that picks a dict.
    categorical : bool array of shape (d,)
        Which dimensions are choices, without an order.
    levels : int array of shape (d,)
        The number of distinct values; 0 for a continuum.
    owner : int array of shape (c,)
        The dimension that each column belongs to.
    numbers : pair of int arrays
        The dimensions that are numbers, and the column of each.
    """

    def __init__(self, layout: Layout, constraints: Sequence[Constraint] = ()) -> None:
        self._layout = layout
        self._constraints = tuple(constraints)
        axes = layout.axes
        self._varying = [place for place, axis in enumerate(axes) if axis.dimension.levels != 1]
        self._column = {place: column for column, place in enumerate(self._varying)}
        self._dimensions = [axes[place].dimension for place in self._varying]
        self.n_dimensions = len(self._varying)
        self.names = tuple(axes[place].name for place in self._varying)
        self.levels: IntArray = np.array([each.levels for each in self._dimensions], dtype=np.intp)
        self._embedding = Embedding([each.kind for each in self._dimensions], self.levels)
        self.categorical = self._embedding.categorical
        self.owner, self.numbers = self._embedding.owner, self._embedding.numbers
        self.n_columns = len(self.owner)
        self._overlapping = sorted(overlapping_branches(layout))

    def encode(self, params: Sequence[Params]) -> FloatArray:
        """Give the canonical points of params.

        Parameters
        ----------
        params : sequence of n mappings of str to object
            The active params, each of which lies in the space.

        Returns
        -------
        points : array of shape (n, d)

        Raises
        ------
        SearchSpaceError
            If some params do not lie in the space, constraints aside.
        """
        points = np.tile(self._resting, (len(params), 1))
        try:
            inside = (
                self._fill_by_dict(points, params)
                if self._layout.has_branches
                else self._fill_by_column(points, params)
            )
        except SearchSpaceError:
            inside = False
        if not inside:
            raise SearchSpaceError(self._layout.first_outside(params))
        return points

    def decode(self, points: FloatArray) -> list[dict[str, Any]]:
        """Give the params at points.

        Parameters
        ----------
        points : array of shape (n, d)
            Any points of the unit cube.

        Returns
        -------
        params : list of n dicts
            The active params only.
        """
        return self._params_at(self.canonical(points))

    def canonical(self, points: FloatArray) -> FloatArray:
        """Move points to canonical ones.

        Parameters
        ----------
        points : array of shape (n, d)
            Any points; each coordinate goes to the nearest position of a value.

        Returns
        -------
        points : array of shape (n, d)
            New; canonical points stay where they are, and two points with equal params become
            bitwise equal rows.
        """
        return self._settle(self._snapped(points))

    def spread(self, uniform: FloatArray) -> FloatArray:
        """Turn uniform draws into canonical points of draws from the space.

        Where `canonical` goes to the nearest value, this gives every value its share: the ends
        of an integer range as much as its middle, and every ordinal value the same.

        Parameters
        ----------
        uniform : array of shape (n, d)
            Uniform in the unit cube: random, or of low discrepancy.

        Returns
        -------
        points : array of shape (n, d)
        """
        points = np.empty_like(uniform, dtype=float)
        for column, dimension in enumerate(self._dimensions):
            points[:, column] = dimension.spread(uniform[:, column])
        return self._settle(points)

    def active(self, points: FloatArray) -> BoolArray:
        """Tell which dimensions are active.

        Parameters
        ----------
        points : array of shape (n, d)
            Canonical points.

        Returns
        -------
        active : bool array of shape (n, d)
        """
        active = np.ones(np.shape(points), dtype=bool)
        if self._gated:
            by_axis = self._active_by_axis(points)
            for column in self._gated:
                active[:, column] = by_axis[self._varying[column]]
        return active

    def embed(self, points: FloatArray) -> FloatArray:
        """Give Euclidean coordinates, in which any two different choices are equally far apart.

        Parameters
        ----------
        points : array of shape (n, d)
            Canonical points, but numbers may be off their lattice.

        Returns
        -------
        embedded : array of shape (n, c)
            Numbers as they are; a category of two choices as 0 or 1, of m > 2 choices as m
            columns with the square root of one half in that of the choice.
        """
        return self._embedding(points)

    def feasible(self, points: FloatArray) -> BoolArray:
        """Tell which points satisfy the constraints.

        Parameters
        ----------
        points : array of shape (n, d)
            Any points.

        Returns
        -------
        feasible : bool array of shape (n,)
        """
        if not self._constraints:
            return np.ones(len(points), dtype=bool)
        return np.array(
            [all(each(params) for each in self._constraints) for params in self.decode(points)],
            dtype=bool,
        )

    def enumerate(self, limit: int = 4096) -> FloatArray | None:
        """List all points of a finite space.

        Parameters
        ----------
        limit : int, default=4096
            The most points wanted.

        Returns
        -------
        points : array of shape (n, d) or None
            All distinct feasible canonical points; None if there are more than `limit`, or
            infinitely many.
        """
        total = count(self._layout)
        most = max(limit * SLACK, MOST_LOOKED_AT)
        if total is None or total > most:
            return None
        positions = [axis.dimension.positions() for axis in self._layout.axes]
        points = self.combine(positions, most)
        return points if points is not None and len(points) <= limit else None

    def combine(self, positions: Sequence[FloatArray], limit: int) -> FloatArray | None:
        """List all combinations of some positions.

        Parameters
        ----------
        positions : sequence of arrays
            Those to combine, for each axis of the layout.
        limit : int
            The most combinations wanted.

        Returns
        -------
        points : array of shape (n, d) or None
            Distinct feasible canonical points; None if there are more than `limit` combinations.
        """
        rows = expand(self._layout, positions, limit)
        if rows is None:
            return None
        rows = rows[:, self._varying]
        points = np.where(np.isnan(rows), self._resting, rows)
        if self._overlapping:
            points = self._settle(points)
            _, first = np.unique(points, axis=0, return_index=True)
            points = points[np.sort(first)]
        return points[self.feasible(points)]

    def _fill_by_column(self, points: FloatArray, params: Sequence[Params]) -> bool:
        """Fill in the positions of params of one dict; tell whether they are the active ones."""
        presence = []
        for place, axis in enumerate(self._layout.axes):
            name = str(axis.name)
            present = np.array([name in each for each in params], dtype=bool)
            presence.append(present)
            if not present.any():
                continue
            values = [each[name] for each in params if name in each]
            positions = axis.dimension.to_units(values)
            if place in self._column:
                points[present, self._column[place]] = positions
        named = sum(int(present.sum()) for present in presence)
        return named == sum(map(len, params)) and all(
            np.array_equal(present, active)
            for present, active in zip(presence, self._active_by_axis(points), strict=True)
        )

    def _fill_by_dict(self, points: FloatArray, params: Sequence[Params]) -> bool:
        """Find the dict of each params and fill in their positions; tell whether all have one."""
        located = [self._layout.locate(each) for each in params]
        for column, place in enumerate(self._varying):
            held = [(row, at[place]) for row, at in enumerate(located) if at and place in at]
            if held:
                rows, values = zip(*held, strict=True)
                points[list(rows), column] = self._dimensions[column].to_units(values)
        return None not in located

    def _snapped(self, points: FloatArray) -> FloatArray:
        snapped = np.empty(np.shape(points))
        for column, dimension in enumerate(self._dimensions):
            snapped[:, column] = dimension.snap(points[:, column])
        return snapped

    def _settle(self, points: FloatArray) -> FloatArray:
        """Let inactive dimensions rest, in place, and give equal params equal points."""
        if self._gated:
            active = self._active_by_axis(points)
            for column in self._gated:
                points[~active[self._varying[column]], column] = self._resting[column]
        if self._overlapping:
            dicts = self._dimensions[0].codes(points[:, 0])
            rows = np.flatnonzero(np.isin(dicts, self._overlapping))
            if len(rows):
                points[rows] = self.encode(self._params_at(points[rows]))
        return points

    def _active_by_axis(self, points: FloatArray) -> list[BoolArray]:
        """Tell for each of the a axes in which points it is active, (a) times (n,)."""
        everywhere = np.ones(len(points), dtype=bool)
        active: list[BoolArray] = []
        for axis in self._layout.axes:
            here = everywhere
            for gate in axis.gates:
                here = here & active[gate.parent]
                if not gate.always_open:
                    here &= gate.open_at(points[:, self._column[gate.parent]])
            active.append(here)
        return active

    def _params_at(self, points: FloatArray) -> list[dict[str, Any]]:
        """Give the params at canonical points."""
        axes = self._layout.axes
        shown = self._layout.shown
        names = [str(axes[place].name) for place in shown]
        rows = zip(*(self._values_at(place, points) for place in shown), strict=True)
        if not any(axes[place].gates for place in shown):
            return [dict(zip(names, row, strict=True)) for row in rows]
        active = self._active_by_axis(points)
        flags = zip(*(active[place].tolist() for place in shown), strict=True)
        return [
            {name: value for name, value, on in zip(names, row, ons, strict=True) if on}
            for row, ons in zip(rows, flags, strict=True)
        ]

    def _values_at(self, place: int, points: FloatArray) -> list[Any]:
        """Give the values of one axis, active or not, at canonical points."""
        dimension = self._layout.axes[place].dimension
        if place not in self._column:
            return dimension.values() * len(points)
        return dimension.from_units(points[:, self._column[place]])

    @cached_property
    def _resting(self) -> FloatArray:
        """Where inactive dimensions rest, (d,)."""
        first = 0.5 / np.maximum(self.levels, 1)
        return np.where(self.categorical, first, INACTIVE)

    @cached_property
    def _gated(self) -> list[int]:
        """Columns of the dimensions that are not always active."""
        axes = self._layout.axes
        return [column for column, place in enumerate(self._varying) if axes[place].gates]
