"""The cells of a spreadsheet: text that no program takes for a formula."""

from typing import Any

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value: Any) -> Any:
    """Give what may stand in a cell of a CSV file.

    Parameters
    ----------
    value : object
        A number stays as it is; of text, NUL is left out, and what a spreadsheet would take for
        a formula gets an apostrophe before it.

    Returns
    -------
    cell : object

    Examples
    --------
    >>> safe_cell("=cmd|' /C calc'!A0"), safe_cell("rbf"), safe_cell(-1.5)
    ("'=cmd|' /C calc'!A0", 'rbf', -1.5)
    """
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "")
    return f"'{text}" if text.startswith(RISKY) else text
