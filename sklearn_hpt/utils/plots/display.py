"""The display: what all plots of a search have in common."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import numpy as np
from sklearn.utils.validation import check_is_fitted

from sklearn_hpt._optional import import_extra
from sklearn_hpt._readable import readable, words
from sklearn_hpt._typing import FloatArray
from sklearn_hpt.trials import History, Trial
from sklearn_hpt.utils.plots.style import say
from sklearn_hpt.utils.reading import read_history

NO_SCORE = "no trial has a score"


class Display(ABC):
    """Base of the displays: a history that can be drawn, made from whatever holds one.

    Parameters
    ----------
    history : History
    metric : str, default="score"
        Names the score of the trials.

    Attributes
    ----------
    scores : array of shape (n_trials,)
        NaN for trials that are not finished.
    ax_ : matplotlib Axes
        What it was drawn on.
    figure_ : matplotlib Figure
    """

    _artists: ClassVar[tuple[str, ...]] = ()
    """Names of the attributes that hold what was drawn; None where nothing was."""

    ax_: Any
    figure_: Any

    def __init__(self, history: History, metric: str = "score") -> None:
        self.history = history
        self.metric = metric
        scores = [trial.finished_score for trial in history.trials]
        self.scores: FloatArray = np.array(scores, dtype=float)  # None becomes NaN

    @classmethod
    def from_tuner(cls, tuner: Any, *, metric: str | None = None, **options: Any) -> Self:
        """Make the display of a fitted search.

        Parameters
        ----------
        tuner : fitted search
            Of this package, of scikit-learn, or of any other with ``cv_results_``.
        metric : str or None, default=None
            Which of several; None takes the one that chose the best, or else the first.
        **options : object
            The other parameters of the class, by name.

        Returns
        -------
        display : Display
            Drawn by its `plot`, or as soon as one looks at its ``ax_`` or ``figure_``.

        Raises
        ------
        TypeError
            If it is no search.
        sklearn.exceptions.NotFittedError
            Before its ``fit``.
        ValueError
            If it has no scores of that metric.
        """
        if isinstance(tuner, type) or not (hasattr(tuner, "fit") and hasattr(tuner, "estimator")):
            raise TypeError(
                f"from_tuner takes a fitted search, got {words(readable(tuner), 80)}; from_results "
                "takes tables, histories, journals and logs."
            )
        check_is_fitted(tuner, "cv_results_")
        return cls.from_results(tuner, metric=metric, **options)

    @classmethod
    def from_results(cls, results: Any, *, metric: str | None = None, **options: Any) -> Self:
        """Make the display of the results of a search.

        Parameters
        ----------
        results : fitted search, mapping, DataFrame, list of dict, History, Study, str or PathLike
            A search of this package or of scikit-learn, its ``cv_results_``, what ``results()``
            or `read_results` gave, or the path of a journal or of a log.
        metric : str or None, default=None
            Which of several; None takes the one that chose the best, or else the first.
        **options : object
            The other parameters of the class, by name.

        Returns
        -------
        display : Display
            Drawn by its `plot`, or as soon as one looks at its ``ax_`` or ``figure_``.

        Raises
        ------
        TypeError
            If it is none of these.
        ValueError
            If there are no params, no scores, or none of that metric.
        JournalError
            If there is no journal at a path.
        """
        history, metric = read_history(results, metric)
        return cls(history, metric, **cls._complete(results, metric, options))

    def plot(self, ax: Any = None, **kwargs: Any) -> Self:
        """Draw it.

        Parameters
        ----------
        ax : matplotlib Axes or None, default=None
            None makes a new figure.
        **kwargs : object
            For what is drawn for the trials, as the class says.

        Returns
        -------
        display : Display
            This one.

        Raises
        ------
        MissingExtraError
            If matplotlib is not installed.
        """
        pyplot = import_extra("matplotlib.pyplot", extra="plots", purpose="A plot")
        if ax is None:
            _, ax = pyplot.subplots(layout="constrained", figsize=self._size())
        self.ax_, self.figure_ = ax, ax.figure
        for name in self._artists:
            setattr(self, name, None)
        nothing = self._why_nothing()
        if nothing is not None:
            say(ax, nothing)
        else:
            self._draw(ax, kwargs)
        return self

    def __getattr__(self, name: str) -> Any:
        if name not in ("ax_", "figure_", *self._artists) or "ax_" in vars(self):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self.plot(), name)

    def split_scores(self, trial: Trial) -> FloatArray:
        """Give the scores of a trial by split.

        Parameters
        ----------
        trial : Trial

        Returns
        -------
        scores : array of shape (n_splits,)
            NaN where a fit failed or has no such score.
        """
        given = [split.test_scores for split in trial.splits]
        scores = [each.get(self.metric) if isinstance(each, Mapping) else each for each in given]
        return np.array([np.nan if score is None else score for score in scores], dtype=float)

    @classmethod
    def _complete(cls, results: Any, metric: str, options: Mapping[str, Any]) -> dict[str, Any]:
        """Add to the options what the results tell besides their history."""
        return dict(options)

    def _size(self) -> tuple[float, float]:
        """Give width and height of a new figure, in inches."""
        return 6.4, 4.2

    def _why_nothing(self) -> str | None:
        """Say why there is nothing to draw; None if there is something."""
        return None if self.history.finished else NO_SCORE

    @abstractmethod
    def _draw(self, ax: Any, kwargs: Mapping[str, Any]) -> None:
        """Draw it, and set the artists."""
