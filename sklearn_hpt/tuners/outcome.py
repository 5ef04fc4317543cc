"""The outcome of a search: what a fitted tuner can be asked about it."""

from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from sklearn.utils.validation import check_is_fitted

from sklearn_hpt.results import (
    SPLIT_COLUMNS,
    TRIAL_COLUMNS,
    as_table,
    best_first,
    explain_history,
    list_failures,
    split_rows,
    trial_rows,
)
from sklearn_hpt.space.accepted import AcceptedBy
from sklearn_hpt.trials import History, Trial
from sklearn_hpt.utils.report import write_report


class OutcomeMixin:
    """Gives a tuner its answers about the last search, by methods rather than attributes."""

    estimator: Any
    _history: History
    _stop_reason: str | None
    _told: Sequence[Trial] = ()  # of an earlier search

    def history(self) -> History:
        """Give the trials of the last search, in the order of asking.

        Returns
        -------
        history : History
            Each trial with its params, score, results by split, and why it was chosen.

        Raises
        ------
        sklearn.exceptions.NotFittedError
            Before ``fit``.
        """
        check_is_fitted(self, "cv_results_")
        return self._history

    def stop_reason(self) -> str | None:
        """Say why the last search ended early.

        Returns
        -------
        reason : str or None
            None if all its trials were done.

        Raises
        ------
        sklearn.exceptions.NotFittedError
            Before ``fit``.
        """
        check_is_fitted(self, "cv_results_")
        return self._stop_reason

    def results(self, *, splits: bool = False, to: str | None = None) -> Any:
        """Give the trials as a table.

        Parameters
        ----------
        splits : bool, default=False
            Whether there is a row for each trial and split, rather than one for each trial.
        to : {"pandas", "polars", "dicts"} or None, default=None
            What kind of table; None takes pandas where it is installed, else a list of dicts.

        Returns
        -------
        table : pandas.DataFrame, polars.DataFrame or list of dict
            With the params as ``param_*``; with `splits` the scores as ``test_*``.

        Raises
        ------
        sklearn.exceptions.NotFittedError
            Before ``fit``.
        """
        check_is_fitted(self, "cv_results_")
        if splits:
            return as_table(split_rows(self._history), SPLIT_COLUMNS, to)
        return as_table(trial_rows(self._history), TRIAL_COLUMNS, to)

    def show_best(self, n: int = 5, *, to: str | None = None) -> Any:
        """Give the best trials as a table, the best first.

        Parameters
        ----------
        n : int, default=5
            How many.
        to : {"pandas", "polars", "dicts"} or None, default=None
            As in `results`.

        Returns
        -------
        table : pandas.DataFrame, polars.DataFrame or list of dict

        Raises
        ------
        sklearn.exceptions.NotFittedError
            Before ``fit``.
        """
        check_is_fitted(self, "cv_results_")
        rows = {row["trial"]: row for row in trial_rows(self._history)}
        best = best_first(self._history)[: max(0, n)]
        return as_table([rows[trial.number] for trial in best], TRIAL_COLUMNS, to)

    def explain(self) -> str:
        """Explain the search in sentences: what was tried, what mattered, what to try next.

        Returns
        -------
        text : str

        Raises
        ------
        sklearn.exceptions.NotFittedError
            Before ``fit``.
        """
        check_is_fitted(self, "cv_results_")
        return explain_history(self._history, AcceptedBy(self.estimator).accepts, self._told)

    def failures(self) -> Any:
        """Give a table of the fits that failed.

        Returns
        -------
        table : DataFrame, or list of dict where pandas is not installed
            A row for each, with ``trial``, ``split``, ``error``, ``traceback`` and the params
            as ``param_*``.

        Raises
        ------
        sklearn.exceptions.NotFittedError
            Before ``fit``.
        """
        check_is_fitted(self, "cv_results_")
        return as_table(list_failures(self._history), ("trial", "split", "error", "traceback"))

    def report(
        self,
        filename: str | PathLike[str],
        *,
        metric: str | None = None,
        overwrite: bool = False,
    ) -> Path:
        """Write a page about the search: what was found, pictures, trials, how to repeat it.

        Parameters
        ----------
        filename : str or PathLike
            The file, such as ``"report.html"``: one page that loads nothing.
        metric : str or None, default=None
            Which of several metrics is the score; None takes the one that chose the best, or
            else the first.
        overwrite : bool, default=False
            Whether a file of that name may be replaced.

        Returns
        -------
        path : Path
            The file.

        Raises
        ------
        FileExistsError
            If the file is there, without `overwrite`.
        OSError
            If it cannot be written.
        sklearn.exceptions.NotFittedError
            Before ``fit``.

        See Also
        --------
        sklearn_hpt.utils.write_report : The same for any search, journal or log.
        """
        return write_report(self, filename, metric=metric, overwrite=overwrite)
