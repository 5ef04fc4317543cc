"""The outcome of a search: what a fitted tuner can be asked about it."""

from typing import Any

from sklearn.utils.validation import check_is_fitted

from sklearn_hpt.results import as_table, list_failures
from sklearn_hpt.trials import History


class OutcomeMixin:
    """Gives a tuner its answers about the last search, by methods rather than attributes."""

    _history: History
    _stop_reason: str | None

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
