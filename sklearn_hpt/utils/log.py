"""The log: a file to which anyone appends params with their score, one record at a time."""

import csv
import io
import json
import numbers
import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import MappingProxyType, NoneType
from typing import Any

import numpy as np

from sklearn_hpt._readable import readable, readable_params, restore_or_describe
from sklearn_hpt.files.locking import held
from sklearn_hpt.files.record import LONGEST, decode, encode
from sklearn_hpt.files.spreadsheet import safe_cell
from sklearn_hpt.results import as_table

COLUMNS = ("time", "score", "params", "extra")
Form = dict[str, Any]


def log_results(
    params: Mapping[str, Any], score: Any, filename: str | os.PathLike[str], **extra: Any
) -> None:
    """Append params and their score to a file.

    It is written before this returns, and any number of processes and threads may write to one
    file. What cannot be written exactly (an estimator, a function, an array) is put in words;
    values whose name says that they are secret, such as ``api_key``, are masked.

    Parameters
    ----------
    params : mapping of str to object
    score : float, None, or mapping of str to float
        Several metrics come as a dict; None means that there is no score. NaN and infinities
        are kept.
    filename : str or PathLike
        Made if it is not there. The suffix says how it is written:

        - ``.jsonl``: a line of JSON with a checksum for each record, exact;
        - ``.csv``: the columns ``time``, ``score``, ``params`` and ``extra``, the last two as
          JSON, so that new names need no new columns. No cell is taken for a formula.
    **extra : object
        What else to write down, by name, such as ``fold=3`` or ``model="svc"``.

    Raises
    ------
    TypeError
        If `params` is no mapping of str, or `score` is no number.
    ValueError
        If the suffix is another, `extra` has the name ``time`` or ``crc``, a record is larger
        than 16 MiB, or a CSV file is there that is no log.
    OSError
        If it cannot be written: no such folder, no permission, the disk is full.

    See Also
    --------
    read_results : Read it.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from sklearn_hpt.utils import log_results
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "runs.csv")
    ...     log_results({"C": 10.0}, 0.93, file, model="svc")
    ...     print(file.read_text().splitlines()[1].partition(",")[2])
    0.93,"{""C"": 10.0}","{""model"": ""svc""}"
    """
    file = Path(filename).expanduser()
    append = _choose(file, _APPENDERS)
    if not isinstance(params, Mapping) or not all(isinstance(name, str) for name in params):
        raise TypeError(f"params is a dict of names and values, got {params!r}.")
    taken = sorted({"time", "crc"} & extra.keys())
    if taken:
        raise ValueError(f"A record has a {taken[0]!r} of its own; give yours another name.")
    record = {
        "time": datetime.now().astimezone().isoformat(timespec="milliseconds"),
        "score": _form_score(score),
        "params": readable_params(params),
        **readable_params(extra),
    }
    append(file, record)


def read_results(filename: str | os.PathLike[str]) -> Any:
    """Read what `log_results` wrote.

    Parameters
    ----------
    filename : str or PathLike
        A ``.jsonl`` or ``.csv`` file; others may be writing to it.

    Returns
    -------
    table : DataFrame, or list of dict where pandas is not installed
        A row for each record, in the order of writing, with ``time``, ``score``, ``params``,
        each of the params as ``param_*``, and what else was written down by its name. What was
        put in words comes back as words.

    Raises
    ------
    ValueError
        If the suffix is another, or the file is no log.
    OSError
        If it cannot be read.

    Warns
    -----
    UserWarning
        If lines are damaged: they are left out.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from sklearn_hpt.utils import log_results, read_results
    >>> with TemporaryDirectory() as folder:
    ...     log_results({"C": 10.0}, 0.93, f"{folder}/runs.jsonl", model="svc")
    ...     log_results({"C": 0.1}, 0.88, f"{folder}/runs.jsonl", model="svc")
    ...     table = read_results(f"{folder}/runs.jsonl")
    >>> rows = table if isinstance(table, list) else table.to_dict("records")
    >>> [(row["param_C"], row["score"], row["model"]) for row in rows]
    [(10.0, 0.93, 'svc'), (0.1, 0.88, 'svc')]
    """
    file = Path(filename).expanduser()
    read = _choose(file, _READERS)
    rows, damaged = [], []
    for line, form in read(file):
        if form is None:
            damaged.append(line)
        else:
            rows.append(_row(form))
    if damaged:
        told = ", ".join(map(str, damaged[:5])) + (", ..." if len(damaged) > 5 else "")
        warnings.warn(
            f"{len(damaged)} lines of {file.name} are damaged and left out: {told}",
            UserWarning,
            stacklevel=2,
        )
    return as_table(rows, ("time", "score", "params"))


def _choose(file: Path, by_suffix: Mapping[str, Any]) -> Any:
    try:
        return by_suffix[file.suffix.lower()]
    except KeyError:
        raise ValueError(
            f"{file.name!r} has the suffix {file.suffix!r}; a log is {' or '.join(by_suffix)}."
        ) from None


def _form_score(score: Any) -> Any:
    if isinstance(score, Mapping):
        return {str(name): _form_score(each) for name, each in score.items()}
    if isinstance(score, (np.ndarray, np.generic)) and score.size == 1:
        score = score.item()
    if isinstance(score, numbers.Integral):
        return int(score)
    if isinstance(score, numbers.Real):
        return readable(float(score))
    if score is not None:
        raise TypeError(f"score is a number, None, or a dict of numbers by metric, got {score!r}.")
    return None


def _row(form: Form) -> dict[str, Any]:
    params = {name: restore_or_describe(each) for name, each in form["params"].items()}
    others = {name: restore_or_describe(each) for name, each in form.items() if name not in COLUMNS}
    return {
        "time": form["time"],
        "score": restore_or_describe(form["score"]),
        "params": params,
        **{f"param_{name}": each for name, each in params.items()},
        **others,
    }


def _append_line(file: Path, record: Form) -> None:
    line = _fitting(encode(record))
    with _open(file) as handle:
        _write(handle, _end_torn_line(handle) + line)


def _append_row(file: Path, record: Form) -> None:
    score = record["score"]
    extra = {name: form for name, form in record.items() if name not in COLUMNS}
    cells = (
        record["time"],
        score if isinstance(score, (int, float, NoneType)) else json.dumps(score),
        json.dumps(record["params"]),
        json.dumps(extra),
    )
    row = _fitting(_csv_line(cells))
    with _open(file) as handle, held(handle):
        size = os.fstat(handle).st_size
        if size == 0:
            row = _csv_line(COLUMNS) + row
        elif not _read_at(handle, 0, 4096).startswith(_csv_line(COLUMNS).rstrip()):
            raise ValueError(
                f"{str(file)!r} is there and is no log of results: its first line is not "
                f"{','.join(COLUMNS)}. Give another name."
            )
        try:
            _write(handle, _end_torn_line(handle) + row)
        except OSError:
            os.ftruncate(handle, size)
            raise


@contextmanager
def _open(file: Path) -> Iterator[int]:
    """Open a file to append to it; each writer has a descriptor of its own."""
    if not file.parent.is_dir():
        raise FileNotFoundError(
            f"The folder {str(file.parent)!r} of the log is not there; make it first."
        )
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    handle = os.open(file, flags, 0o666)
    try:
        yield handle
    finally:
        os.close(handle)


def _read_at(handle: int, offset: int, size: int) -> bytes:
    os.lseek(handle, offset, os.SEEK_SET)
    return os.read(handle, size)


def _write(handle: int, text: bytes) -> None:
    """Write in one call, which the kernel does not mix with those of other writers."""
    written = os.write(handle, text)
    if written < len(text):
        raise OSError(f"Only {written} of {len(text)} bytes of a record could be written.")


def _end_torn_line(handle: int) -> bytes:
    """Give what ends the line of a writer that was cut off."""
    size = os.fstat(handle).st_size
    return b"" if size == 0 or _read_at(handle, size - 1, 1) == b"\n" else b"\n"


def _fitting(line: bytes) -> bytes:
    if len(line) > LONGEST:
        raise ValueError(
            f"A record of {len(line)} bytes is too long for a log, which takes {LONGEST}; "
            "leave the large values out."
        )
    return line


def _csv_line(cells: tuple[Any, ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(map(safe_cell, cells))
    return text.getvalue().encode()


def _read_lines(file: Path) -> Iterator[tuple[int, Form | None]]:
    with file.open("rb") as handle:
        for number, line in enumerate(handle, start=1):
            if line.strip():
                form = decode(line)
                yield number, form if form is not None and {*COLUMNS[:3]} <= form.keys() else None


def _read_rows(file: Path) -> Iterator[tuple[int, Form | None]]:
    """Read a row of each line: JSON has no line breaks, so a row that was cut costs itself."""
    usual = csv.field_size_limit(LONGEST)
    try:
        with file.open(encoding="utf-8-sig", errors="replace") as handle:
            rows = [(number, next(csv.reader([line]), [])) for number, line in enumerate(handle, 1)]
    finally:
        csv.field_size_limit(usual)
    if rows and tuple(rows[0][1]) != COLUMNS:
        raise ValueError(
            f"{str(file)!r} is no log of results: its first line is not {','.join(COLUMNS)}."
        )
    for number, row in rows[1:]:
        if row:
            yield number, _parse_row(row)


def _parse_row(row: list[str]) -> Form | None:
    try:
        time, score, params, extra = row
        form = {"time": time, "score": json.loads(score) if score else None}
        form = {**json.loads(extra), **form, "params": json.loads(params)}
    except (ValueError, TypeError, RecursionError):
        return None
    return form if isinstance(form["params"], dict) else None


Appender = Callable[[Path, Form], None]
Reader = Callable[[Path], Iterator[tuple[int, Form | None]]]
_APPENDERS: MappingProxyType[str, Appender] = MappingProxyType(
    {".jsonl": _append_line, ".csv": _append_row}
)
_READERS: MappingProxyType[str, Reader] = MappingProxyType(
    {".jsonl": _read_lines, ".csv": _read_rows}
)
