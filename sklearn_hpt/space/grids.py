"""The positions that a grid takes from each axis of a space."""

from collections.abc import Mapping
from typing import Any

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.layout import Layout, names_of

USUAL = 5  # numbers from a range for which no resolution was given


def ladders(layout: Layout, resolution: int | Mapping[str, int]) -> list[FloatArray]:
    """Choose the positions of a grid.

    Parameters
    ----------
    layout : Layout
        The axes.
    resolution : int or mapping of str to int
        How many numbers to take from each range, or from that of each name.

    Returns
    -------
    positions : list of arrays
        For each axis.

    Raises
    ------
    SearchSpaceError
        If a resolution is no positive int, or for no param of the space.
    """
    if not isinstance(resolution, Mapping):
        _check(resolution)
        return [axis.dimension.ladder(resolution) for axis in layout.axes]
    names = names_of(layout.branches)
    for name, each in resolution.items():
        _check(each)
        if name not in names:
            raise SearchSpaceError(
                f"resolution names {name!r}, which is no param of the space; there are "
                f"{', '.join(names)}."
            )
    return [axis.dimension.ladder(resolution.get(str(axis.name), USUAL)) for axis in layout.axes]


def _check(resolution: Any) -> None:
    if not isinstance(resolution, int) or isinstance(resolution, bool) or resolution < 1:
        raise SearchSpaceError(f"resolution needs to be an int of at least 1, got {resolution!r}.")
