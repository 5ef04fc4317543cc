"""Markup: text that may stand in a page, told by its type from text that may not yet."""

import html
import re
from collections.abc import Iterable
from typing import Final, NewType

Markup = NewType("Markup", str)
"""Escaped text and elements of it; made here only."""

MOST_CHARACTERS = 200
VOID = ("img",)
"""Elements without an end."""

# controls, marks that turn the direction of writing, halves of pairs, and what is no character
_STRANGE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def text(value: str, limit: int = MOST_CHARACTERS) -> Markup:
    r"""Make text fit to stand in a page.

    Parameters
    ----------
    value : str
        Anything.
    limit : int, default=200
        Characters from which on it is cut.

    Returns
    -------
    markup : Markup
        Escaped for elements and attributes alike. What cannot be seen, or would change how the
        rest is read, is put in signs.

    Examples
    --------
    >>> text("<b title='x'>\0"), text("a\u202eb"), text("abcdef", 4)
    ('&lt;b title=&#x27;x&#x27;&gt;␀', 'a\\u202eb', 'abc…')
    """
    shown = value if len(value) <= limit else value[: limit - 1] + "…"
    return Markup(html.escape(_STRANGE.sub(_sign, shown)))


def tag(name: str, *content: Markup, **attributes: str) -> Markup:
    """Make an element.

    Parameters
    ----------
    name : str
    *content : Markup
    **attributes : str
        Their text, which is escaped here; an underscore in a name is a hyphen, at its end nothing.

    Returns
    -------
    markup : Markup

    Examples
    --------
    >>> tag("td", text("1 < 2"), class_="number", data_value='"')
    '<td class="number" data-value="&quot;">1 &lt; 2</td>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value, len(value))}"'
        for key, value in attributes.items()
    )
    end = "" if name in VOID else f"{join(content)}</{name}>"
    return Markup(f"<{name}{given}>{end}")


def join(parts: Iterable[Markup]) -> Markup:
    """Join pieces of markup."""
    return Markup("".join(parts))


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else f"\\u{code:04x}"
