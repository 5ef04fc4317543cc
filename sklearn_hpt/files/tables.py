"""The tables that other programs read: rows written as CSV, JSON lines, SQLite or Parquet."""

import csv
import json
import math
import os
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sklearn_hpt._optional import import_extra
from sklearn_hpt.files.spreadsheet import safe_cell

Row = dict[str, Any]


def write_rows(rows: Sequence[Row], target: str | os.PathLike[str]) -> int:
    """Write rows to a file, whole or not at all.

    Parameters
    ----------
    rows : sequence of dict
    target : str or PathLike
        Its suffix says of which kind: ``.csv``, ``.jsonl``, ``.sqlite`` (or ``.db``), or
        ``.parquet``, which needs pandas with pyarrow.

    Returns
    -------
    n_rows : int

    Raises
    ------
    ValueError
        If the suffix is none of these.
    FileExistsError
        If the file is there already.
    FileNotFoundError
        If its folder is not.
    """
    file = Path(target).expanduser()
    write = WRITERS.get(file.suffix)
    if write is None:
        raise ValueError(
            f"{file.name!r} has the suffix {file.suffix!r}; give one of {', '.join(WRITERS)}."
        )
    if file.exists():
        raise FileExistsError(f"{str(file)!r} is there already; give another name, or remove it.")
    if not file.parent.is_dir():
        raise FileNotFoundError(f"There is no folder {str(file.parent)!r}; make it first.")
    with tempfile.TemporaryDirectory(prefix=".export-", dir=file.parent) as folder:
        draft = Path(folder) / file.name
        write(rows, draft)
        os.replace(draft, file)
    return len(rows)


def _columns(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _write_csv(rows: Sequence[Row], file: Path) -> None:
    with file.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        columns = _columns(rows)
        writer.writerow(map(safe_cell, columns))
        writer.writerows([safe_cell(row.get(name)) for name in columns] for row in rows)


def _write_jsonl(rows: Sequence[Row], file: Path) -> None:
    with file.open("w", encoding="utf-8") as handle:
        handle.writelines(f"{json.dumps(_strict(row), allow_nan=False)}\n" for row in rows)


def _strict(row: Row) -> Row:
    """Leave out numbers that JSON has not: strict readers refuse NaN."""
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in row.items()
    }


def _write_sqlite(rows: Sequence[Row], file: Path) -> None:
    columns = _columns(rows)
    names = ", ".join('"' + name.replace('"', '""') + '"' for name in _sql_names(columns))
    marks = ", ".join("?" for _ in columns)
    connection = sqlite3.connect(file)
    try:
        with connection:
            connection.execute(f"CREATE TABLE results ({names})")
            connection.executemany(
                f"INSERT INTO results VALUES ({marks})",
                ([row.get(name) for name in columns] for row in rows),
            )
    finally:
        connection.close()


def _sql_names(columns: Sequence[str]) -> list[str]:
    """Name columns so that no two differ by the case of letters only, which SQL does not see."""
    names: dict[str, str] = {}
    for column in columns:
        name = column.replace("\0", "")
        while name.lower() in names:
            name += "_"
        names[name.lower()] = name
    return list(names.values())


def _write_parquet(rows: Sequence[Row], file: Path) -> None:
    pandas = import_extra("pandas", extra="frames", purpose="Writing a Parquet file")
    frame = pandas.DataFrame(list(rows), columns=_columns(rows))
    for name in frame.columns:  # a column of one type, as the format wants it
        if len({type(value) for value in frame[name] if value is not None}) > 1:
            frame[name] = frame[name].map(lambda value: value if value is None else str(value))
    frame.to_parquet(file)


WRITERS: MappingProxyType[str, Callable[[Sequence[Row], Path], None]] = MappingProxyType(
    {
        ".csv": _write_csv,
        ".jsonl": _write_jsonl,
        ".sqlite": _write_sqlite,
        ".db": _write_sqlite,
        ".parquet": _write_parquet,
    }
)
