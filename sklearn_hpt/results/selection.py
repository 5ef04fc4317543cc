"""Selection of the best row of a table of results."""

import numbers
from collections.abc import Container, Mapping
from typing import Any


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


def select_best_index(refit: Any, metric: str, results: Mapping[str, Any]) -> int:
    """Choose the row to refit: the first of the best, or what the user's rule says.

    Parameters
    ----------
    refit : bool, str or callable
        A callable is given `results` and returns a row.
    metric : str
        Whose rank decides otherwise.
    results : mapping of str to array
        ``cv_results_``.

    Returns
    -------
    index : int

    Raises
    ------
    TypeError
        If the callable gives no integer.
    IndexError
        If it gives an integer that is no row.
    """
    if not callable(refit):
        return results[f"rank_test_{metric}"].argmin()  # type: ignore[no-any-return]
    index = refit(results)
    if not isinstance(index, numbers.Integral):
        raise TypeError("best_index_ returned is not an integer")
    if not 0 <= int(index) < len(results["params"]):
        raise IndexError("best_index_ index out of range")
    return index  # type: ignore[return-value]
