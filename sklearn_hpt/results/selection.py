"""Selection of the best row of a table of results."""

import math
import numbers
import warnings
from collections.abc import Container, Mapping
from typing import Any

import numpy as np

from sklearn_hpt.exceptions import LimitsWarning
from sklearn_hpt.limits import Limits, total_excess
from sklearn_hpt.trials import History, Trial, TrialState


def check_refit_names_metric(refit: Any, metrics: Container[str]) -> None:
    """Check that `refit` says which of several metrics decides.

    Parameters
    ----------
    refit : bool, str or callable
        As the user gave it.
    metrics : container of str
        The names of the metrics.

    Raises
    ------
    ValueError
        If `refit` is neither False, nor a callable, nor one of the names.
    """
    if refit is False or callable(refit) or (isinstance(refit, str) and refit in metrics):
        return
    raise ValueError(
        "For multi-metric scoring, the parameter refit must be set to a "
        "scorer key or a callable to refit an estimator with the best "
        "parameter setting on the whole data and make the best_* "
        "attributes available for that metric. If this is not needed, "
        f"refit should be set to False explicitly. {refit!r} was passed."
    )


def select_best_index(
    refit: Any, metric: str, results: Mapping[str, Any], history: History, limits: Limits
) -> int:
    """Choose the row to refit: the first of the best within limits, or what the user's rule says.

    Parameters
    ----------
    refit : bool, str or callable
        A callable is given `results` and returns a row.
    metric : str
        Whose rank decides otherwise.
    results : mapping of str to array
        ``cv_results_``.
    history : History
        A trial for each row.
    limits : mapping of str to Limit
        Rank decides among the trials within; if there are none, the least outside is the best.

    Returns
    -------
    index : int

    Raises
    ------
    TypeError
        If the callable gives no integer.
    IndexError
        If it gives an integer that is no row.

    Warns
    -----
    LimitsWarning
        If no trial is within the limits, and there is no rule of the user.
    """
    if not callable(refit):
        excess = [_excess(trial, limits) for trial in history.trials]
        best = np.lexsort((results[f"rank_test_{metric}"], excess))[0]
        if excess[best] > 0:
            _warn_outside(history, limits, int(best))
        return best  # type: ignore[no-any-return]
    index = refit(results)
    if not isinstance(index, numbers.Integral):
        raise TypeError("best_index_ returned is not an integer")
    if not 0 <= int(index) < len(results["params"]):
        raise IndexError("best_index_ index out of range")
    return index  # type: ignore[return-value]


def _excess(trial: Trial, limits: Limits) -> float:
    """Give how far a trial is outside limits, if there are some; infinitely, if it failed."""
    if limits and trial.state is TrialState.FAILED:
        return math.inf
    return total_excess(trial.outcomes, limits)


def _warn_outside(history: History, limits: Limits, best: int) -> None:
    outcomes = {name: float(f"{each:.4g}") for name, each in history.trials[best].outcomes.items()}
    warnings.warn(
        f"None of {len(history)} trials is within the limits {dict(limits)!r}. The best is taken "
        f"to be trial {best}, which is least outside: {outcomes}. Loosen the limits, widen the "
        "search space, or try more params.",
        LimitsWarning,
        stacklevel=6,  # the caller of fit
    )
