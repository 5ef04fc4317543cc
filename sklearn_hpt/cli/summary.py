"""The summary of a run: what was found, as text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sklearn.base import BaseEstimator
from sklearn.pipeline import Pipeline

from sklearn_hpt import SearchSpace
from sklearn_hpt.cli.data import DataSet


@dataclass(frozen=True)
class Standing:
    """How good one set of params is: on the splits, and on rows that no search has seen.

    Parameters
    ----------
    mean, std : float
        Of the score over the splits.
    test : float
        The score on the rows held out.
    """

    mean: float
    std: float
    test: float


@dataclass(frozen=True)
class Summary:
    """Everything that is worth telling of a run.

    Parameters
    ----------
    data : DataSet
        All of the data.
    model : estimator
        What was tuned.
    tuner : estimator
        The fitted tuner.
    space : SearchSpace
        What was searched.
    n_test_rows : int
        How many rows were held out.
    defaults, tuned : Standing
        Of the estimator's own params, and of the best that were found.
    seconds : float
        How long the search took, with the last fit.
    source : sequence of str
        Python lines that repeat it.
    written : sequence of str, default=()
        What was written, and where.
    """

    data: DataSet
    model: BaseEstimator
    tuner: Any
    space: SearchSpace
    n_test_rows: int
    defaults: Standing
    tuned: Standing
    seconds: float
    source: Sequence[str]
    written: Sequence[str] = ()


def render(summary: Summary) -> str:
    """Write the summary.

    Parameters
    ----------
    summary : Summary

    Returns
    -------
    text : str
        Sections with a headline each, without a line end at its end.
    """
    sections = {
        "Data": _data(summary),
        "Search": _search(summary),
        "Space": str(summary.space).splitlines(),
        "Best params": _table(summary.tuner.best_params_),
        "Score": _scores(summary),
        "To repeat it": summary.source,
        **({"Written": summary.written} if summary.written else {}),
    }
    return "\n\n".join(
        "\n".join([title, *(f"  {line}".rstrip() for line in lines)])
        for title, lines in sections.items()
    )


def _data(summary: Summary) -> list[str]:
    n_rows, n_columns = summary.data.X.shape
    task: str = summary.data.task
    if task == "classification":
        task += f" into {len(set(summary.data.y))} classes"
    return [
        f"{summary.data.name}: {n_rows} rows, {n_columns} columns, {task}",
        f"{summary.n_test_rows} rows are held out, {n_rows - summary.n_test_rows} are for tuning",
    ]


def _search(summary: Summary) -> Iterable[str]:
    tuner = summary.tuner
    n_candidates = len(tuner.cv_results_["params"])
    n_fits = n_candidates * tuner.n_splits_
    model = summary.model
    yield type(model[-1] if isinstance(model, Pipeline) else model).__name__
    yield (
        f"{type(tuner).__name__}: {n_candidates} candidates x {tuner.n_splits_} splits = "
        f"{n_fits} fits in {summary.seconds:.1f} s"
    )


def _scores(summary: Summary) -> Iterable[str]:
    scoring = summary.tuner.scoring or (
        "accuracy" if summary.data.task == "classification" else "r2"
    )
    rows = {scoring: ("cross-validated", "held-out rows")}
    for name, standing in (("defaults", summary.defaults), ("tuned", summary.tuned)):
        spread = f"{standing.mean:.4f} +- {standing.std:.4f}"
        rows[name] = (spread, f"{standing.test:.4f}")
    width = max(map(len, rows)) + 2
    for name, (first, second) in rows.items():
        yield f"{name:<{width}}{first:<20}{second}"
    if summary.tuned.mean < summary.defaults.mean:
        yield "The defaults are better on the splits: give it more trials, or another space."


def _table(params: Mapping[str, Any]) -> Iterable[str]:
    """One line a parameter, the names aligned; numbers to four figures."""
    width = max(map(len, params), default=0) + 2
    for name, value in params.items():
        shown = f"{value:.4g}" if isinstance(value, float) else repr(value)
        yield f"{name:<{width}}{shown}"
