"""The table of a space: one row for each dimension, as text or as HTML."""

import html
from collections.abc import Sequence

from sklearn_hpt._readable import MASK, is_secret
from sklearn_hpt.space.constraints import Constraint
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.distribution import Distribution
from sklearn_hpt.space.integer import Integer
from sklearn_hpt.space.layout import Branch
from sklearn_hpt.space.real import Real

HEADER = ("name", "kind", "range", "scale", "active if")
WIDEST = 48  # characters of a cell


def as_text(branches: Sequence[Branch], constraints: Sequence[Constraint]) -> str:
    """Write a space as a table of text.

    Parameters
    ----------
    branches : sequence of mappings of str to Dimension
        The dicts.
    constraints : sequence of Constraint
        Named below the table.

    Returns
    -------
    text : str
        Lines without blanks at the end.
    """
    rows = [HEADER, *(_row(name, each) for branch in branches for name, each in branch.items())]
    widths = [min(max(map(len, column)), WIDEST) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in map(_cut, rows)]
    if len(branches) > 1:
        at = 1
        for number, branch in enumerate(branches, start=1):
            lines.insert(at, f"one of {len(branches)}: {number}" if branch else "")
            at += len(branch) + 1
    lines += [f"subject to: {constraint!r}" for constraint in constraints]
    return "\n".join([f"SearchSpace({_size(branches)})", *lines])


def as_html(branches: Sequence[Branch], constraints: Sequence[Constraint]) -> str:
    """Write a space as a table of HTML.

    Parameters
    ----------
    branches : sequence of mappings of str to Dimension
        The dicts.
    constraints : sequence of Constraint
        Named below the table.

    Returns
    -------
    text : str
        One ``<table>``; all that a user wrote is escaped.
    """
    rows = [_html_row("th", HEADER)]
    for number, branch in enumerate(branches, start=1):
        if len(branches) > 1:
            rows.append(
                f'<tr><th colspan="{len(HEADER)}">one of {len(branches)}: {number}</th></tr>'
            )
        rows += [_html_row("td", _row(name, each)) for name, each in branch.items()]
    notes = "".join(f"<div>subject to: {html.escape(repr(each))}</div>" for each in constraints)
    caption = f"<caption>SearchSpace({_size(branches)})</caption>"
    return f"<table>{caption}{''.join(rows)}</table>{notes}"


def _size(branches: Sequence[Branch]) -> str:
    names = {name for branch in branches for name in branch}
    return f"{len(names)} param" + ("s" if len(names) != 1 else "")


def _row(name: str, dimension: Dimension) -> tuple[str, ...]:
    """Write the cells of one dimension; the values of a secret are masked."""
    ranged = isinstance(dimension, (Real, Integer))
    scale = "" if not ranged else "log" if dimension.log else "linear"  # type: ignore[attr-defined]
    if isinstance(dimension, Distribution):
        scale = "quantiles"
    conditions = " and ".join(map(repr, dimension.conditions))
    values = MASK if is_secret(name) else dimension.describe_range()
    return (name, type(dimension).__name__.lower(), values, scale, conditions)


def _cut(row: Sequence[str]) -> list[str]:
    return [cell if len(cell) <= WIDEST else cell[: WIDEST - 3] + "..." for cell in row]


def _html_row(tag: str, cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"
