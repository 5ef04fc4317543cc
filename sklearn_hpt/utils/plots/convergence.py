"""The convergence of a search: each score, and the best so far."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.trials import TrialState
from sklearn_hpt.utils.plots.display import Display
from sklearn_hpt.utils.plots.style import BLUE, GREY, ORANGE, draw_legend, draw_scores
from sklearn_hpt.utils.plots.text import plain

UNSCORED = (
    (TrialState.FAILED, "x"),
    (TrialState.INFEASIBLE, "+"),
    (TrialState.STOPPED, "|"),
)
"""Trials that ended without a score that counts, and how they are marked."""


class ConvergenceDisplay(Display):
    """Scores in the order of the trials, with the best so far: was it worth going on?

    Made by `from_tuner` or `from_results`.

    Parameters
    ----------
    history : History
    metric : str, default="score"
        Names the vertical axis.

    Attributes
    ----------
    scores : array of shape (n_trials,)
        NaN for trials that are not finished.
    ax_ : matplotlib Axes
    figure_ : matplotlib Figure
    points_ : matplotlib PathCollection
        The scores, to which the keywords of `plot` go; None if no trial has one.
    best_ : matplotlib Line2D
        The best so far; None if no trial has a score.
    band_ : matplotlib PolyCollection
        A standard deviation of the best over the splits, to both sides; None where there are
        no scores by split.

    Examples
    --------
    >>> told = [{"param_C": c, "score": score} for c, score in [(1, 0.7), (2, 0.9), (3, 0.8)]]
    >>> ConvergenceDisplay.from_results(told).best_so_far.tolist()
    [0.7, 0.9, 0.9]
    """

    _artists: ClassVar[tuple[str, ...]] = ("points_", "best_", "band_")
    points_: Any
    best_: Any
    band_: Any

    @property
    def best_so_far(self) -> FloatArray:
        """The best score up to each trial, NaN before the first; (n_trials,)."""
        best = np.maximum.accumulate(np.where(np.isfinite(self.scores), self.scores, -np.inf))
        return np.where(np.isfinite(best), best, np.nan)

    @property
    def spread_so_far(self) -> FloatArray:
        """The standard deviation of the best over its splits, up to each trial; (n_trials,)."""
        spreads, spread, top = np.full(len(self.scores), np.nan), np.nan, -np.inf
        for place, (trial, score) in enumerate(zip(self.history.trials, self.scores, strict=True)):
            if score > top:
                by_split = self.split_scores(trial)
                top, spread = score, by_split.std() if len(by_split) > 1 else np.nan
            spreads[place] = spread
        return spreads

    def _draw(self, ax: Any, kwargs: Mapping[str, Any]) -> None:
        numbers = np.arange(len(self.scores))
        scored = np.flatnonzero(np.isfinite(self.scores))
        ax.set_xlabel("trial")
        ax.set_ylabel(plain(self.metric))
        ax.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
        margin = 0.5 + 0.02 * len(numbers)
        ax.set_xlim(-margin, len(numbers) - 1 + margin)
        looks = {"color": BLUE, "label": "trial", **kwargs}
        self.points_ = draw_scores(ax, scored, self.scores[scored], **looks)
        best, spread = self.best_so_far, self.spread_so_far
        (self.best_,) = ax.step(numbers, best, where="post", color=ORANGE, label="best so far")
        if np.isfinite(spread).any():
            band = {"color": ORANGE, "alpha": 0.2, "linewidth": 0, "label": "± std of splits"}
            self.band_ = ax.fill_between(numbers, best - spread, best + spread, step="post", **band)
        for state, marker in UNSCORED:
            places = [n for n, trial in enumerate(self.history.trials) if trial.state is state]
            if places:  # along the lower edge, wherever that is
                edge = {"transform": ax.get_xaxis_transform(), "clip_on": False}
                looks = {"marker": marker, "s": 20, "color": GREY, "label": state.value}
                ax.scatter(places, np.zeros(len(places)), linewidths=1, zorder=4, **looks, **edge)
        draw_legend(ax, loc="lower right")
