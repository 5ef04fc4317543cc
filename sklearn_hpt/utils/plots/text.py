"""The text of the plots: any name or value as one short line, drawn as it reads."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from sklearn_hpt._optional import import_extra
from sklearn_hpt._readable import readable, words

LONGEST = 40
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""Stands for a control character, and for what no font in use has."""

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_MODULES: Final = re.compile(r"\b(?:[A-Za-z_]\w*\.)+(?=[A-Za-z_])")
_UNKNOWN_RUN: Final = re.compile(f"{UNKNOWN}+")


def plain(text: str, limit: int = LONGEST) -> str:
    r"""Give a text that matplotlib draws as one line, letter by letter.

    Parameters
    ----------
    text : str
        Anything.
    limit : int, default=40
        The most characters; of a longer text both ends are kept, since the end of the name of a
        nested parameter says most.

    Returns
    -------
    text : str
        Without line breaks and control characters, with dollar signs escaped so that they begin
        no formula, and without letters that the fonts in use do not have.

    Examples
    --------
    >>> print(plain("cost in $"), plain("a\n<b>"), plain("columntransformer__num__with_mean", 21))
    cost in \$ a <b> columntran…_with_mean
    """
    line = " ".join(text.split())
    line = _UNKNOWN_RUN.sub(UNKNOWN, "".join(map(_visible, line)))
    if not line.isascii():
        line = _UNKNOWN_RUN.sub(UNKNOWN, _in_fonts(line))
    if len(line) > limit:
        head = limit // 2
        line = line[:head] + ELLIPSIS + line[len(line) - (limit - head - 1) :]
    return line.replace("$", r"\$")


def label_values(values: Sequence[Any], limit: int = LONGEST) -> list[str]:
    """Give a label for each of some values.

    Parameters
    ----------
    values : sequence of object
    limit : int, default=40
        The most characters of one.

    Returns
    -------
    labels : list of str
        A str without quotes and a class without its modules, unless two labels were alike then.

    Examples
    --------
    >>> label_values(["rbf", 0.1 + 0.2, None]), label_values(["1", 1])
    (['rbf', '0.3', 'None'], ["'1'", '1'])
    """
    short = [_short(value) for value in values]
    counts = Counter(short)
    return [
        plain(text if counts[text] == 1 else words(readable(value), 1000), limit)
        for text, value in zip(short, values, strict=True)
    ]


def _short(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (float, np.floating)):
        return f"{float(value):.6g}"
    return _MODULES.sub("", words(readable(value), 1000))


def _visible(character: str) -> str:
    return UNKNOWN if unicodedata.category(character).startswith("C") else character


def _in_fonts(line: str) -> str:
    """Replace what none of the fonts in use has, of which matplotlib would warn."""
    fonts = import_extra("matplotlib.font_manager", extra="plots", purpose="A plot")
    pyplot = import_extra("matplotlib.pyplot", extra="plots", purpose="A plot")
    in_use = [
        fonts.get_font(fonts.findfont(fonts.FontProperties(family=[family])))
        for family in pyplot.rcParams["font.family"]
    ]
    return "".join(
        each if any(font.get_char_index(ord(each)) for font in in_use) else UNKNOWN for each in line
    )
