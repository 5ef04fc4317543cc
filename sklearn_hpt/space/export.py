"""The export of a space to what ``RandomizedSearchCV`` takes: lists and distributions."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.distribution import Distribution
from sklearn_hpt.space.draws import Draws
from sklearn_hpt.space.integer import Integer
from sklearn_hpt.space.layout import Layout
from sklearn_hpt.space.real import Real

MOST_DICTS = 1000  # that conditions may be written out as


def export(layout: Layout) -> list[dict[str, Any]]:
    """Write a space as dicts of lists and distributions, one for each set of active params.

    Parameters
    ----------
    layout : Layout
        The axes.

    Returns
    -------
    dicts : list of dict
        Together they have the params of the space.

    Raises
    ------
    SearchSpaceError
        If a condition looks at a param with infinitely, or very, many values.
    """
    parents = sorted({gate.parent for axis in layout.axes for gate in axis.gates})
    dicts: list[dict[int, Any]] = [{}]
    for place in parents:
        _check_listable(layout, place)
    for place in range(len(layout.axes)):
        dicts = [
            chosen
            for each in dicts
            for chosen in _with_axis(layout, place, each, is_parent=place in parents)
        ]
        if len(dicts) > MOST_DICTS:
            raise SearchSpaceError(
                f"The conditions of this space make more than {MOST_DICTS} dicts; sample from the "
                "space itself."
            )
    shown = [
        {str(layout.axes[place].name): each[place] for place in layout.shown if place in each}
        for each in dicts
    ]
    return _merged(shown)


def _check_listable(layout: Layout, place: int) -> None:
    dimension = layout.axes[place].dimension
    if not dimension.listable or dimension.levels > MOST_DICTS:
        raise SearchSpaceError(
            f"A condition looks at {layout.axes[place].name!r}, whose values are too many to list; "
            "sample from the space itself."
        )


def _with_axis(
    layout: Layout, place: int, chosen: dict[int, Any], is_parent: bool
) -> list[dict[int, Any]]:
    """Add one axis, if it is active, to a dict by axis: a parent with one value at a time."""
    axis = layout.axes[place]
    active = all(gate.parent in chosen and gate.test(chosen[gate.parent][0]) for gate in axis.gates)
    if not active:
        return [chosen]
    if is_parent:
        return [{**chosen, place: [value]} for value in axis.dimension.values()]
    return [{**chosen, place: distribution_of(axis.dimension)}]


def _merged(dicts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Join dicts that differ in one list only."""
    merged: list[dict[str, Any]] = []
    for each in dicts:
        for earlier in merged:
            different = (
                [name for name in each if not _same(each[name], earlier[name])]
                if each.keys() == earlier.keys()
                else []
            )
            if len(different) == 1 and isinstance(each[different[0]], list):
                earlier[different[0]] = earlier[different[0]] + each[different[0]]
                break
        else:
            merged.append(dict(each))
    return merged


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(lambda a, b: a is b, one, other))
    return one is other


def distribution_of(dimension: Dimension) -> Any:
    """Give what scikit-learn can sample in place of a dimension.

    Parameters
    ----------
    dimension : Dimension
        Any; its conditions are not looked at.

    Returns
    -------
    distribution : list or object with ``rvs``
    """
    if isinstance(dimension, Real):
        low, high = dimension.ends
        return stats.loguniform(low, high) if dimension.log else stats.uniform(low, high - low)
    if isinstance(dimension, Integer):
        low, high = dimension.ends
        return LogIntegers(low, high) if dimension.log else stats.randint(low, high + 1)
    if isinstance(dimension, Distribution):
        return dimension.frozen
    if isinstance(dimension, Draws):
        return dimension.source
    return dimension.values()


@dataclass(frozen=True)
class LogIntegers:
    """Integers that are uniform on a logarithmic scale, as scikit-learn can sample them.

    Parameters
    ----------
    low, high : int
        The bounds, both included.
    """

    low: int
    high: int

    def rvs(self, random_state: np.random.RandomState) -> int:
        """Draw one.

        Parameters
        ----------
        random_state : RandomState
            Where the randomness comes from.

        Returns
        -------
        value : int
        """
        low, high = math.log(self.low), math.log(self.high + 1)
        return min(int(math.exp(random_state.uniform(low, high))), self.high)
