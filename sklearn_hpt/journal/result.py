"""The record of a result: a trial on a split, as the journal has it."""

import json
from collections.abc import Callable, Mapping
from numbers import Real
from typing import Any, TypeVar

from sklearn_hpt._readable import readable, readable_params, restore
from sklearn_hpt._typing import Params
from sklearn_hpt.files.record import Record
from sklearn_hpt.trials import Scores, SplitResult

Number = TypeVar("Number", int, float)

Key = str
"""What params read like, as text."""


def params_key(params: Params) -> Key:
    """Give the key of params: equal for params that are the same, in any process."""
    return form_key(readable_params(params))


def form_key(form: Mapping[str, Any]) -> Key:
    """Give the key of params by their readable form."""
    if not isinstance(form, Mapping):
        raise TypeError(f"params are a dict, got {form!r}")
    return json.dumps(form, sort_keys=True, separators=(",", ":"))


def write_result(number: int, params: Params, result: SplitResult) -> dict[str, Any]:
    """Give the record of a result.

    Parameters
    ----------
    number : int
        Of the trial.
    params : mapping of str to object
    result : SplitResult

    Returns
    -------
    record : dict of str to object
    """
    record: dict[str, Any] = {
        "kind": "result",
        "trial": number,
        "split": result.split,
        "params": readable_params(params),
        "test": _write_scores(result.test_scores),
        "fit_time": result.fit_time,
        "score_time": result.score_time,
        "n_test": result.n_test_samples,
    }
    if result.train_scores is not None:
        record["train"] = _write_scores(result.train_scores)
    if result.error is not None:
        record["error"] = result.error
    if result.started is not None:
        record["started"] = result.started
    if result.worker is not None:
        record["worker"] = result.worker
    return record


def read_result(record: Record) -> SplitResult:
    """Read a result from its record.

    Parameters
    ----------
    record : mapping of str to object

    Returns
    -------
    result : SplitResult

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is none.
    """
    return SplitResult(
        split=int(record["split"]),
        test_scores=restore(record["test"]),
        train_scores=restore(record.get("train")),
        fit_time=float(record["fit_time"]),
        score_time=float(record["score_time"]),
        n_test_samples=record["n_test"],
        error=record.get("error"),
        started=_read_number(record.get("started"), float),
        worker=_read_number(record.get("worker"), int),
    )


def _read_number(form: Any, kind: Callable[[Any], Number]) -> Number | None:
    """Read what not every record has."""
    return None if form is None else kind(form)


def _write_scores(scores: Scores | None) -> Any:
    if isinstance(scores, Mapping):
        return {name: _write_score(score) for name, score in scores.items()}
    return _write_score(scores)


def _write_score(score: Any) -> Any:
    """Write a number; one of a kind that JSON does not know becomes a float."""
    is_strange = isinstance(score, Real) and not isinstance(score, (int, float))
    return readable(float(score) if is_strange else score)
