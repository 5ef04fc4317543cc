"""Tokens: hashable stand-ins for values, equal only if the values are interchangeable."""

from collections.abc import Hashable, Iterable
from typing import Any, TypeAlias

import numpy as np

from sklearn_hpt._typing import Params

Token: TypeAlias = Hashable


def token(value: Any) -> Token:
    """Give a token of a value of a parameter.

    Plain values are compared by type and value, so that ``1``, ``1.0`` and ``True`` differ;
    anything else by identity, which holds while the params that hold it are alive.

    Examples
    --------
    >>> one, other = [1], [1]
    >>> token(1) == token(1), token(1) == token(1.0), token(one) == token(other)
    (True, False, False)
    """
    if value is None or isinstance(value, (bool, int, str, bytes)):
        return (type(value), value)
    if isinstance(value, (float, complex, np.generic)):
        return (type(value), repr(value))  # tells 0.0 from -0.0, and nan is nan
    if isinstance(value, tuple):
        return (tuple, tuple(token(part) for part in value))
    return (type(value), id(value))


def tokens(params: Params, names: Iterable[str]) -> Token:
    """Give a token of some of the params."""
    return tuple((name, token(params[name])) for name in sorted(names))
