"""The scores by split of the best trials: how sure is it which is the best?"""

from collections import Counter
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.results import best_first
from sklearn_hpt.results.param_axis import ParamAxis
from sklearn_hpt.trials import History
from sklearn_hpt.utils.plots.display import Display
from sklearn_hpt.utils.plots.style import BLUE, LIGHT, ORANGE, draw_legend
from sklearn_hpt.utils.plots.text import ELLIPSIS, label_values, plain

LONGEST_LABEL = 56


class SplitsDisplay(Display):
    """The scores on each split of the best trials, which may well overlap.

    Made by `from_tuner` or `from_results`. A split that is hard for one trial is often hard for
    all, so scores on the same split are joined: where the lines run side by side, the
    difference is one of params.

    Parameters
    ----------
    history : History
    metric : str, default="score"
        Names the horizontal axis.
    n_best : int, default=8
        How many of the best trials are drawn.

    Attributes
    ----------
    trials : list of Trial
        Those drawn, the best first.
    by_split : array of shape (n_trials, n_splits)
        Their scores; NaN where a fit failed.
    scores : array of shape (n_trials,)
        Of all trials; NaN for those without one.
    ax_ : matplotlib Axes
    figure_ : matplotlib Figure
    points_ : matplotlib PathCollection
        The scores by split, to which the keywords of `plot` go.
    means_ : matplotlib PathCollection
        The score of each trial.
    lines_ : list of matplotlib Line2D
        One a split.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.svm import SVC
    >>> from sklearn_hpt import GridSearchTuner
    >>> X, y = load_iris(return_X_y=True)
    >>> tuner = GridSearchTuner(SVC(), {"C": [0.1, 1, 10]}, cv=5).fit(X, y)
    >>> SplitsDisplay.from_tuner(tuner).by_split.shape
    (3, 5)
    """

    _artists: ClassVar[tuple[str, ...]] = ("points_", "means_", "lines_")
    points_: Any
    means_: Any
    lines_: Any

    def __init__(self, history: History, metric: str = "score", *, n_best: int = 8) -> None:
        super().__init__(history, metric)
        self.n_best = n_best
        self.trials = best_first(history)[: max(n_best, 1)]
        rows = [self.split_scores(trial) for trial in self.trials]
        self.by_split: FloatArray = np.full((len(rows), max(map(len, rows), default=0)), np.nan)
        for place, row in enumerate(rows):
            self.by_split[place, : len(row)] = row

    def _size(self) -> tuple[float, float]:
        return 8.0, 1.4 + 0.42 * len(self.trials)

    def _why_nothing(self) -> str | None:
        told = np.isfinite(self.by_split).any()
        return super()._why_nothing() or (None if told else "there are no scores by split")

    def _draw(self, ax: Any, kwargs: Mapping[str, Any]) -> None:
        places = np.arange(len(self.trials), dtype=float)
        self.lines_ = [
            ax.plot(column, places, color=LIGHT, linewidth=1, zorder=1)[0]
            for column in self.by_split.T
        ]
        height = np.repeat(places, self.by_split.shape[1])
        looks = {"s": 26, "color": BLUE, "alpha": 0.8, "linewidths": 0, "label": "split", **kwargs}
        self.points_ = ax.scatter(self.by_split.ravel(), height, zorder=2, **looks)
        means = [trial.score for trial in self.trials]
        bar = {"marker": "|", "s": 220, "linewidths": 2.5, "color": ORANGE, "label": "mean"}
        self.means_ = ax.scatter(means, places, zorder=3, **bar)
        ax.set_xlabel(plain(self.metric))
        ax.set_yticks(places, self._describe(), fontsize="small")
        ax.set_ylim(len(places) - 0.5, -0.5)
        ax.spines[["top", "right"]].set_visible(False)
        draw_legend(ax, loc="lower right", bbox_to_anchor=(1, 1), ncols=2)

    def _describe(self) -> list[str]:
        """Name the trials drawn, by the params in which they differ."""
        axes = [
            ParamAxis.of(name, [trial.params for trial in self.trials]) for name in self._names()
        ]
        varied = [axis.name for axis in axes if axis.n_values > 1]
        last = Counter(name.rpartition("__")[2] for name in varied)
        labels = []
        for trial in self.trials:
            names = [name for name in varied if name in trial.params]
            values = label_values([_rounded(trial.params[name]) for name in names])
            short = [end if last[end := name.rpartition("__")[2]] == 1 else name for name in names]
            params = ", ".join(f"{name}={value}" for name, value in zip(short, values, strict=True))
            label = f"{trial.number}: {params}"
            is_long = len(label) > LONGEST_LABEL
            labels.append(plain(label[:LONGEST_LABEL] + ELLIPSIS * is_long, LONGEST_LABEL + 1))
        return labels

    def _names(self) -> list[str]:
        return list(dict.fromkeys(name for trial in self.trials for name in trial.params))


def _rounded(value: Any) -> Any:
    """Give a number as short as tells it from its like."""
    return float(f"{value:.3g}") if isinstance(value, (float, np.floating)) else value
