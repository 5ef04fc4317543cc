"""Python source: the lines that repeat what the command line did."""

import inspect
import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.pipeline import Pipeline

from sklearn_hpt.cli.data import DataSet

LINE_LENGTH = 80


def repeat(
    data: DataSet,
    model: BaseEstimator,
    tuner: BaseEstimator,
    split: Mapping[str, Any],
    resolution: int | None = None,
) -> list[str]:
    """Write the script that tunes the same model on the same data.

    Parameters
    ----------
    data : DataSet
        What is loaded.
    model : estimator
        What is tuned: an estimator, or one behind preprocessing made by ``make_pipeline`` and
        ``make_column_transformer``.
    tuner : estimator
        The tuner around `model`, on its default space.
    split : mapping of str to object
        The arguments of ``train_test_split`` after ``X, y``.
    resolution : int or None, default=None
        How fine a grid over the default space is; None if there is no grid.

    Returns
    -------
    lines : list of str
        Imports first.
    """
    imports, loading = data.source
    imported = sorted({*_names(model), ("sklearn.model_selection", "train_test_split")})
    modules = groupby(imported, key=itemgetter(0))
    kind = type(tuner).__name__
    ours, space, grid = [kind], "'default'", []
    if resolution is not None:
        ours, space = [kind, "default_space"], "grid"
        grid = [
            f"grid = default_space(model).resolve(X_train, y_train).grid({resolution})",
            "grid = [{name: [value] for name, value in params.items()} for params in grid]",
        ]
    settings = _settings(tuner, but=("estimator", "param_grid", "param_distributions"))
    division = ", ".join(f"{k}={'y' if k == 'stratify' else repr(v)}" for k, v in split.items())
    return [
        *imports,
        *(f"from {key} import {', '.join(name for _, name in group)}" for key, group in modules),
        f"from sklearn_hpt import {', '.join(ours)}",
        "",
        *loading,
        f"X_train, X_test, y_train, y_test = train_test_split(X, y, {division})",
        *f"model = {expression(model)}".splitlines(),
        *grid,
        f"tuner = {kind}({', '.join(['model', space, *settings])})",
        "tuner.fit(X_train, y_train)",
        "print(tuner.best_params_, tuner.best_score_, tuner.score(X_test, y_test))",
    ]


def expression(item: Any) -> str:
    """Write the expression that builds an estimator afresh.

    Examples
    --------
    >>> from sklearn.pipeline import make_pipeline
    >>> from sklearn.preprocessing import StandardScaler
    >>> from sklearn.svm import SVC
    >>> print(expression(make_pipeline(StandardScaler(), SVC(C=2))))
    make_pipeline(StandardScaler(), SVC(C=2))
    """
    if isinstance(item, Pipeline):
        return _call("make_pipeline", [expression(step) for _, step in item.steps])
    if isinstance(item, ColumnTransformer):
        parts = [
            _call("", [expression(part), expression(columns)])
            for _, part, columns in item.transformers
        ]
        return _call("make_column_transformer", parts)
    if isinstance(item, make_column_selector):
        given = {name: value for name, value in vars(item).items() if value is not None}
        return _call("make_column_selector", [f"{k}={v!r}" for k, v in given.items()])
    if isinstance(item, BaseEstimator):
        return _call(type(item).__name__, _settings(item))
    return repr(item)


def _call(name: str, arguments: Sequence[str]) -> str:
    """Write a call, over several lines if one would be long."""
    line = f"{name}({', '.join(arguments)})"
    if len(line) <= LINE_LENGTH and "\n" not in line:
        return line
    lines = textwrap.indent(",\n".join(arguments), "    ")
    return f"{name}(\n{lines},\n)"


def _settings(estimator: BaseEstimator, but: Collection[str] = ()) -> list[str]:
    """Write the parameters that have no default, or not their default, as keywords."""
    declared = inspect.signature(type(estimator)).parameters.items()
    values = estimator.get_params(deep=False)
    return [
        f"{name}={values[name]!r}"
        for name, parameter in declared
        if name not in but and repr(values[name]) != repr(parameter.default)
    ]


def _names(item: Any) -> Iterator[tuple[str, str]]:
    """Yield (module, name) of everything that `expression` mentions."""
    if isinstance(item, Pipeline):
        yield "sklearn.pipeline", "make_pipeline"
        for _, step in item.steps:
            yield from _names(step)
    elif isinstance(item, ColumnTransformer):
        yield "sklearn.compose", "make_column_transformer"
        for _, part, columns in item.transformers:
            yield from _names(part)
            yield from _names(columns)
    elif isinstance(item, BaseEstimator | make_column_selector):
        yield type(item).__module__.partition("._")[0], type(item).__name__
