"""The telling of a trial: score, time and outcomes, read, checked and judged by the limits."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from sklearn_hpt._names import hint_at_nearest
from sklearn_hpt._numbers import as_float
from sklearn_hpt.limits import Limits, Outcomes, total_excess
from sklearn_hpt.trials import SplitResult, Trial, TrialState

OR_FAILED = "or tell None for the score of a trial that failed."
NO_SCORE = "No score was told."


def read_score(score: Any) -> float | None:
    """Read the score that a user tells of a trial.

    Parameters
    ----------
    score : float or None

    Returns
    -------
    score : float or None
        None unless it is finite.

    Raises
    ------
    TypeError
        If it is neither a number nor None.
    """
    if score is None:
        return None
    number = as_float(score)
    if number is None:
        raise TypeError(
            f"A score is a number, or None for a failed trial, got {score!r} of type "
            f"{type(score).__name__}; convert it first, such as tell(trial, float(score))."
        )
    return number if math.isfinite(number) else None


def read_splits(
    splits: Sequence[SplitResult], seconds: Any, score: float | None
) -> Sequence[SplitResult]:
    """Read where the score comes from; a trial whose time is told was made in one piece.

    Parameters
    ----------
    splits : sequence of SplitResult
    seconds : float or None
        What the trial took, if it is told as a whole.
    score : float or None
        None of a trial that failed.

    Returns
    -------
    splits : sequence of SplitResult
        The same, or one that took so long.

    Raises
    ------
    ValueError
        If there are splits as well, which say how long they took, or it is no length of time.
    TypeError
        If it is no number.
    """
    if seconds is None:
        return splits
    if len(splits):
        raise ValueError(
            f"seconds={seconds!r} is for a trial that is told as a whole, but there are results of "
            f"{len(splits)} splits; give each its fit_time instead."
        )
    number = as_float(seconds)
    if number is None:
        raise TypeError(
            f"seconds is a number, got {seconds!r} of type {type(seconds).__name__}; leave it out "
            "if it is not known."
        )
    if not 0 <= number < math.inf:
        raise ValueError(
            f"seconds={seconds!r} is no length of time; leave it out if it is not known."
        )
    error = None if score is not None else NO_SCORE
    return (SplitResult(0, score, fit_time=number, error=error),)


def read_outcomes(given: Any, limits: Limits) -> dict[str, float]:
    """Read the outcomes that a user tells of a trial: one for each limit, and no others.

    Parameters
    ----------
    given : mapping of str to float, or None
    limits : mapping of str to Limit

    Returns
    -------
    outcomes : dict of str to float
        Finite, in the order of the limits.

    Raises
    ------
    ValueError
        If one is missing, there is no limit on it, or it is not finite.
    TypeError
        If it is no mapping, or one is no number.
    """
    given = {} if given is None else given
    if not isinstance(given, Mapping):
        raise TypeError(
            f"outcomes is a dict of numbers by name, got {given!r}; write for example "
            'outcomes={"memory": 312.0}.'
        )
    there = _describe(limits)
    for name in given:
        if name not in limits:
            raise ValueError(
                f"outcomes has {name!r}, on which this study has no limit: {there}; leave it out, "
                f"or give Study(limits=...) one.{hint_at_nearest(str(name), limits)}"
            )
    _check_all_there(given, limits)
    return {name: _read_outcome(name, given[name]) for name in limits}


def judge_by_limits(trial: Trial, limits: Limits) -> Trial:
    """Say of a trial that was told whether it is within limits.

    Parameters
    ----------
    trial : Trial
    limits : mapping of str to Limit

    Returns
    -------
    trial : Trial
        Finished or infeasible; the same if it is pending, failed, or there are no limits.

    Raises
    ------
    ValueError
        If an outcome is missing.
    """
    if not limits or trial.state not in (TrialState.FINISHED, TrialState.INFEASIBLE):
        return trial
    _check_all_there(trial.outcomes, limits)
    is_within = total_excess(trial.outcomes, limits) == 0
    return trial.told(trial.score, trial.splits, trial.outcomes, is_within=is_within)


def _check_all_there(outcomes: Outcomes, limits: Limits) -> None:
    missing = [repr(name) for name in limits if name not in outcomes]
    if missing:
        raise ValueError(
            f"outcomes={dict(outcomes)!r} lacks {', '.join(missing)}: {_describe(limits)}; give a "
            f"number for each, {OR_FAILED}"
        )


def _describe(limits: Limits) -> str:
    return f"the limits of this study are {dict(limits)!r}" if limits else "it has no limits"


def _read_outcome(name: str, value: Any) -> float:
    number = as_float(value)
    if number is None:
        raise TypeError(
            f"The outcome {name!r} is a number, got {value!r} of type {type(value).__name__}; "
            f"convert it first, {OR_FAILED}"
        )
    if not math.isfinite(number):
        raise ValueError(
            f"The outcome {name!r} is {number!r}, which no limit can judge; give a finite number, "
            + OR_FAILED
        )
    return number
