"""The convergence of a search: each score, and the best so far."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sklearn_hpt._optional import import_extra
from sklearn_hpt._typing import FloatArray

BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#595959"
"""Okabe and Ito's colours, which people with any kind of colour vision can tell apart."""


class ConvergenceDisplay:
    """Scores in the order of the trials, with the best so far.

    Made by `from_results` or `from_scores`.

    Parameters
    ----------
    scores : array of shape (n_trials,)
        NaN for trials that failed.
    spreads : array of shape (n_trials,) or None, default=None
        Standard deviations over the splits.
    metric : str, default="score"
        Names the vertical axis.

    Attributes
    ----------
    ax_ : matplotlib Axes
    figure_ : matplotlib Figure
    best_ : matplotlib Line2D
        The best so far; None if no trial has a score.

    Examples
    --------
    >>> display = ConvergenceDisplay.from_scores([0.7, 0.9, 0.8])
    >>> display.best_so_far.tolist()
    [0.7, 0.9, 0.9]
    """

    def __init__(
        self, scores: FloatArray, spreads: FloatArray | None = None, metric: str = "score"
    ) -> None:
        self.scores = scores
        self.spreads = spreads
        self.metric = metric

    @classmethod
    def from_results(cls, results: Any, *, metric: str | None = None) -> "ConvergenceDisplay":
        """Make the display of a search.

        Parameters
        ----------
        results : fitted search, or its ``cv_results_``
            Of this package or of scikit-learn.
        metric : str or None, default=None
            Which of several; None takes the first.

        Returns
        -------
        display : ConvergenceDisplay
            Not drawn yet; call its `plot`.

        Raises
        ------
        ValueError
            If there are no scores, or none of that metric.
        """
        table: Mapping[str, Any] = getattr(results, "cv_results_", results)
        if not isinstance(table, Mapping):
            raise ValueError(
                f"results must be a fitted search or its cv_results_, got {type(results).__name__}."
            )
        names = [name[len("mean_test_") :] for name in table if name.startswith("mean_test_")]
        if not names or metric not in (None, *names):
            raise ValueError(
                f"There are no test scores{f' of {metric!r}' if metric else ''} in these results; "
                f"there are those of {', '.join(names) or 'nothing'}."
            )
        name = metric or names[0]
        spreads = np.asarray(table[f"std_test_{name}"], dtype=float)
        return cls(np.asarray(table[f"mean_test_{name}"], dtype=float), spreads, name)

    @classmethod
    def from_scores(
        cls,
        scores: Sequence[float | None],
        spreads: Sequence[float | None] | None = None,
        *,
        metric: str = "score",
    ) -> "ConvergenceDisplay":
        """Make the display of scores.

        Parameters
        ----------
        scores : sequence of n_trials float or None
            None for trials without a score.
        spreads : sequence of n_trials float or None, default=None
        metric : str, default="score"

        Returns
        -------
        display : ConvergenceDisplay
        """
        wide = None if spreads is None else np.array(spreads, dtype=float)
        return cls(np.array(scores, dtype=float), wide, metric)

    @property
    def best_so_far(self) -> FloatArray:
        """The best score up to each trial, NaN before the first."""
        best = np.maximum.accumulate(np.where(np.isfinite(self.scores), self.scores, -np.inf))
        return np.where(np.isfinite(best), best, np.nan)

    def plot(self, ax: Any = None) -> "ConvergenceDisplay":
        """Draw it.

        Parameters
        ----------
        ax : matplotlib Axes or None, default=None
            None makes a new figure.

        Returns
        -------
        display : ConvergenceDisplay
            This one.

        Raises
        ------
        MissingExtraError
            If matplotlib is not installed.
        """
        pyplot = import_extra("matplotlib.pyplot", extra="plots", purpose="A plot")
        if ax is None:
            _, ax = pyplot.subplots(layout="constrained")
        self.ax_, self.figure_, self.best_ = ax, ax.figure, None
        ax.set_xlabel("trial")
        ax.set_ylabel(self.metric, parse_math=False)
        scored = np.flatnonzero(np.isfinite(self.scores))
        if not len(scored):
            ax.text(0.5, 0.5, "no trial has a score", ha="center", transform=ax.transAxes)
            return self
        if self.spreads is not None:
            low, high = self.scores - self.spreads, self.scores + self.spreads
            ax.vlines(scored, low[scored], high[scored], color=GREY, alpha=0.3, linewidth=1)
        ax.scatter(scored, self.scores[scored], s=14, color=BLUE, label="trial")
        (self.best_,) = ax.step(
            np.arange(len(self.scores)), self.best_so_far, where="post", color=ORANGE, label="best"
        )
        failed = np.flatnonzero(~np.isfinite(self.scores))
        if len(failed):
            floor = np.full(len(failed), np.nanmin(self.scores))
            ax.scatter(failed, floor, marker="x", s=18, color=GREY, label="failed")
        ax.legend(loc="lower right", frameon=False)
        return self
