"""The recovery of a history from ``cv_results_``: the way of `make_cv_results`, back."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from sklearn_hpt._typing import FloatArray, Params
from sklearn_hpt.trials import History, Scores, SplitResult, Trial

MEAN_TEST = "mean_test_"
PARAM = "param_"
_OF_SPLIT: Final = re.compile(r"split(\d+)_(test|train)_(.+)", re.DOTALL)


def list_metrics(results: Iterable[str]) -> list[str]:
    """Name the metrics that a table has test scores of.

    Parameters
    ----------
    results : iterable of str
        The names of the columns, such as those of ``cv_results_``.

    Returns
    -------
    metrics : list of str
        ``"score"`` where there is one that has no name.

    Examples
    --------
    >>> list_metrics(["params", "mean_test_r2", "mean_test_max_error"])
    ['r2', 'max_error']
    """
    return [name.removeprefix(MEAN_TEST) for name in results if name.startswith(MEAN_TEST)]


def recover_history(results: Any, metric: str | None = None) -> History:
    """Recover the history of a search from its table.

    Parameters
    ----------
    results : mapping of str to array, or DataFrame
        The ``cv_results_`` of a search, of this package or of scikit-learn.
    metric : str or None, default=None
        Which metric is the score of a trial; None takes the first.

    Returns
    -------
    history : History
        A trial for each row, in their order, with its results by split where the table has
        them. Of times the table has means only, so all splits of a trial have the same.

    Raises
    ------
    ValueError
        If there are no params, no test scores, or none of that metric; if columns are not of one
        length, or scores no numbers.

    Examples
    --------
    >>> table = {"params": [{"C": 1}, {"C": 9}], "mean_test_score": [0.8, float("nan")]}
    >>> [(trial.params, trial.score) for trial in recover_history(table).trials]
    [({'C': 1}, 0.8), ({'C': 9}, None)]
    """
    metrics = list_metrics(results)
    if not metrics or metric not in (None, *metrics):
        raise ValueError(
            f"There are no test scores{f' of {metric!r}' if metric else ''} in these results; "
            f"there are those of {', '.join(metrics) or 'nothing'}."
        )
    candidates = _read_params(results)
    scores = _numbers(results, f"{MEAN_TEST}{metric or metrics[0]}", len(candidates))
    splits = _read_splits(results, len(candidates))
    return History(
        tuple(
            Trial(row, params).told(float(scores[row]), splits[row])
            for row, params in enumerate(candidates)
        )
    )


def _read_params(results: Any) -> list[Params]:
    """Give the params of each row, of those that it has."""
    if "params" in results and all(isinstance(each, Mapping) for each in results["params"]):
        return [dict(params) for params in results["params"]]
    columns = {
        name.removeprefix(PARAM): list(results[name]) for name in results if name.startswith(PARAM)
    }
    if not columns:
        raise ValueError(
            "There are no params in these results: neither a column 'params' of dicts, nor "
            f"columns 'param_*'; there are {', '.join(map(str, results)) or 'no columns'}."
        )
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"The columns of params are to be of one length, got {lengths}.")
    return [
        {name: value for name, value in zip(columns, row, strict=True) if not _is_absent(value)}
        for row in zip(*columns.values(), strict=True)
    ]


def _is_absent(value: Any) -> bool:
    """Say whether a cell is empty: masked, or the NaN that a data frame puts there."""
    return value is np.ma.masked or (isinstance(value, float) and np.isnan(value))


def _read_splits(results: Any, n_rows: int) -> list[Sequence[SplitResult]]:
    """Give the results by split of each row; none where the table has means only."""
    tables: dict[int, dict[str, dict[str, FloatArray]]] = {}
    for name in results:
        match = _OF_SPLIT.fullmatch(name)
        if match is not None:
            split, part, metric = int(match[1]), match[2], match[3]
            parts = tables.setdefault(split, {"test": {}, "train": {}})
            parts[part][metric] = _numbers(results, name, n_rows)
    fit_times = _numbers(results, "mean_fit_time", n_rows)
    score_times = _numbers(results, "mean_score_time", n_rows)
    return [
        [
            SplitResult(
                split=split,
                test_scores=_scores(parts["test"], row),
                train_scores=_scores(parts["train"], row),
                fit_time=float(fit_times[row]),
                score_time=float(score_times[row]),
            )
            for split, parts in sorted(tables.items())
        ]
        for row in range(n_rows)
    ]


def _scores(columns: Mapping[str, FloatArray], row: int) -> Scores | None:
    """Give the scores of a row: one number if there is one metric, without a name."""
    if set(columns) == {"score"}:
        return float(columns["score"][row])
    return {metric: float(column[row]) for metric, column in columns.items()} or None


def _numbers(results: Any, name: str, n_rows: int) -> FloatArray:
    """Give a column as numbers; zeros if there is none."""
    if name not in results:
        return np.zeros(n_rows)
    try:
        column = np.asarray(results[name], dtype=float)
    except (TypeError, ValueError) as error:
        raise ValueError(f"The column {name!r} is to hold numbers: {error}.") from error
    if column.shape != (n_rows,):
        raise ValueError(
            f"The column {name!r} has the shape {column.shape}, but there are {n_rows} params; "
            "give one number for each."
        )
    return column
