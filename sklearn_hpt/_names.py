"""Wrong names: what is said of them."""

import difflib
from collections.abc import Iterable


def hint_at_nearest(name: str, names: Iterable[str]) -> str:
    """Ask whether the nearest of some names was meant, where one is near.

    Parameters
    ----------
    name : str
        What was given.
    names : iterable of str
        What there is.

    Returns
    -------
    hint : str
        A sentence with a space before it, to end a message with; or nothing.

    Examples
    --------
    >>> hint_at_nearest("bayse", ["grid", "random", "bayes"])
    " Did you mean 'bayes'?"
    >>> hint_at_nearest("x", ["grid", "random", "bayes"])
    ''
    """
    near = difflib.get_close_matches(name, names, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""
