"""The heat map of a search: the score over two params."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

import numpy as np

from sklearn_hpt._optional import import_extra
from sklearn_hpt._typing import BoolArray, FloatArray, IntArray
from sklearn_hpt.results.param_axis import ParamAxis
from sklearn_hpt.trials import History, TrialState
from sklearn_hpt.utils.plots.axes import draw_param
from sklearn_hpt.utils.plots.param_display import ParamDisplay
from sklearn_hpt.utils.plots.style import (
    GREY,
    ORANGE,
    SCORES,
    dot_style,
    draw_best,
    draw_over,
    jitter,
    score_tints,
    stand_out,
)
from sklearn_hpt.utils.plots.text import plain

FEWEST_BINS, MOST_BINS = 4, 20
MOST_LISTED = 40
"""Values of a parameter that may each have a row of cells."""

MOST_WRITTEN, MOST_ACROSS = 100, 12
"""Cells in all, and side by side, up to which their scores are written in."""


class HeatMapDisplay(ParamDisplay):
    """The score over two params, as cells: do they act together?

    Made by `from_tuner` or `from_results`. Values that were tried again and again, as those of a
    grid are, have cells of their own. A range is cut into bins, in which the trials are shown as
    dots; a cell without a trial stays white. Crosses are trials that failed, in a grid where
    none has a score.

    Parameters
    ----------
    history : History
    metric : str, default="score"
        Names the colours.
    params : pair of str or None, default=None
        The params to the right and upwards; None takes the two most important that vary.
    log : iterable of str, default=()
        Params drawn on a logarithmic scale, besides those whose values are spread over decades
        and those that have one in the space, where the results tell it. Params that are not
        positive numbers never are.
    aggregate : {"best", "mean"}, default="best"
        What is shown of several trials in a cell, which differ in other params.

    Attributes
    ----------
    scores : array of shape (n_trials,)
        NaN for trials without one.
    cells : array of shape (n_rows, n_columns)
        What the colours show; NaN where nothing has a score. Set by `plot`.
    ax_ : matplotlib Axes
    figure_ : matplotlib Figure
    mesh_ : matplotlib QuadMesh
        The cells, to which the keywords of `plot` go.
    points_ : matplotlib PathCollection
        The trials; None if all cells are of one value each.

    Examples
    --------
    >>> tried = [{"C": c, "gamma": g} for c in (1, 10, 100) for g in (0.1, 1.0)]
    >>> table = {"params": tried, "mean_test_score": [0.5, 0.6, 0.7, 0.8, 0.9, 0.6]}
    >>> HeatMapDisplay.from_results(table, params=("gamma", "C")).params
    ('gamma', 'C')
    """

    _artists: ClassVar[tuple[str, ...]] = ("mesh_", "points_")
    _fewest: ClassVar[int] = 2
    _most: ClassVar[int] = 2
    _is_bounded: ClassVar[bool] = True
    mesh_: Any
    points_: Any

    def __init__(
        self,
        history: History,
        metric: str = "score",
        *,
        params: Any = None,
        log: Any = (),
        aggregate: Literal["best", "mean"] = "best",
    ) -> None:
        super().__init__(history, metric, params=params, log=log)
        if aggregate not in ("best", "mean"):
            raise ValueError(f"aggregate is 'best' or 'mean', got {aggregate!r}.")
        self.aggregate = aggregate
        self.cells: FloatArray = np.empty((0, 0))

    def _size(self) -> tuple[float, float]:
        return 6.4, 4.8

    def _why_nothing(self) -> str | None:
        nothing = super()._why_nothing()
        if nothing is None and not self._together().any():
            return "no trial has a score and both params"
        return nothing

    def _together(self) -> BoolArray:
        """Tell which trials have a score and both params active; (n_trials,)."""
        places = [self.axis(name).positions for name in self.params]
        return np.isfinite(self.scores) & ~np.isnan(places).any(axis=0)

    def _draw(self, ax: Any, kwargs: Mapping[str, Any]) -> None:
        scored = self._together()
        across, up = (_with_cells(self.axis(name), len(self.scores)) for name in self.params)
        columns, rows = _edges(across, scored), _edges(up, scored)
        row, column = _bin(up, rows, scored), _bin(across, columns, scored)
        scores = self.scores[scored]
        self.cells, counts = self._fill((len(rows) - 1, len(columns) - 1), row, column, scores)
        tints = score_tints(scores)
        looks = {"cmap": SCORES, "edgecolors": "white", "linewidth": 0.5, **tints, **kwargs}
        self.mesh_ = ax.pcolormesh(columns, rows, self.cells, **looks)
        draw_param(ax, "x", across)
        draw_param(ax, "y", up)
        best = int(np.argmax(scores))
        if across.categories is not None and up.categories is not None:
            self._write(ax)
            _outline(ax, columns[column[best]], rows[row[best]])
        else:
            x, y = (_dotted(axis)[scored] for axis in (across, up))
            self.points_ = draw_over(ax, x, y)
            draw_best(ax, x[best], y[best])
        self._draw_failed(ax, (across, columns), (up, rows))
        several = f"{self.aggregate} {self.metric}" if counts.max() > 1 else self.metric
        beyond = "min" if np.nanmin(self.cells) < tints["vmin"] else "neither"
        self.figure_.colorbar(self.mesh_, ax=ax, label=plain(several), extend=beyond)

    def _fill(
        self, shape: tuple[int, int], row: IntArray, column: IntArray, scores: FloatArray
    ) -> tuple[FloatArray, IntArray]:
        """Give what is shown in each cell, and how many trials are in it."""
        counts = np.zeros(shape, dtype=np.intp)
        np.add.at(counts, (row, column), 1)
        cells: FloatArray
        if self.aggregate == "best":
            cells = np.full(shape, -np.inf)
            np.maximum.at(cells, (row, column), scores)
        else:
            cells = np.zeros(shape)
            np.add.at(cells, (row, column), scores)
            cells /= np.maximum(counts, 1)
        cells[counts == 0] = np.nan
        return cells, counts

    def _draw_failed(
        self, ax: Any, across: tuple[ParamAxis, FloatArray], up: tuple[ParamAxis, FloatArray]
    ) -> None:
        """Mark trials that failed, unless others have a score in their cell of a grid."""
        axes = across[0], up[0]
        failed = np.array([trial.state is TrialState.FAILED for trial in self.history.trials])
        failed &= ~np.isnan([axis.positions for axis in axes]).any(axis=0)
        if all(axis.categories is not None for axis in axes):
            x, y = (axis.positions[failed] for axis in axes)
            cells = self.cells[_bin(*up, failed), _bin(*across, failed)]
            x, y = x[np.isnan(cells)], y[np.isnan(cells)]
        else:
            x, y = (_dotted(axis)[failed] for axis in axes)
        looks = {**dot_style(len(self.scores)), "color": GREY, "linewidths": 0.8, "zorder": 3}
        ax.scatter(x, y, marker="x", clip_on=False, label="failed", **looks)

    def _write(self, ax: Any) -> None:
        """Write the scores into their cells, if there is room."""
        if self.cells.size > MOST_WRITTEN or self.cells.shape[1] > MOST_ACROSS:
            return
        for (row, column), score in np.ndenumerate(self.cells):
            if np.isfinite(score):
                is_light = self.mesh_.norm(score) > 0.6
                text = {"color": "black" if is_light else "white", "fontsize": "small"}
                ax.text(column, row, f"{score:.3g}", ha="center", va="center", **text)


def _with_cells(axis: ParamAxis, n_trials: int) -> ParamAxis:
    """List the values of numbers that were tried again and again."""
    is_listed = axis.n_values <= min(MOST_LISTED, max(1, n_trials // 2))
    return axis.as_categories() if is_listed else axis


def _edges(axis: ParamAxis, scored: BoolArray) -> FloatArray:
    """Give the edges of the cells along an axis."""
    if axis.categories is not None:
        return axis.edges(axis.ladder(0))
    n_bins = int(np.clip(np.sqrt(scored.sum()) / 1.5, FEWEST_BINS, MOST_BINS))
    return axis.from_units(np.linspace(0, 1, n_bins + 1))


def _bin(axis: ParamAxis, edges: FloatArray, scored: BoolArray) -> IntArray:
    """Give the cell of each trial that has a score."""
    inner = np.searchsorted(edges, axis.positions[scored], side="right") - 1
    return np.clip(inner, 0, len(edges) - 2)


def _dotted(axis: ParamAxis) -> FloatArray:
    """Give where the dots of trials lie: side by side in a category."""
    places = axis.positions
    return places if axis.categories is None else places + jitter(len(places), 0.7)


def _outline(ax: Any, left: float, bottom: float) -> None:
    """Frame the best cell."""
    patches = import_extra("matplotlib.patches", extra="plots", purpose="A plot")
    looks = {"fill": False, "edgecolor": ORANGE, "linewidth": 2.5, "zorder": 5}
    rim = stand_out(5.0, "black")
    ax.add_patch(patches.Rectangle((left, bottom), 1, 1, path_effects=rim, **looks))
