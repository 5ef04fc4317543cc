"""One fit and its scores; an error becomes a value."""

import os
import time
from traceback import format_exc

from sklearn_hpt.evaluation.checkpoints import own_checkpoints
from sklearn_hpt.evaluation.configured import configure, fit
from sklearn_hpt.evaluation.mends import add_mend
from sklearn_hpt.evaluation.narration import Narrator
from sklearn_hpt.evaluation.objective import Objective
from sklearn_hpt.evaluation.slices import Slices
from sklearn_hpt.evaluation.task import Task
from sklearn_hpt.execution import is_exhaustion
from sklearn_hpt.trials import SplitResult


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
        What the fit raised, if ``objective.error_score == "raise"``, or if no memory was left
        on a device; what setting the params raised; ValueError if the scorer gives something
        that is not a number.
    """
    narrator.begin(task.trial, task.params, task.split)
    estimator = configure(objective.estimator, task.params)
    started, start = time.time(), time.perf_counter()
    slices = Slices(objective, task.indices, estimator)
    weight = slices.fit_params.get("sample_weight")
    error = None
    try:
        watched = task.watch(estimator, slices.X_train, slices.y_train, weight)
        with watched, own_checkpoints(estimator):
            fit(estimator, slices.X_train, slices.y_train, slices.fit_params)
    except Exception as failure:
        add_mend(failure)
        if objective.error_score == "raise" or is_exhaustion(failure):
            raise  # no memory on a device is for the executor: the fit is worth another try
        error = format_exc()
    fit_time = time.perf_counter() - start

    test_scores = train_scores = None
    score_time = 0.0
    if error is None:
        test_scores = slices.score_test(estimator, objective.error_score)
        score_time = time.perf_counter() - start - fit_time
        if objective.return_train_score:
            train_scores = slices.score_train(estimator, objective.error_score)

    result = SplitResult(
        split=task.split,
        test_scores=test_scores,
        train_scores=train_scores,
        fit_time=fit_time,
        score_time=score_time,
        n_test_samples=slices.n_test_samples,
        error=error,
        started=started,
        worker=os.getpid(),
    )
    narrator.end(task.trial, task.params, result, objective)
    return result
