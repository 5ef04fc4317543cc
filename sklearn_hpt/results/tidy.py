"""Tidy results: one row a trial, or one row a trial and split."""

from collections.abc import Sequence
from typing import Any

from sklearn_hpt.results.columns import outcome_columns, param_columns, score_columns
from sklearn_hpt.trials import History, Trial

TRIAL_COLUMNS = ("trial", "state", "score", "rank")
SPLIT_COLUMNS = ("trial", "split", "state")

Row = dict[str, Any]


def trial_rows(history: History) -> list[Row]:
    """Lay out a history, one row a trial.

    Parameters
    ----------
    history : History

    Returns
    -------
    rows : list of dict
        With ``trial``, ``state``, ``score``, ``rank`` (1 is the best; None unless
        finished), the params as ``param_*``, ``fit_time`` and ``score_time`` summed over the
        splits, outcomes with limits as ``outcome_*``, and ``chosen_by``.

    Examples
    --------
    >>> told = Trial(0, {"C": 1}).told(0.8), Trial(1, {"C": 9}).told(0.9)
    >>> [(row["trial"], row["rank"], row["param_C"]) for row in trial_rows(History(told))]
    [(0, 2, 1), (1, 1, 9)]
    """
    ranks = _ranks(history.finished)
    return [
        {
            "trial": trial.number,
            "state": trial.state.value,
            "score": trial.score,
            "rank": ranks.get(trial.number),
            **param_columns(trial.params),
            "fit_time": sum(split.fit_time for split in trial.splits),
            "score_time": sum(split.score_time for split in trial.splits),
            **outcome_columns(trial.outcomes),
            "chosen_by": trial.origin.get("by"),
        }
        for trial in history.trials
    ]


def split_rows(history: History) -> list[Row]:
    """Lay out a history, one row a trial and split.

    Parameters
    ----------
    history : History

    Returns
    -------
    rows : list of dict
        With ``trial``, ``split``, ``state``, the params as ``param_*``, ``test_*`` and
        ``train_*`` scores by metric, ``fit_time``, ``score_time`` and ``error``.
    """
    return [
        {
            "trial": trial.number,
            "split": split.split,
            "state": "failed" if split.failed else "finished",
            **param_columns(trial.params),
            **score_columns("test", split.test_scores),
            **score_columns("train", split.train_scores),
            "fit_time": split.fit_time,
            "score_time": split.score_time,
            "error": split.error,
        }
        for trial in history.trials
        for split in trial.splits
    ]


def best_first(history: History) -> list[Trial]:
    """Give the finished trials, the best first and the earliest of equals before the others.

    Parameters
    ----------
    history : History

    Returns
    -------
    trials : list of Trial
    """
    return sorted(history.finished, key=lambda trial: (-(trial.score or 0.0), trial.number))


def _ranks(trials: Sequence[Trial]) -> dict[int, int]:
    """Rank from 1; equals share the better rank."""
    scores = sorted((t.score for t in trials if t.score is not None), reverse=True)
    first = {score: place for place, score in reversed(list(enumerate(scores, 1)))}
    return {trial.number: first[trial.score] for trial in trials if trial.score is not None}
