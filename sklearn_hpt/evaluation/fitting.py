"""One fit and its scores; an error becomes a value."""

import time
from collections.abc import Mapping
from traceback import format_exc
from typing import Any

from sklearn.base import clone

from sklearn_hpt._sklearn import check_method_params, num_samples, safe_split
from sklearn_hpt._typing import Params
from sklearn_hpt.evaluation.narration import Narrator
from sklearn_hpt.evaluation.objective import Objective
from sklearn_hpt.evaluation.scoring import score
from sklearn_hpt.evaluation.task import Task
from sklearn_hpt.trials import SplitResult


def configure(estimator: Any, params: Params) -> Any:
    """Give a fresh, unfitted copy of an estimator with params set.

    The params are cloned too: a choice may be an estimator, and fitting it must not touch
    what the user gave.
    """
    return clone(estimator).set_params(**clone(dict(params), safe=False))


def fit(estimator: Any, X: Any, y: Any, params: Mapping[str, Any]) -> Any:
    """Fit an estimator, with a target or without."""
    return estimator.fit(X, **params) if y is None else estimator.fit(X, y, **params)


def fit_and_score(objective: Objective, narrator: Narrator, task: Task) -> SplitResult:
    """Find out what params are worth on one split.

    Parameters
    ----------
    objective : Objective
        What to fit, on which samples, and how to score it.
    narrator : Narrator
        Prints a line before and after, or nothing.
    task : Task
        The params and the split.

    Returns
    -------
    result : SplitResult
        With scores, or with the traceback of the error that ended the fit.

    Raises
    ------
    Exception
        What the fit raised, if ``objective.error_score == "raise"``; what setting the params
        raised; ValueError if the scorer gives something that is not a number.
    """
    narrator.begin(task)
    train, test = task.indices
    X, y = objective.X, objective.y
    fit_params = check_method_params(X, params=objective.fit_params, indices=train)
    estimator = configure(objective.estimator, task.params)

    start = time.perf_counter()
    X_train, y_train = safe_split(estimator, X, y, train)
    X_test, y_test = safe_split(estimator, X, y, test, train)
    error = None
    try:
        with task.watch(estimator, X_train, y_train, fit_params.get("sample_weight")):
            fit(estimator, X_train, y_train, fit_params)
    except Exception:
        if objective.error_score == "raise":
            raise
        error = format_exc()
    fit_time = time.perf_counter() - start

    test_scores = train_scores = None
    score_time = 0.0
    if error is None:
        test_scores = _score(objective, estimator, X_test, y_test, test)
        score_time = time.perf_counter() - start - fit_time
        if objective.return_train_score:
            train_scores = _score(objective, estimator, X_train, y_train, train)

    result = SplitResult(
        split=task.split,
        test_scores=test_scores,
        train_scores=train_scores,
        fit_time=fit_time,
        score_time=score_time,
        n_test_samples=num_samples(X_test),
        error=error,
    )
    narrator.end(task, result, objective)
    return result


def _score(objective: Objective, estimator: Any, X: Any, y: Any, indices: Any) -> Any:
    params = check_method_params(objective.X, params=objective.score_params, indices=indices)
    return score(estimator, X, y, objective.scorer, params, objective.error_score)
