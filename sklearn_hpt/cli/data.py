"""Data sets: what DATA on the command line means."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import numpy as np
import sklearn.datasets

from sklearn_hpt._optional import import_extra
from sklearn_hpt.exceptions import MissingExtraError

Task: TypeAlias = Literal["classification", "regression"]

BUNDLED = ("breast_cancer", "diabetes", "digits", "iris", "wine")
MAX_NUMERIC_CLASSES = 20

READERS: MappingProxyType[str, str] = MappingProxyType(
    {".parquet": "read_parquet", ".pq": "read_parquet"}
)
"""The function of pandas that reads a file, by its suffix; CSV is read for any other."""


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
    """Load a data set that scikit-learn bundles, or a CSV or Parquet file.

    Parameters
    ----------
    name : str
        One of `BUNDLED`, or the path of a Parquet file or of a CSV file with a header line.
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
        If there is no such data set or column, or the file cannot be read or holds too little.
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
            raise ValueError(f"--target is for files; {name} knows its own target. Leave it out.")
        return _load_bundled(name, task)
    return _load_file(name, target, task)


def read_frame(path: str) -> Any:
    """Read a table from a file.

    Parameters
    ----------
    path : str
        Of a CSV file with a header line, or a Parquet file (``.parquet`` or ``.pq``).

    Returns
    -------
    frame : DataFrame

    Raises
    ------
    ValueError
        If there is no such file, or it is none of these.
    MissingExtraError
        If pandas is not installed, or pyarrow for a Parquet file.
    """
    if not Path(path).is_file():
        raise ValueError(
            f"There is no data set and no file {path!r}{nearest(path, BUNDLED)} "
            f"Give one of {', '.join(BUNDLED)}, or the path of a CSV or Parquet file."
        )
    pandas = import_extra("pandas", extra="frames", purpose="Reading a file of data")
    reader = _reader(path)
    try:
        return getattr(pandas, reader)(path)
    except ImportError as error:  # what pandas says of it takes many lines
        raise MissingExtraError(
            f"Reading {path} needs pyarrow, which is not installed; run: pip install pyarrow",
            name="pyarrow",
        ) from error
    except (ValueError, OSError) as error:
        kind = reader.removeprefix("read_")
        raise ValueError(f"{path} cannot be read as {kind}: {_first_line(error)}") from error


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


def _load_file(path: str, target: str | None, task: Task | None) -> DataSet:
    frame = read_frame(path)
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
    if frame[target].isna().all():
        raise ValueError(f"{path} has no row with a {target!r}; there is nothing to learn from.")
    frame = frame.dropna(axis="columns", how="all").dropna(subset=[target])
    X, y = frame.drop(columns=target), frame[target].to_numpy()
    lines = (
        f"frame = pd.{_reader(path)}({path!r})",
        f"frame = frame.dropna(axis='columns', how='all').dropna(subset=[{target!r}])",
        f"X, y = frame.drop(columns={target!r}), frame[{target!r}].to_numpy()",
    )
    return DataSet(path, X, y, task or _infer_task(y), (("import pandas as pd",), lines))


def _reader(path: str) -> str:
    return READERS.get(Path(path).suffix.lower(), "read_csv")


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__


def _infer_task(y: Any) -> Task:
    """Tell classes from quantities."""
    if y.dtype.kind not in "iuf":
        return "classification"
    n_values = len(np.unique(y))
    whole = bool(np.all(y == np.floor(y)))
    return "classification" if whole and n_values <= MAX_NUMERIC_CLASSES else "regression"
