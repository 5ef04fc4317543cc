"""The reading of results: the history of a search, from whatever holds it."""

from collections.abc import Mapping, Sequence
from math import nan
from os import PathLike
from pathlib import Path
from statistics import fmean
from typing import Any

from sklearn.utils.validation import check_is_fitted

from sklearn_hpt._readable import words
from sklearn_hpt.journal import find_journal, read_contents
from sklearn_hpt.results import MEAN_TEST, SCORE, list_metrics, recover_history
from sklearn_hpt.trials import History, Trial
from sklearn_hpt.utils.log import read_results

FORMS = (
    "a fitted search, its cv_results_, a data frame of them or of results(), a History, a Study, "
    "or the path of a journal or of a log"
)


def read_history(results: Any, metric: str | None = None) -> tuple[History, str]:
    """Read the history of a search.

    Parameters
    ----------
    results : fitted search, mapping, DataFrame, list of dict, History, Study, str or PathLike
        A search of this package or of scikit-learn, its ``cv_results_``, what ``results()`` or
        `read_results` gave, or the path of a journal or of a log.
    metric : str or None, default=None
        Which of several metrics is the score of a trial; None takes the one that chose the
        best, or else the first.

    Returns
    -------
    history : History
        Of a journal or a log, params that are objects come in words.
    metric : str
        The name of the score, ``"score"`` where it has none.

    Raises
    ------
    TypeError
        If it is none of these.
    ValueError
        If there are no params, no scores, or none of that metric.
    sklearn.exceptions.NotFittedError
        If it is a search before its ``fit``.
    JournalError
        If there is no journal at a path.

    Examples
    --------
    >>> told = [{"param_C": 1, "score": 0.8}, {"param_C": 9, "score": None}]
    >>> history, metric = read_history(told)
    >>> [(trial.params, trial.score) for trial in history.trials], metric
    ([({'C': 1}, 0.8), ({'C': 9}, None)], 'score')
    """
    if isinstance(results, (str, PathLike)):
        return _read_path(Path(results).expanduser(), metric)
    if hasattr(results, "fit"):
        check_is_fitted(results, "cv_results_")
        return _read_search(results, metric)
    history = getattr(results, "history", results)
    if isinstance(history, History):
        return _read_trials(history, metric)
    table = _as_columns(results)
    if table is None:
        raise TypeError(f"results are {FORMS}; got {words(results, 80)}.")
    return _read_table(table, metric)


def _read_path(path: Path, metric: str | None) -> tuple[History, str]:
    """Read a journal, which is a folder, or a log, which is a file."""
    if path.is_file():
        rows = read_results(path)
        return read_history(rows, metric)
    return _read_trials(read_contents(find_journal(path), is_live=True).history(), metric)


def _read_search(search: Any, metric: str | None) -> tuple[History, str]:
    """Read a fitted search; one of this package knows more than its table."""
    leading = search.refit if isinstance(search.refit, str) else None
    name = metric or (leading if leading in list_metrics(search.cv_results_) else None)
    recovered, name = _read_table(search.cv_results_, name)
    if not callable(getattr(search, "history", None)):
        return recovered, name
    known = zip(search.history().trials, recovered.trials, strict=True)
    return History(tuple(trial.told(row.score, trial.splits) for trial, row in known)), name


def _read_trials(history: History, metric: str | None) -> tuple[History, str]:
    """Take a history as it is, or with the scores of another metric."""
    names = {
        name
        for trial in history.trials
        for result in trial.splits
        if isinstance(result.test_scores, Mapping)
        for name in result.test_scores
    }
    if metric is None or metric == SCORE:
        return history, SCORE
    if metric not in names:
        raise ValueError(
            f"There are no scores of {metric!r} in these results; there are those of "
            f"{', '.join(sorted(names)) or SCORE}."
        )
    return History(tuple(_told(trial, metric) for trial in history.trials)), metric


def _told(trial: Trial, metric: str) -> Trial:
    """Give a finished trial with the mean of another metric as its score."""
    if trial.score is None:
        return trial
    scores = [split.test_scores for split in trial.splits]
    numbers = [each[metric] for each in scores if isinstance(each, Mapping)]
    return trial.told(fmean(numbers) if numbers else None, trial.splits)


def _read_table(table: Mapping[str, Sequence[Any]], metric: str | None) -> tuple[History, str]:
    """Read columns: those of ``cv_results_``, or of a row a trial with its ``score``."""
    if "trial" in table and "split" in table:
        raise ValueError(
            "These results have a row for each trial and split; give those with a row for each "
            "trial, such as results() without splits=True."
        )
    if not list_metrics(table) and SCORE in table:
        table = {**table, **_means(table[SCORE])}
    history = recover_history(table, metric)
    return history, metric or list_metrics(table)[0]


def _means(scores: Sequence[Any]) -> dict[str, list[Any]]:
    """Make columns of scores, one a metric."""
    names = dict.fromkeys(name for each in scores if isinstance(each, Mapping) for name in each)
    if not names:
        return {f"{MEAN_TEST}{SCORE}": list(scores)}
    return {
        f"{MEAN_TEST}{name}": [
            each.get(name) if isinstance(each, Mapping) else None for each in scores
        ]
        for name in names
    }


def _as_columns(results: Any) -> dict[str, Any] | None:
    """Give a table as its columns; None if it is none."""
    if isinstance(results, Mapping):
        return {str(name): column for name, column in results.items()}
    if hasattr(results, "columns") and hasattr(results, "to_dict"):
        return {str(name): list(results[name]) for name in results.columns}
    is_rows = isinstance(results, Sequence) and not isinstance(results, (str, bytes))
    if not is_rows or not all(isinstance(row, Mapping) for row in results):
        return None
    names = dict.fromkeys(name for row in results for name in row)
    return {str(name): [row.get(name, nan) for row in results] for name in names}
