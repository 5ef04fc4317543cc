"""Rows as people want them: a data frame where pandas is installed, else a list of dicts."""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from sklearn_hpt._optional import import_extra

KINDS = ("pandas", "polars", "dicts")


def as_table(rows: Sequence[dict[str, Any]], columns: Sequence[str], to: str | None = None) -> Any:
    """Make a table of rows.

    Parameters
    ----------
    rows : sequence of dict
    columns : sequence of str
        The keys that come first, and that are there if there are no rows.
    to : {"pandas", "polars", "dicts"} or None, default=None
        What is made of them; None takes pandas where it is installed, else dicts.

    Returns
    -------
    table : pandas.DataFrame, polars.DataFrame or list of dict

    Raises
    ------
    ValueError
        If `to` is something else.
    MissingExtraError
        If what is asked for is not installed.
    """
    if to not in (*KINDS, None):
        raise ValueError(f"to={to!r} is no kind of table; give one of {', '.join(KINDS)}.")
    if to == "dicts" or (to is None and find_spec("pandas") is None):
        return list(rows)
    others = dict.fromkeys(name for row in rows for name in row if name not in columns)
    names = [*columns, *others]
    if to == "polars":
        polars = import_extra("polars", extra="frames", purpose="A table for polars")
        data = {name: [row.get(name) for row in rows] for name in names}
        return polars.DataFrame(data, strict=False)
    pandas = import_extra("pandas", extra="frames", purpose="A table")
    try:
        return pandas.DataFrame(list(rows), columns=names)
    except UnicodeEncodeError:  # text of pyarrow cannot be half of a pair of surrogates
        frame = pandas.DataFrame(list(rows), columns=names, dtype=object)
        texts = [name for name in names if any(isinstance(row.get(name), str) for row in rows)]
        kinds = {name: frame[name].infer_objects().dtype for name in names if name not in texts}
        return frame.astype(kinds)
