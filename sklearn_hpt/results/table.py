"""The table of results: cv_results_, column by column as scikit-learn has it."""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.ma import MaskedArray
from scipy.stats import rankdata

from sklearn_hpt._typing import FloatArray, Params
from sklearn_hpt.trials import SCORE, History, Scores


def make_cv_results(
    history: History, error_score: float | str, *, return_train_score: bool = False
) -> dict[str, Any]:
    """Lay out the trials of a search as scikit-learn's ``cv_results_``.

    Parameters
    ----------
    history : History
        With results on every split.
    error_score : float or "raise"
        Stands for the scores of a failed fit.
    return_train_score : bool, default=False
        Whether there are columns for the training scores.

    Returns
    -------
    results : dict of str to ndarray of shape (n_trials,), or to list
        ``params`` is a list of dicts and ``param_*`` are masked where a parameter is not
        active; scores and times are float64, ranks int32.

    Warns
    -----
    UserWarning
        If a mean score is not finite.
    """
    splits = [result for trial in history.trials for result in trial.splits]
    n_trials = len(history)

    def table(values: Sequence[float]) -> FloatArray:
        return np.array(values, dtype=np.float64).reshape(n_trials, -1)

    results: dict[str, Any] = {}
    _add_moments(results, "fit_time", table([result.fit_time for result in splits]))
    _add_moments(results, "score_time", table([result.score_time for result in splits]))

    params = [dict(trial.params) for trial in history.trials]
    results.update(_params_columns(params))
    results["params"] = params

    test = _by_metric([result.test_scores for result in splits], error_score)
    train = {}
    if return_train_score:
        train = _by_metric([result.train_scores for result in splits], error_score)
    for metric, scores in test.items():
        _add_scores(results, f"test_{metric}", table(scores))
        results[f"rank_test_{metric}"] = _ranks(results[f"mean_test_{metric}"])
        if metric in train:
            _add_scores(results, f"train_{metric}", table(train[metric]))
    return results


def is_multimetric(history: History) -> bool:
    """Say whether the scorer gave a score per metric rather than one number."""
    return any(
        isinstance(result.test_scores, Mapping)
        for trial in history.trials
        for result in trial.splits
    )


def _add_moments(results: dict[str, Any], name: str, values: FloatArray) -> None:
    """Add the mean and the population standard deviation over the splits."""
    means = np.average(values, axis=1)
    results[f"mean_{name}"] = means
    results[f"std_{name}"] = np.sqrt(np.average((values - means[:, np.newaxis]) ** 2, axis=1))


def _add_scores(results: dict[str, Any], name: str, values: FloatArray) -> None:
    for split in range(values.shape[1]):
        results[f"split{split}_{name}"] = values[:, split]
    with np.errstate(invalid="ignore"):  # inf - inf; the means are looked at below
        _add_moments(results, name, values)
    means = results[f"mean_{name}"]
    if not np.isfinite(means).all():
        warnings.warn(
            f"One or more of the {name.split('_')[0]} scores are non-finite: {means}",
            UserWarning,
            stacklevel=3,
        )


def _ranks(means: FloatArray) -> Any:
    """Rank from 1, the best first; what is not a number ties with what is worse than all."""
    if np.isnan(means).all():
        return np.ones_like(means, dtype=np.int32)
    filled = np.nan_to_num(means, nan=np.nanmin(means) - 1)
    return rankdata(-filled, method="min").astype(np.int32, copy=False)


def _by_metric(scores: Sequence[Scores | None], error_score: float | str) -> dict[str, list[float]]:
    """Turn scores by fit into scores by metric, with `error_score` for failed fits."""
    first = next((value for value in scores if value is not None), None)
    if not isinstance(first, Mapping):
        return {SCORE: [_or_error_score(value, error_score) for value in scores]}
    rows = [dict(value) if isinstance(value, Mapping) else {} for value in scores]
    return {
        metric: [_or_error_score(row.get(metric), error_score) for row in rows] for metric in first
    }


def _or_error_score(value: Any, error_score: float | str) -> float:
    return float(error_score) if value is None else value


def _params_columns(candidates: Sequence[Params]) -> dict[str, Any]:
    """Make one masked column per parameter, in the order of first appearance."""
    columns: dict[str, dict[int, Any]] = {}
    for row, params in enumerate(candidates):
        for name, value in params.items():
            columns.setdefault(f"param_{name}", {})[row] = value
    return {name: _masked(values, len(candidates)) for name, values in columns.items()}


def _masked(values: Mapping[int, Any], n_rows: int) -> MaskedArray[Any, Any]:
    """Make one column, masked in the rows without a value."""
    column = MaskedArray(np.empty(n_rows, dtype=_dtype(list(values.values()))), mask=True)
    for row, value in values.items():
        column[row] = value
    return column


def _dtype(values: list[Any]) -> Any:
    """Give the dtype that numpy sees, or object for text and for values that are sequences."""
    try:
        array = np.array(values)
    except ValueError:  # sequences of unequal length
        return np.dtype(object)
    return np.dtype(object) if array.dtype.kind == "U" or array.ndim > 1 else array.dtype
