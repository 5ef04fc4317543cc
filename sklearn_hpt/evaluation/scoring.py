"""Scoring of a fitted estimator on one part of a split."""

import numbers
import warnings
from collections.abc import Mapping
from contextlib import suppress
from traceback import format_exc
from typing import Any

from sklearn.metrics import check_scoring

from sklearn_hpt._sklearn import MultimetricScorer
from sklearn_hpt.evaluation.accuracy import accuracy, gives_accuracy
from sklearn_hpt.execution import is_exhaustion, raise_exhaustion
from sklearn_hpt.trials import Scores


def resolve_scorer(estimator: Any, scoring: Any, error_score: float | str) -> Any:
    """Turn what a user gives as `scoring` into one callable.

    Parameters
    ----------
    estimator : estimator
        Whose own ``score`` is taken when `scoring` is None.
    scoring : str, callable, list, tuple, dict or None
        As in `sklearn.model_selection.GridSearchCV`.
    error_score : float or "raise"
        With "raise", an error in one of several metrics is let through.

    Returns
    -------
    scorer : callable
        ``scorer(estimator, X, y)`` gives a number, or a dict of one number per metric.

    Raises
    ------
    ValueError
        If `scoring` names no known metric or has no valid form.
    TypeError
        If `scoring` is None and the estimator has no ``score``.
    """
    return check_scoring(estimator, scoring, raise_exc=error_score == "raise")


def metric_names(scorer: Any) -> tuple[str, ...] | None:
    """Name the metrics of a scorer; None when it gives one number, or tells only when called."""
    return tuple(scorer._scorers) if isinstance(scorer, MultimetricScorer) else None


def score(
    estimator: Any,
    X: Any,
    y: Any,
    scorer: Any,
    params: Mapping[str, Any],
    error_score: float | str,
) -> Scores:
    """Score a fitted estimator; an error in the scorer becomes `error_score` and a warning.

    Parameters
    ----------
    estimator : fitted estimator
    X, y : indexable
        The samples to score; `y` may be None.
    scorer : callable
        What `resolve_scorer` gave.
    params : mapping of str to object
        Passed on to the scorer.
    error_score : float or "raise"
        Stands for a score that could not be computed.

    Returns
    -------
    scores : float or dict of str to float

    Raises
    ------
    ValueError
        If the scorer gives something that is not a number.
    Exception
        What the scorer raised, with "raise"; and always if no memory was left on a device.
    """
    target = () if y is None else (y,)
    scores: Any
    try:
        if target and not params and gives_accuracy(scorer, estimator):
            scores = accuracy(y, estimator.predict(X))
        else:
            scores = scorer(estimator, X, *target, **params)
    except Exception as failure:
        is_left_to_caller = error_score == "raise" or isinstance(scorer, MultimetricScorer)
        if is_left_to_caller or is_exhaustion(failure):  # no memory: worth another try
            raise
        _warn_scoring_failed(error_score, format_exc())
        scores = error_score
    if isinstance(scores, dict):
        if isinstance(scorer, MultimetricScorer):
            scores = _replace_tracebacks(scores, error_score)
        return {name: _number(value, name) for name, value in scores.items()}
    return _number(scores, scorer)


def _replace_tracebacks(scores: Mapping[str, Any], error_score: float | str) -> dict[str, Any]:
    """Put `error_score` where scikit-learn's multimetric scorer left a traceback."""
    for details in scores.values():
        if isinstance(details, str):
            if error_score == "raise":
                raise RuntimeError(details)
            raise_exhaustion(details)  # no memory: worth another try
            _warn_scoring_failed(error_score, details)
    return {
        name: error_score if isinstance(value, str) else value for name, value in scores.items()
    }


def _warn_scoring_failed(error_score: float | str, details: str) -> None:
    warnings.warn(
        "Scoring failed. The score on this train-test partition for "
        f"these parameters will be set to {error_score}. Details: \n{details}",
        UserWarning,
        stacklevel=2,
    )


def _number(value: Any, scorer: Any) -> float:
    """Take a score out of a 0-d array; refuse what is not a number."""
    if hasattr(value, "item"):
        with suppress(ValueError):
            value = value.item()
    if not isinstance(value, numbers.Number):
        raise ValueError(
            f"scoring must return a number, got {value} ({type(value)}) instead. (scorer={scorer}) "
            "Return a float, or a dict of one float per metric."
        )
    return value  # type: ignore[return-value]
