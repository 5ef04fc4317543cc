"""The Pareto front of a search: the trials that no other one beats on both of two metrics."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from sklearn_hpt._names import hint_at_nearest
from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.trials import History
from sklearn_hpt.utils.plots.display import Display
from sklearn_hpt.utils.plots.style import (
    BLUE,
    ORANGE,
    dot_style,
    draw_best,
    draw_legend,
    score_floor,
)
from sklearn_hpt.utils.plots.text import plain
from sklearn_hpt.utils.reading import read_history, read_metrics


class ParetoDisplay(Display):
    """Two metrics of each trial, and the front: what does one cost in the other?

    Made by `from_tuner` or `from_results`, of a search with several metrics. Greater is better
    on both axes, as it is for all scores. What lies below the line and to the left of it is
    beaten by a trial on the line.

    Parameters
    ----------
    history : History
    metric : str
        To the right; leads the search where that is known.
    other_metric : str
        Upwards.
    other_scores : array of shape (n_trials,)
        Of `other_metric`.

    Attributes
    ----------
    front : array of int of shape (n_front,)
        The trials that no other one beats, by the first metric from the lowest on.
    scores : array of shape (n_trials,)
        Of `metric`.
    ax_ : matplotlib Axes
    figure_ : matplotlib Figure
    points_ : matplotlib PathCollection
        The trials, to which the keywords of `plot` go.
    front_ : matplotlib Line2D

    Examples
    --------
    >>> table = {
    ...     "params": [{"C": 1}, {"C": 2}, {"C": 3}],
    ...     "mean_test_precision": [0.9, 0.8, 0.7],
    ...     "mean_test_recall": [0.5, 0.4, 0.8],
    ... }
    >>> display = ParetoDisplay.from_results(table)
    >>> display.metric, display.other_metric, display.front.tolist()
    ('precision', 'recall', [2, 0])
    """

    _artists: ClassVar[tuple[str, ...]] = ("points_", "front_")
    points_: Any
    front_: Any

    def __init__(
        self, history: History, metric: str, *, other_metric: str, other_scores: FloatArray
    ) -> None:
        super().__init__(history, metric)
        self.other_metric = other_metric
        self.other_scores = other_scores

    @property
    def front(self) -> IntArray:
        """The trials that no other one beats on both metrics."""
        both = np.flatnonzero(np.isfinite(self.scores) & np.isfinite(self.other_scores))
        order = both[np.lexsort((-self.other_scores[both], -self.scores[both]))]
        upwards = self.other_scores[order]
        beats_all = upwards > np.concatenate([[-np.inf], np.maximum.accumulate(upwards)[:-1]])
        return order[beats_all][::-1] if len(order) else order

    @classmethod
    def _complete(cls, results: Any, metric: str, options: Mapping[str, Any]) -> dict[str, Any]:
        completed = super()._complete(results, metric, options)
        others = [name for name in read_metrics(results) if name != metric]
        other = completed.setdefault("other_metric", others[0] if others else None)
        if other not in others:
            wanted = "a second one" if other is None else f"{other!r} as the second"
            raise ValueError(
                f"A Pareto front takes two metrics, and {wanted} is not in these results besides "
                f"{metric!r}; there are {', '.join(others) or 'no others'}."
                f"{hint_at_nearest(str(other), others)}"
            )
        history, _ = read_history(results, other)
        scores = [np.nan if trial.score is None else trial.score for trial in history.trials]
        return {**completed, "other_scores": np.array(scores, dtype=float)}

    def _size(self) -> tuple[float, float]:
        return 5.6, 4.8

    def _why_nothing(self) -> str | None:
        return None if len(self.front) else "no trial has a score of both metrics"

    def _draw(self, ax: Any, kwargs: Mapping[str, Any]) -> None:
        front = self.front
        both = np.isfinite(self.scores) & np.isfinite(self.other_scores)
        x = np.maximum(self.scores, score_floor(self.scores[both]))
        y = np.maximum(self.other_scores, score_floor(self.other_scores[both]))
        looks = {**dot_style(int(both.sum())), "color": BLUE, "label": "trial", **kwargs}
        self.points_ = ax.scatter(x[both], y[both], **looks)
        line = {"color": ORANGE, "linewidth": 1.5, "marker": "o", "markersize": 4}
        (self.front_,) = ax.step(x[front], y[front], where="pre", label="not beaten", **line)
        best = int(front[-1])
        draw_best(ax, x[best], y[best]).set_label(plain(f"best by {self.metric}"))
        ax.set_xlabel(plain(self.metric))
        ax.set_ylabel(plain(self.other_metric))
        draw_legend(ax, loc="lower left")
