"""The slices of a search: the score against each parameter."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from sklearn_hpt.trials import TrialState
from sklearn_hpt.utils.plots.axes import draw_param, make_panels
from sklearn_hpt.utils.plots.param_display import ParamDisplay
from sklearn_hpt.utils.plots.style import (
    GREY,
    draw_best,
    draw_legend,
    draw_scores,
    jitter,
    seen_on_white,
)
from sklearn_hpt.utils.plots.text import plain

MOST_COLUMNS = 4


class SliceDisplay(ParamDisplay):
    """The score against each parameter: where are the good values, and is the range wide enough?

    Made by `from_tuner` or `from_results`. Later trials are darker, and the best is a star.
    Trials in which a parameter is not active are not in its panel; failed ones are crosses at
    the lower edge.

    Parameters
    ----------
    history : History
    metric : str, default="score"
        Names the vertical axis.
    params : str, iterable of str or None, default=None
        The params drawn, a panel each; None takes those that vary, and the twelve most
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
        Holds the panels; the panel itself if there is one.
    axes_ : list of matplotlib Axes
        The panels, one a parameter.
    figure_ : matplotlib Figure
    points_ : list of matplotlib PathCollection
        The trials of each panel, to which the keywords of `plot` go.

    Examples
    --------
    >>> tried = [{"C": 10.0**n, "kernel": "rbf"} for n in range(-2, 3)]
    >>> table = {"params": tried, "mean_test_score": [0.5, 0.7, 0.9, 0.8, 0.6]}
    >>> display = SliceDisplay.from_results(table)
    >>> display.params, display.axis("C").is_log
    (('C',), True)
    """

    _artists: ClassVar[tuple[str, ...]] = ("axes_", "points_")
    axes_: Any
    points_: Any

    def _size(self) -> tuple[float, float]:
        rows, columns = self._shape()
        return 1.6 + (3.2 if columns == 1 else 2.4) * columns, 0.6 + 2.8 * rows

    def _shape(self) -> tuple[int, int]:
        """Give the rows and columns of panels: rows of about one length."""
        n = max(len(self.params), 1)
        rows = -(-n // MOST_COLUMNS)
        return rows, -(-n // rows)

    def _draw(self, ax: Any, kwargs: Mapping[str, Any]) -> None:
        _, columns = self._shape()
        self.axes_ = make_panels(ax, len(self.params), columns)
        self.points_ = []
        for place, (panel, name) in enumerate(zip(self.axes_, self.params, strict=True)):
            self._draw_panel(panel, name, kwargs)
            if place % columns == 0:
                panel.set_ylabel(plain(self.metric, 30))
        self._explain(self.axes_[columns - 1])
        if len(self.scores) > 1 and not {"c", "color"} & kwargs.keys():
            bar = self.figure_.colorbar(self.points_[0], ax=self.axes_, label="trial")
            bar.solids.set_alpha(1)
            bar.ax.set_ylim(bottom=0)

    def _explain(self, corner: Any) -> None:
        """Say above the panel in the upper right corner what the marks of all are."""
        pairs = [panel.get_legend_handles_labels() for panel in self.axes_]
        marks = {label: mark for pair in pairs for mark, label in zip(*pair, strict=True)}
        corner.set_title(" ")  # makes room above the row, which a legend would make beside it too
        above = {"loc": "lower right", "bbox_to_anchor": (1, 1), "ncols": len(marks)}
        legend = draw_legend(corner, handles=marks.values(), labels=marks.keys(), **above)
        legend.set_in_layout(False)

    def _draw_panel(self, panel: Any, name: str, kwargs: Mapping[str, Any]) -> None:
        axis = self.axis(name)
        places = axis.positions
        if axis.categories is not None:
            places = places + jitter(len(places))
        active = ~np.isnan(places)
        scored = np.flatnonzero(active & np.isfinite(self.scores))
        order = {"c": scored, **seen_on_white(0, max(len(self.scores) - 1, 1))}
        looks = {**({} if "color" in kwargs else order), "label": "trial", **kwargs}
        draw_param(panel, "x", axis)
        self.points_.append(draw_scores(panel, places[scored], self.scores[scored], **looks))
        if len(scored):
            best = scored[np.argmax(self.scores[scored])]
            if self.scores[best] == np.nanmax(self.scores):
                draw_best(panel, places[best], self.scores[best])
        states = [trial.state is TrialState.FAILED for trial in self.history.trials]
        failed = np.flatnonzero(active & np.array(states))
        if len(failed):
            edge = {"transform": panel.get_xaxis_transform(), "clip_on": False, "zorder": 4}
            looks = {"marker": "x", "s": 20, "linewidths": 1, "color": GREY, "label": "failed"}
            panel.scatter(places[failed], np.zeros(len(failed)), **looks, **edge)
