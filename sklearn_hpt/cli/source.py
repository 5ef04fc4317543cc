"""Python source: the script that repeats what the command line did."""

from collections.abc import Mapping
from typing import Any

from sklearn.base import BaseEstimator

from sklearn_hpt.cli.data import DataSet
from sklearn_hpt.utils.report.source import Source


def repeat(
    data: DataSet,
    model: BaseEstimator,
    tuner: BaseEstimator,
    split: Mapping[str, Any],
    *,
    resolution: int | None = None,
    space_file: str | None = None,
) -> list[str]:
    """Write the script that tunes the same model on the same data.

    Parameters
    ----------
    data : DataSet
        What is loaded.
    model : estimator
        What is tuned.
    tuner : estimator
        The tuner around `model`.
    split : mapping of str to object
        The arguments of ``train_test_split`` after ``X, y``.
    resolution : int or None, default=None
        How fine a grid over the space is; None if there is no grid.
    space_file : str or None, default=None
        Where the space is read from; None for the default one.

    Returns
    -------
    lines : list of str
        Imports first.
    """
    imports, loading = data.source
    source = Source()
    expression = source.write(model)
    kind = type(tuner).__name__
    source.need("sklearn_hpt", kind)
    source.need("sklearn.model_selection", "train_test_split")
    space, making = "'default'", []
    if space_file is not None:
        source.need("pathlib", "Path")
        source.need("sklearn_hpt", "SearchSpace")
        space = "space"
        making = [f"space = SearchSpace.from_json(Path({space_file!r}).read_text('utf-8'))"]
    elif resolution is not None:
        source.need("sklearn_hpt", "default_space")
        making = ["space = default_space(model).resolve(X_train, y_train)"]
    if resolution is not None:
        space = "grid"
        making += [
            f"grid = space.grid({resolution})",
            "grid = [{name: [value] for name, value in params.items()} for params in grid]",
        ]
    settings = source.settings(
        tuner, but=("estimator", "param_grid", "param_distributions", "observers")
    )
    division = ", ".join(f"{k}={'y' if k == 'stratify' else repr(v)}" for k, v in split.items())
    return [
        *imports,
        *source.import_lines(),
        "",
        *loading,
        f"X_train, X_test, y_train, y_test = train_test_split(X, y, {division})",
        *f"model = {expression}".splitlines(),
        *making,
        f"tuner = {kind}({', '.join(['model', space, *settings])})",
        "tuner.fit(X_train, y_train)",
        "print(tuner.best_params_, tuner.best_score_, tuner.score(X_test, y_test))",
    ]
