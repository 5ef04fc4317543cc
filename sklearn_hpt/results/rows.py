"""Rows as people want them: a data frame where pandas is installed, else a list of dicts."""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from sklearn_hpt._optional import import_extra


def as_table(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> Any:
    """Make a table of rows.

    Parameters
    ----------
    rows : sequence of dict
    columns : sequence of str
        The keys that come first, and that are there if there are no rows.

    Returns
    -------
    table : DataFrame, or list of dict where pandas is not installed
    """
    if find_spec("pandas") is None:
        return list(rows)
    pandas = import_extra("pandas", extra="frames", purpose="A table")
    others = dict.fromkeys(name for row in rows for name in row if name not in columns)
    return pandas.DataFrame(list(rows), columns=[*columns, *others])
