"""The axes of the plots: a parameter along one of matplotlib's, and panels side by side."""

from typing import Any, Literal

import numpy as np

from sklearn_hpt._optional import import_extra
from sklearn_hpt._typing import FloatArray
from sklearn_hpt.results.param_axis import ParamAxis
from sklearn_hpt.utils.plots.text import label_values, plain

MOST_TICKS = 12
LONGEST_TICK = 18
FEW_DECADES = 1.0
LETTERS_PER_INCH = 11.0
"""Of labels side by side, a gap of two between them; if they are more, they are slanted."""


def draw_param(ax: Any, side: Literal["x", "y"], axis: ParamAxis) -> None:
    """Lay a parameter along a side: its name, its scale, and its values if they are listed.

    Parameters
    ----------
    ax : matplotlib Axes
    side : {"x", "y"}
    axis : ParamAxis
    """
    getattr(ax, f"set_{side}label")(plain(axis.name))
    if axis.categories is not None:
        places, labels = listed_ticks(axis)
        getattr(ax, f"set_{side}ticks")(places, labels)
        getattr(ax, f"set_{side}lim")(-0.5, len(axis.categories) - 0.5)
        width = ax.get_position().width * ax.figure.get_figwidth()
        if side == "x" and sum(map(len, labels)) + 2 * len(labels) > LETTERS_PER_INCH * width:
            ax.tick_params("x", labelrotation=30)
            for label in ax.get_xticklabels():
                label.set(ha="right", rotation_mode="anchor")
        return
    line = getattr(ax, f"{side}axis")
    if axis.is_log:
        getattr(ax, f"set_{side}scale")("log")
        tried = axis.positions[~np.isnan(axis.positions)]
        if np.log10(tried.max() / tried.min()) > FEW_DECADES:
            ticker = import_extra("matplotlib.ticker", extra="plots", purpose="A plot")
            line.set_minor_formatter(ticker.NullFormatter())
    else:
        whole = not np.any(np.mod(axis.positions[~np.isnan(axis.positions)], 1))
        line.get_major_locator().set_params(nbins=5, integer=bool(whole))


def listed_ticks(axis: ParamAxis) -> tuple[FloatArray, list[str]]:
    """Give the ticks of an axis of categories: all, or some evenly spread if they are many.

    Parameters
    ----------
    axis : ParamAxis
        With categories.

    Returns
    -------
    places : array of shape (n_ticks,)
    labels : list of n_ticks str
    """
    categories = axis.categories or ()
    places = np.arange(len(categories))
    if len(places) > MOST_TICKS:
        places = np.unique(np.linspace(0, len(places) - 1, MOST_TICKS).round().astype(int))
    return places.astype(float), label_values([categories[at] for at in places], LONGEST_TICK)


def number_ticks(axis: ParamAxis, n: int = 5) -> tuple[FloatArray, list[str]]:
    """Give ticks at round numbers within what was tried.

    Parameters
    ----------
    axis : ParamAxis
        Of numbers.
    n : int, default=5
        About how many.

    Returns
    -------
    units : array of shape (n_ticks,)
        In [0, 1].
    labels : list of n_ticks str
    """
    ticker = import_extra("matplotlib.ticker", extra="plots", purpose="A plot")
    low, high = axis.from_units(np.array([0.0, 1.0])).tolist()
    if low == high:
        return np.array([0.5]), label_values([low])
    whole = not np.any(np.mod(axis.positions[~np.isnan(axis.positions)], 1))
    locator = (
        ticker.LogLocator(numticks=n)
        if axis.is_log and np.log10(high / low) > FEW_DECADES
        else ticker.MaxNLocator(n, integer=whole)
    )
    slack = 1e-9 * (high - low)
    ticks = np.asarray(locator.tick_values(low, high), dtype=float)
    ticks = ticks[(ticks >= low - slack) & (ticks <= high + slack)]
    if axis.is_log:
        ticks = ticks[ticks > 0]
    return axis.to_units(ticks), label_values([float(tick) for tick in ticks])


def make_panels(ax: Any, n: int, n_columns: int) -> list[Any]:
    """Divide axes into panels, which share the vertical axis.

    Parameters
    ----------
    ax : matplotlib Axes
        Left as it is if one panel is wanted, else emptied.
    n : int
        How many panels.
    n_columns : int
        The most of them side by side.

    Returns
    -------
    panels : list of n matplotlib Axes
    """
    if n == 1:
        return [ax]
    ax.set_axis_off()
    n_columns = min(n, n_columns)
    n_rows = -(-n // n_columns)
    spec = ax.get_subplotspec()
    cells = None if spec is None else spec.subgridspec(n_rows, n_columns)
    panels: list[Any] = []
    for place in range(n):
        row, column = divmod(place, n_columns)
        shared = panels[0] if panels else None
        if cells is not None:
            panel = ax.figure.add_subplot(cells[row, column], sharey=shared)
        else:  # placed by hand
            width, height = 1 / n_columns, 1 / n_rows
            bounds = (column * width, 1 - (row + 1) * height, 0.85 * width, 0.7 * height)
            panel = ax.inset_axes(bounds, sharey=shared)
        if column:
            panel.tick_params("y", labelleft=False)
        panels.append(panel)
    return panels
