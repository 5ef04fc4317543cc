"""The parallel coordinates of a search: each trial a line through its params to its score."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from sklearn_hpt._optional import import_extra
from sklearn_hpt._typing import FloatArray
from sklearn_hpt.results.param_axis import ParamAxis
from sklearn_hpt.utils.plots.axes import listed_ticks, number_ticks
from sklearn_hpt.utils.plots.param_display import ParamDisplay
from sklearn_hpt.utils.plots.style import (
    GREY,
    ORANGE,
    draw_legend,
    score_floor,
    score_tints,
    seen_on_white,
    stand_out,
)
from sklearn_hpt.utils.plots.text import plain

FEW, MOST_LINES = 300, 1000
LONGEST_NAME = 24


class ParallelCoordinatesDisplay(ParamDisplay):
    """Each trial as a line through its params to its score: what do the good ones have in common?

    Made by `from_tuner` or `from_results`. Darker lines are better, and the best is drawn
    thick. A line is broken off where a parameter is not active. Of more than a thousand trials a
    thousand are drawn, evenly spread over the scores and with both ends.

    Parameters
    ----------
    history : History
    metric : str, default="score"
        Names the last axis.
    params : str, iterable of str or None, default=None
        The params drawn, from left to right; None takes those that vary, and the ten most
        important if they are more.
    log : iterable of str, default=()
        Params drawn on a logarithmic scale, besides those whose values are spread over decades
        and those that have one in the space, where the results tell it. Params that are not
        positive numbers never are.

    Attributes
    ----------
    scores : array of shape (n_trials,)
        NaN for trials without one.
    ax_ : matplotlib Axes
        A parameter at 0, 1, 2, ... and the score after them; upwards from 0 to 1.
    figure_ : matplotlib Figure
    lines_ : matplotlib LineCollection
        The trials, the best last, to which the keywords of `plot` go.
    best_ : matplotlib Line2D

    Examples
    --------
    >>> tried = [{"C": 10.0**n, "kernel": "rbf"} for n in range(-2, 3)]
    >>> table = {"params": tried, "mean_test_score": [0.5, 0.7, 0.9, 0.8, 0.6]}
    >>> ParallelCoordinatesDisplay.from_results(table, params=["kernel", "C"]).params
    ('kernel', 'C')
    """

    _artists: ClassVar[tuple[str, ...]] = ("lines_", "best_")
    _most: ClassVar[int] = 10
    lines_: Any
    best_: Any

    def _size(self) -> tuple[float, float]:
        return 2.4 + 1.35 * (len(self.params) + 1), 4.4

    def _draw(self, ax: Any, kwargs: Mapping[str, Any]) -> None:
        axes = [self.axis(name) for name in self.params]
        score = self._score_axis()
        scored = np.flatnonzero(np.isfinite(self.scores))
        order = scored[np.argsort(self.scores[scored], kind="stable")]
        best = int(scored[np.argmax(self.scores[scored])])
        some = order[np.linspace(0, len(order) - 1, min(len(order), MOST_LINES)).astype(int)]
        heights = np.column_stack([*(axis.units for axis in axes), score.units])
        ends = score_tints(self.scores)
        shown = np.maximum(self.scores[some], ends["vmin"])
        colours = seen_on_white(ends["vmin"], ends["vmax"])
        self._draw_lines(ax, heights[some], shown, {**colours, **kwargs})
        across = np.arange(heights.shape[1])
        looks = {"color": ORANGE, "linewidth": 2.5, "marker": "o", "markersize": 6, "zorder": 4}
        looks |= {"markeredgecolor": "black", "path_effects": stand_out(6.0, "white")}
        (self.best_,) = ax.plot(across, heights[best], label="best", **looks)
        for place, axis in enumerate([*axes, score]):
            _draw_axis(ax, place, axis)
        names = [plain(axis.name, LONGEST_NAME) for axis in [*axes, score]]
        slanted = {"rotation": 25, "ha": "right", "rotation_mode": "anchor"}
        is_long = max(map(len, names)) > 12
        ax.set_xticks(across, names, **(slanted if is_long else {}))
        ax.set_xlim(-0.45, across[-1] + 0.15)
        ax.set_ylim(-0.04, 1.04)
        ax.set_yticks([])
        ax.spines[:].set_visible(False)
        ax.tick_params("x", length=0, pad=8)
        left_out = len(order) - len(some)
        shown = f"{len(some)} of {len(order)} trials" if left_out else None
        draw_legend(ax, loc="lower right", bbox_to_anchor=(1, 1), title=shown)

    def _score_axis(self) -> ParamAxis:
        """Lay out the scores like a parameter; those far below the rest lie at the lower end."""
        heights = np.maximum(self.scores, score_floor(self.scores))
        return ParamAxis(self.metric, heights)

    def _draw_lines(
        self, ax: Any, heights: FloatArray, scores: FloatArray, looks: Mapping[str, Any]
    ) -> None:
        """Draw a line for each row of heights."""
        collections = import_extra("matplotlib.collections", extra="plots", purpose="A plot")
        limits = {name: looks[name] for name in ("vmin", "vmax")}
        others = {name: each for name, each in looks.items() if name not in limits}
        across = np.broadcast_to(np.arange(heights.shape[1]), heights.shape)
        thin = {
            "alpha": float(np.clip(8 / np.sqrt(len(scores)), 0.25, 0.8)),
            "linewidths": 1.2 if len(scores) <= FEW else 0.7,
            "rasterized": len(scores) > FEW,
        }
        lines = np.stack([across, heights], axis=-1)
        self.lines_ = collections.LineCollection(lines, array=scores, **{**thin, **others})
        self.lines_.set_clim(**limits)
        ax.add_collection(self.lines_)
        alone = _is_alone(heights)
        if alone.any():  # no line leads to it
            tints = np.broadcast_to(scores[:, None], heights.shape)[alone]
            dots = {"c": tints, "cmap": self.lines_.get_cmap(), **limits, "s": 8, "zorder": 3}
            ax.scatter(across[alone], heights[alone], **dots)


def _is_alone(heights: FloatArray) -> Any:
    """Tell which points have no neighbour that a line could lead to."""
    gap = np.ones((len(heights), 1), dtype=bool)
    absent = np.hstack([gap, np.isnan(heights), gap])
    return ~absent[:, 1:-1] & absent[:, :-2] & absent[:, 2:]


def _draw_axis(ax: Any, place: int, axis: ParamAxis) -> None:
    """Draw an upright axis with its ticks to the left."""
    ax.vlines(place, 0, 1, color=GREY, linewidth=1, zorder=3)
    if axis.categories is None:
        units, labels = number_ticks(axis)
    else:
        places, labels = listed_ticks(axis)
        units = axis.to_units(places)
    paper = {"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.6}
    for height, label in zip(units, labels, strict=True):
        ax.plot([place - 0.03, place], [height, height], color=GREY, linewidth=1, zorder=3)
        at = {"ha": "right", "va": "center", "fontsize": 8, "bbox": paper, "zorder": 5}
        ax.text(place - 0.06, height, label, **at)
