"""Data sets: what DATA on the command line means."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np
import sklearn.datasets

from sklearn_hpt._optional import import_extra

Task: TypeAlias = Literal["classification", "regression"]

BUNDLED = ("breast_cancer", "diabetes", "digits", "iris", "wine")
MAX_NUMERIC_CLASSES = 20


@dataclass(frozen=True)
class DataSet:
    """Samples with their targets, and the Python lines that load them.

    Parameters
    ----------
    name : str
        As it was given.
    X : array or DataFrame of shape (n_samples, n_features)
        The samples.
    y : array of shape (n_samples,)
        The targets.
    task : {"classification", "regression"}
        What the targets call for.
    source : tuple of (imports, lines)
        Python lines that define the same ``X`` and ``y``, imports apart.
    """

    name: str
    X: Any
    y: Any
    task: Task
    source: tuple[tuple[str, ...], tuple[str, ...]]


def load(name: str, *, target: str | None = None, task: Task | None = None) -> DataSet:
    """Load a data set that scikit-learn bundles, or a CSV file.

    Parameters
    ----------
    name : str
        One of `BUNDLED`, or the path of a CSV file with a header line.
    target : str or None, default=None
        The column of the file that is to be predicted. Rows without it are left out.
    task : {"classification", "regression"} or None, default=None
        None infers it: words, booleans, and whole numbers with at most 20 distinct values
        call for classification.

    Returns
    -------
    data : DataSet

    Raises
    ------
    ValueError
        If there is no such data set or column, or the file holds too little.
    MissingExtraError
        If a file is to be read and pandas is not installed.

    Examples
    --------
    >>> data = load("iris")
    >>> data.X.shape, data.task
    ((150, 4), 'classification')
    """
    if name in BUNDLED:
        if target is not None:
            raise ValueError(
                f"--target is for CSV files; {name} knows its own target. Leave it out."
            )
        return _load_bundled(name, task)
    if not Path(name).is_file():
        raise ValueError(
            f"There is no data set and no file {name!r}{nearest(name, BUNDLED)} "
            f"Give one of {', '.join(BUNDLED)}, or the path of a CSV file."
        )
    return _load_csv(name, target, task)


def nearest(name: str, choices: Iterable[str]) -> str:
    """End a sentence about a wrong name with the choice nearest to it, if one is near.

    Examples
    --------
    >>> nearest("irsi", BUNDLED), nearest("moon", BUNDLED)
    ('; did you mean iris?', '.')
    """
    near = difflib.get_close_matches(name, choices, n=1)
    return f"; did you mean {near[0]}?" if near else "."


def _load_bundled(name: str, task: Task | None) -> DataSet:
    loader = f"load_{name}"
    X, y = getattr(sklearn.datasets, loader)(return_X_y=True)
    natural: Task = "regression" if name == "diabetes" else "classification"
    imports = (f"from sklearn.datasets import {loader}",)
    lines = (f"X, y = {loader}(return_X_y=True)",)
    return DataSet(name, X, y, task or natural, (imports, lines))


def _load_csv(path: str, target: str | None, task: Task | None) -> DataSet:
    pandas = import_extra("pandas", extra="frames", purpose="Reading a CSV file")
    frame = pandas.read_csv(path)
    columns = [str(column) for column in frame.columns]
    if target is None:
        raise ValueError(
            f"Which column of {path} is to be predicted? Give --target one of {', '.join(columns)}."
        )
    if target not in columns:
        raise ValueError(
            f"{path} has no column {target!r}{nearest(target, columns)} "
            f"Its columns are {', '.join(columns)}."
        )
    if len(columns) == 1:
        raise ValueError(
            f"{path} has no column but {target!r}; there is nothing to predict it from."
        )
    frame = frame.dropna(axis="columns", how="all").dropna(subset=[target])
    X, y = frame.drop(columns=target), frame[target].to_numpy()
    lines = (
        f"frame = pd.read_csv({path!r})",
        f"frame = frame.dropna(axis='columns', how='all').dropna(subset=[{target!r}])",
        f"X, y = frame.drop(columns={target!r}), frame[{target!r}].to_numpy()",
    )
    return DataSet(path, X, y, task or _infer_task(y), (("import pandas as pd",), lines))


def _infer_task(y: Any) -> Task:
    """Tell classes from quantities."""
    if y.dtype.kind not in "iuf":
        return "classification"
    n_values = len(np.unique(y))
    whole = bool(np.all(y == np.floor(y)))
    return "classification" if whole and n_values <= MAX_NUMERIC_CLASSES else "regression"
