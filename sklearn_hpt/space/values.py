"""The identity of a value: which choices are the same one, and which only look alike."""

import functools
import math
import numbers
from collections.abc import Hashable
from typing import Any

import numpy as np


def token(value: Any) -> Hashable:
    """Give a hashable stand-in for a value: equal tokens mean the same choice.

    ``1``, ``1.0`` and ``True`` have three tokens, a numpy scalar that of the Python number it
    holds. Containers are compared by what they hold, estimators by their class and params,
    and everything else by its own equality or, if it is unhashable, by identity.

    Parameters
    ----------
    value : object
        Anything that scikit-learn takes as a param.

    Returns
    -------
    token : hashable

    Examples
    --------
    >>> len({token(1), token(1.0), token(True), token(np.int64(1))})
    3
    >>> token([1, "a"]) == token((1, "a"))
    False
    """
    if value is None or isinstance(value, (str, bytes)):
        return value
    if isinstance(value, (bool, np.bool_)):
        return ("bool", bool(value))
    if isinstance(value, numbers.Integral):
        return ("int", int(value))
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return ("float", None if math.isnan(number) else number)
    if isinstance(value, (tuple, list, set, frozenset, dict, np.ndarray)):
        return _container_token(value)
    return _object_token(value)


def _container_token(value: Any) -> Hashable:
    """Give the token of a container from the tokens of what it holds."""
    if isinstance(value, dict):
        items = frozenset((token(key), token(item)) for key, item in value.items())
        return ("dict", items)
    if isinstance(value, (set, frozenset)):
        return (type(value).__name__, frozenset(token(item) for item in value))
    if isinstance(value, np.ndarray):
        return ("array", value.dtype.str, value.shape, token(value.ravel().tolist()))
    return (type(value).__name__, *(token(item) for item in value))


def _object_token(value: Any) -> Hashable:
    """Give the token of an object: by its params, its equality or its identity."""
    if hasattr(value, "get_params") and not isinstance(value, type):
        return (type(value), token(value.get_params(deep=False)))
    if hasattr(value, "dist") and hasattr(value, "kwds"):  # a frozen distribution of scipy
        return ("frozen", value.dist.name, token(value.args), token(value.kwds))
    if isinstance(value, functools.partial):
        return ("partial", token(value.func), token(value.args), token(value.keywords))
    try:
        hash(value)
    except TypeError:
        return ("id", id(value))
    return (type(value), value)


def is_number(value: Any) -> bool:
    """Tell whether a value is a finite real number; a bool is none."""
    if type(value) is float:  # the usual case, ten times as fast
        return math.isfinite(value)
    return (
        isinstance(value, numbers.Real)
        and not isinstance(value, (bool, np.bool_))
        and math.isfinite(value)
    )


def show(value: Any, limit: int = 60) -> str:
    """Write a value for a message or a table, on one line and not too long.

    Parameters
    ----------
    value : object
        What to write; a function is written by its name, without its address.
    limit : int, default=60
        The most characters wanted.

    Returns
    -------
    text : str

    Examples
    --------
    >>> show(0.1), show(len), show("x" * 9, limit=8)
    ('0.1', 'len', "'xxxx...")
    """
    if isinstance(value, np.generic):
        value = value.item()
    if callable(value) and hasattr(value, "__qualname__"):
        text = str(value.__qualname__).rpartition("<locals>.")[2]
    else:
        text = " ".join(repr(value).split())
    return text if len(text) <= limit else text[: limit - 3] + "..."
