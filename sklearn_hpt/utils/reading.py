"""The reading of results: the history of a search, from whatever holds it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from statistics import fmean
from typing import Any

from sklearn.utils.validation import check_is_fitted

from sklearn_hpt._names import hint_at_nearest
from sklearn_hpt._readable import readable, restore_or_describe, words
from sklearn_hpt.journal import find_journal, read_contents
from sklearn_hpt.results import MEAN_TEST, list_metrics, recover_history
from sklearn_hpt.trials import SCORE, History, Trial, TrialState
from sklearn_hpt.utils.log import read_results

FORMS = (
    "a fitted search, its cv_results_, a data frame of them or of results(), a list of dicts, a "
    "History, a Study, or the path of a journal or of a log"
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
    held = _open(results)
    if isinstance(held, History):
        return _read_trials(held, metric)
    leading = getattr(results, "refit", None)
    if metric is None and isinstance(leading, str) and leading in list_metrics(held):
        metric = leading
    recovered = recover_history(held, metric)
    metric = metric or list_metrics(held)[0]
    if not callable(getattr(results, "history", None)):
        return recovered, metric
    known = zip(results.history().trials, recovered.trials, strict=True)
    return History(tuple(_with_score(trial, row.score) for trial, row in known)), metric


def read_metrics(results: Any) -> list[str]:
    """Name the metrics that results have scores of.

    Parameters
    ----------
    results : object
        What `read_history` reads.

    Returns
    -------
    metrics : list of str
        ``["score"]`` where there is one without a name.

    Raises
    ------
    TypeError, ValueError, JournalError
        As `read_history` does.

    Examples
    --------
    >>> read_metrics({"params": [{}], "mean_test_r2": [0.5], "mean_test_max_error": [2.0]})
    ['r2', 'max_error']
    """
    held = _open(results)
    return _metrics_of(held) or [SCORE] if isinstance(held, History) else list_metrics(held)


def _open(results: Any) -> History | dict[str, Any]:
    """Give what is held: a history, or columns with a ``mean_test_*`` for each metric."""
    if isinstance(results, (str, PathLike)):
        path = Path(results).expanduser()
        if not path.is_file():
            return _restored(read_contents(find_journal(path), is_live=True).history())
        results = read_results(path)
    is_instance = not isinstance(results, type)
    if is_instance and hasattr(results, "fit") and hasattr(results, "estimator"):
        check_is_fitted(results, "cv_results_")
        results = results.cv_results_
    history = getattr(results, "history", results)
    if isinstance(history, History):
        return history
    table = _as_columns(results) if is_instance else None
    if table is None:
        raise TypeError(f"Results are {FORMS}; got {words(readable(results), 80)}.")
    if "trial" in table and "split" in table:
        raise ValueError(
            "These results have a row for each trial and split; give those with a row for each "
            "trial, such as results() without splits=True."
        )
    if not list_metrics(table) and SCORE in table:
        table.update(_means(table[SCORE]))
    return table


def _read_trials(history: History, metric: str | None) -> tuple[History, str]:
    """Take a history as it is, or with the scores of another metric."""
    names = _metrics_of(history)
    leading = next((name for name in names if _leads(name, history)), SCORE)
    if metric in (None, SCORE, leading):
        return history, leading
    if metric not in names:
        raise ValueError(
            f"There are no scores of {metric!r} in these results; there are those of "
            f"{', '.join(names) or SCORE}.{hint_at_nearest(str(metric), names)}"
        )
    trials = (_with_score(trial, _mean_of(metric, trial)) for trial in history.trials)
    return History(tuple(trials)), metric


def _metrics_of(history: History) -> list[str]:
    """Name the metrics that the splits of trials have scores of, in their order."""
    scores = (split.test_scores for trial in history.trials for split in trial.splits)
    several = (each for each in scores if isinstance(each, Mapping))
    return list(dict.fromkeys(name for each in several for name in each))


def _leads(metric: str, history: History) -> bool:
    """Say whether the scores of trials are the means of a metric."""
    pairs = [(trial.score, _mean_of(metric, trial)) for trial in history.trials]
    return all(
        mean is not None and math.isclose(score, mean, rel_tol=1e-9)
        for score, mean in pairs
        if score is not None
    )


def _mean_of(metric: str, trial: Trial) -> float | None:
    """Give the mean of a metric over the splits; None unless all have it."""
    scores = [split.test_scores for split in trial.splits]
    numbers = [each[metric] for each in scores if isinstance(each, Mapping) and metric in each]
    return fmean(numbers) if numbers and len(numbers) == len(scores) else None


def _with_score(trial: Trial, score: float | None) -> Trial:
    """Give a trial with another score, if it has ended at all."""
    told = (TrialState.FINISHED, TrialState.INFEASIBLE, TrialState.FAILED)
    if score == trial.score or trial.state not in told:
        return trial
    is_within = trial.state is not TrialState.INFEASIBLE
    is_within &= all(map(math.isfinite, trial.outcomes.values()))
    return trial.told(score, trial.splits, trial.outcomes, is_within=is_within)


def _restored(history: History) -> History:
    """Give a history of readable params with their values; in words, where there is no more."""
    return History(
        tuple(
            replace(
                trial,
                params={name: restore_or_describe(form) for name, form in trial.params.items()},
            )
            for trial in history.trials
        )
    )


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
    return {str(name): [row.get(name, math.nan) for row in results] for name in names}
