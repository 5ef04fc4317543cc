"""Prediction on the command line: by a saved model, on data of any file."""

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from sklearn_hpt.cli.data import BUNDLED, load, nearest, read_frame
from sklearn_hpt.files.spreadsheet import safe_cell
from sklearn_hpt.files.tables import write_rows
from sklearn_hpt.files.whole import check_writable
from sklearn_hpt.utils import load_best_model

MOST_NAMED = 6
HOW = "on the command line: --trusted NAME ..., or --allow-pickle"

Row = dict[str, Any]


def predict(arguments: argparse.Namespace, output: TextIO) -> None:
    """Predict each row of some data.

    Parameters
    ----------
    arguments : Namespace
        Of the verb ``predict``.
    output : text file
        Where CSV is written if no file was named.

    Raises
    ------
    ValueError, OSError, ImportError
        If the model cannot be loaded, the data do not fit it, or the file cannot be written.
    """
    if arguments.output is not None:
        check_writable(Path(arguments.output).expanduser(), overwrite=False)
    model = _load(arguments)
    if arguments.proba and not hasattr(model, "predict_proba"):
        raise ValueError(
            f"{arguments.model} holds a model that gives no probabilities; leave --proba out."
        )
    X = _read_features(arguments.data, model)
    rows = _predict_rows(model, X, proba=arguments.proba)
    if arguments.output is None:
        _print_rows(rows, output)
    else:
        write_rows(rows, arguments.output)


def _load(arguments: argparse.Namespace) -> Any:
    try:
        return load_best_model(
            arguments.model,
            trusted=arguments.trusted,
            allow_pickle=arguments.allow_pickle,
            key=arguments.key,
        )
    except ValueError as error:
        told = str(error)
        raise ValueError(f"{told} ({HOW})" if "load_best_model(" in told else told) from error


def _read_features(name: str, model: Any) -> Any:
    """Read the columns that a model was fitted with, in its order; others are passed over."""
    names = getattr(model, "feature_names_in_", None)
    if name not in BUNDLED:
        frame = read_frame(name)
        frame = frame.set_axis([str(column) for column in frame.columns], axis="columns")
        if names is not None:
            return frame[_find_columns(name, list(frame.columns), [str(each) for each in names])]
        X = frame.to_numpy()
    elif names is not None:
        raise ValueError(
            f"The model was fitted with columns that have names ({_list_some(names)}), and {name} "
            "has none; give a file."
        )
    else:
        X = load(name).X
    wanted = getattr(model, "n_features_in_", X.shape[1])
    if X.shape[1] != wanted:
        raise ValueError(
            f"{name} has {X.shape[1]} columns, and the model was fitted with {wanted}; it knows "
            "them by their order only."
        )
    return X


def _find_columns(path: str, present: Sequence[str], wanted: Sequence[str]) -> list[str]:
    missing = [each for each in wanted if each not in present]
    if missing:
        raise ValueError(
            f"{path} lacks {len(missing)} of the {len(wanted)} columns that the model was fitted "
            f"with: {_list_some(missing)}{nearest(missing[0], present)} "
            f"It has {_list_some(present)}."
        )
    return list(wanted)


def _list_some(names: Sequence[Any]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join([*map(str, names[:MOST_NAMED]), *([f"and {more} more"] if more > 0 else [])])


def _predict_rows(model: Any, X: Any, *, proba: bool) -> list[Row]:
    rows: list[Row] = [{"prediction": each} for each in model.predict(X).tolist()]
    if proba:
        columns = [f"probability_{each}" for each in model.classes_.tolist()]
        for row, shares in zip(rows, model.predict_proba(X).tolist(), strict=True):
            row.update(zip(columns, shares, strict=True))
    return rows


def _print_rows(rows: Sequence[Row], output: TextIO) -> None:
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(map(safe_cell, rows[0] if rows else ["prediction"]))
    writer.writerows(map(safe_cell, row.values()) for row in rows)
