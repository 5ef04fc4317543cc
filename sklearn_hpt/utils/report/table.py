"""A table of a page, which can be sorted and scrolled."""

import math
import numbers
from collections.abc import Iterable, Sequence
from typing import Any

from sklearn_hpt._readable import readable, words
from sklearn_hpt.utils.report.markup import Markup, join, tag, text

WIDEST = 80
"""Characters of a cell."""


def make_table(
    name: str,
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Markup]],
    *,
    sorted_by: int | None = None,
) -> Markup:
    """Make a table.

    Parameters
    ----------
    name : str
        Tells it from the others of the page.
    caption : str
    head : sequence of str
    rows : iterable of sequence of Markup
        Of cells, as `cell` and `word_cell` make them.
    sorted_by : int or None, default=None
        The place of the column by which the rows are in order; with None the table cannot be
        sorted.

    Returns
    -------
    markup : Markup
    """
    heads = [
        tag(
            "th", text(each), scope="col", **({"aria_sort": "ascending"} if at == sorted_by else {})
        )
        for at, each in enumerate(head)
    ]
    table = tag(
        "table",
        tag("caption", text(caption, len(caption)), id=f"{name}-caption"),
        tag("thead", tag("tr", *heads)),
        tag("tbody", join(tag("tr", *row) for row in rows)),
        class_="plain" if sorted_by is None else "sortable",
        id=name,
    )
    return tag(
        "div",
        table,
        class_="scroll",
        role="region",
        tabindex="0",
        aria_labelledby=f"{name}-caption",
    )


def cell(value: Any) -> Markup:
    """Make the cell of a value: a number to six figures, sorted by all of them, or words.

    Examples
    --------
    >>> cell(1 / 3), cell("rbf"), cell(None)
    ('<td class="number" data-value="0.3333333333333333">0.333333</td>',
     '<td>&#x27;rbf&#x27;</td>', '<td>None</td>')
    """
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return word_cell(words(readable(value), WIDEST))
    if isinstance(value, numbers.Integral):
        shown = key = str(value)
    elif math.isnan(value):
        return word_cell("nan")
    else:
        shown, key = f"{float(value):.6g}", repr(float(value)).replace("inf", "Infinity")
    return tag("td", text(shown, WIDEST), class_="number", data_value=key)


def word_cell(word: str) -> Markup:
    """Make the cell of a word."""
    return tag("td", text(word, WIDEST))


EMPTY = tag("td")
