"""The timeline of a search: which worker made which fit, and when."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from sklearn_hpt._optional import import_extra
from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.trials import History, SplitResult
from sklearn_hpt.utils.plots.display import Display
from sklearn_hpt.utils.plots.style import BLUE, MANY, ORANGE, SKY, draw_legend

UNITS = ((3600.0, "hours"), (60.0, "minutes"), (1.0, "seconds"))
HALF = 0.36
"""The height of a bar, by two."""


class TimelineDisplay(Display):
    """The fits of each worker over time: were the workers busy, and what took so long?

    Made by `from_tuner` or `from_results`, of results that say when fits began: those of a
    tuner of this package, and its journal. ``cv_results_`` and logs do not, and the picture
    says so. A fit that served several trials is one bar.

    Parameters
    ----------
    history : History
    metric : str, default="score"
        Names the score; not drawn.

    Attributes
    ----------
    fits : list of SplitResult
        Those with a known beginning, in the order of it.
    busy : float
        The share of the time, from the first fit to the end of the last, that workers were
        busy; NaN if no fit says when it began.
    scores : array of shape (n_trials,)
        NaN for trials without one.
    ax_ : matplotlib Axes
    figure_ : matplotlib Figure
    bars_ : list of matplotlib PolyCollection
        Those of fitting, of scoring and of what failed, as far as there are any; the keywords
        of `plot` go to all.

    Examples
    --------
    >>> from sklearn_hpt.trials import Trial
    >>> fits = [SplitResult(k, 0.9, fit_time=2.0, started=10.0 + 4 * k, worker=7) for k in (0, 1)]
    >>> round(TimelineDisplay(History((Trial(0, {}).told(0.9, fits),))).busy, 2)
    0.67
    """

    _artists: ClassVar[tuple[str, ...]] = ("bars_",)
    bars_: Any

    def __init__(self, history: History, metric: str = "score") -> None:
        super().__init__(history, metric)
        self.fits = _distinct_fits(history)
        self.busy = self._share_of_time()

    def _times(self) -> tuple[FloatArray, FloatArray]:
        """Give when fits began, and when they and their scoring ended; (n_fits,) each."""
        begins = np.array([fit.started for fit in self.fits], dtype=float)
        return begins, begins + [fit.fit_time + fit.score_time for fit in self.fits]

    def _rows(self) -> IntArray:
        """Give the row of each fit: the place of its worker; (n_fits,)."""
        workers = self._workers()
        return np.array([workers.index(fit.worker) for fit in self.fits], dtype=np.intp)

    def _share_of_time(self) -> float:
        """Say how much of the time of all workers was used; fits side by side count once."""
        begins, ends = self._times()
        if not len(ends) or ends.max() == begins[0]:
            return np.nan
        rows, used = self._rows(), 0.0
        for row in range(rows.max() + 1):
            begin, end = begins[rows == row], ends[rows == row]
            so_far = np.concatenate([begin[:1], np.maximum.accumulate(end)[:-1]])
            used += float(np.maximum(0.0, end - np.maximum(begin, so_far)).sum())
        return used / float((ends.max() - begins[0]) * (rows.max() + 1))

    def _workers(self) -> list[int | None]:
        """Give the workers, in the order in which they began."""
        return list(dict.fromkeys(fit.worker for fit in self.fits))

    def _size(self) -> tuple[float, float]:
        return 8.0, 1.6 + 0.4 * max(len(self._workers()), 1)

    def _why_nothing(self) -> str | None:
        return None if self.fits else "these results do not say when their fits began"

    def _draw(self, ax: Any, kwargs: Mapping[str, Any]) -> None:
        workers = self._workers()
        begins, ends = self._times()
        unit, unit_name = _unit(float(ends.max() - begins[0]))
        edge = {} if len(begins) > MANY else {"edgecolor": "white", "linewidth": 0.4}
        looks = {"rasterized": len(begins) > MANY, **edge, **kwargs}
        rows = self._rows()
        starts = (begins - begins[0]) / unit
        fit_times = np.array([fit.fit_time for fit in self.fits]) / unit
        score_times = np.array([fit.score_time for fit in self.fits]) / unit
        failed = np.array([fit.failed for fit in self.fits])
        self.bars_ = [
            _draw_bars(ax, rows[those], begin[those], length[those], **{**colour, **looks})
            for those, begin, length, colour in (
                (~failed, starts, fit_times, {"label": "fit", "facecolor": BLUE}),
                (~failed, starts + fit_times, score_times, {"label": "score", "facecolor": SKY}),
                (failed, starts, fit_times, {"label": "failed", "facecolor": ORANGE}),
            )
            if (length[those] > 0).any()
        ]
        names = [f"worker {place}" for place in range(1, len(workers) + 1)]
        ax.set_yticks(range(len(workers)), names)
        ax.set_ylim(len(workers) - 0.4, -0.6)
        ax.set_xlim(0, float(ends.max() - begins[0]) / unit or 1.0)
        ax.set_xlabel(f"{unit_name} since the first fit began")
        ax.set_title(f"busy {self.busy:.0%} of the time", loc="left", fontsize="medium")
        draw_legend(ax, loc="lower right", bbox_to_anchor=(1, 1), ncols=3)
        ax.spines[["top", "right"]].set_visible(False)


def _distinct_fits(history: History) -> list[SplitResult]:
    """Give the fits that say when they began, each once, though it may serve several trials."""
    fits: dict[tuple[int | None, float], SplitResult] = {}
    for trial in history.trials:
        for split in trial.splits:
            if split.started is None:
                continue
            known = fits.setdefault((split.worker, split.started), split)
            if split.fit_time + split.score_time > known.fit_time + known.score_time:
                fits[split.worker, split.started] = split
    return sorted(fits.values(), key=lambda fit: fit.started or 0.0)


def _draw_bars(
    ax: Any, rows: IntArray, begins: FloatArray, lengths: FloatArray, **looks: Any
) -> Any:
    """Draw bars in rows, all in one collection."""
    collections = import_extra("matplotlib.collections", extra="plots", purpose="A plot")
    low, high = rows - HALF, rows + HALF
    left, right = begins, begins + lengths
    corners = [(left, low), (right, low), (right, high), (left, high)]
    bars = collections.PolyCollection(
        np.stack([np.transpose(each) for each in corners], 1), **looks
    )
    ax.add_collection(bars)
    return bars


def _unit(seconds: float) -> tuple[float, str]:
    """Choose the unit of a time."""
    return next((unit for unit in UNITS if seconds > 3 * unit[0]), UNITS[-1])
