"""A list of choices as a user gives it, checked."""

from collections.abc import Hashable
from typing import Any

from sklearn_hpt.exceptions import SearchSpaceError, SearchSpaceTypeError
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.values import show, token


def read_choices(name: str, given: Any) -> tuple[Any, ...]:
    """Check a list of choices, all different, and freeze it.

    Parameters
    ----------
    name : str
        Of the dimension, for messages.
    given : object
        What the user gave.

    Returns
    -------
    choices : tuple

    Raises
    ------
    SearchSpaceError
        If it is no list, empty, or names a choice twice.
    """
    choices = read_list(f"{name} needs", given)
    seen: dict[Hashable, Any] = {}
    for choice in choices:
        key = token(choice)
        if key in seen:
            raise SearchSpaceError(
                f"{name} got the choice {show(choice)} twice; name each choice once."
            )
        seen[key] = choice
    return choices


def read_list(subject: str, given: Any) -> tuple[Any, ...]:
    """Check that something is a list of values, not empty.

    Parameters
    ----------
    subject : str
        How a message begins, such as ``"Categorical needs"``.
    given : object
        What the user gave.

    Returns
    -------
    values : tuple

    Raises
    ------
    SearchSpaceTypeError
        If it is a str, an iterator, a set, a dict or no collection at all, or holds a range.
    SearchSpaceError
        If it is empty or has more than one axis.
    """
    if isinstance(given, (str, bytes)):
        raise SearchSpaceTypeError(
            f"{subject} to be a list or a numpy array, but got {given!r} (of type "
            f"{type(given).__name__}) instead. Single values need to be wrapped in a list with "
            f"one element: [{given!r}]."
        )
    if isinstance(given, (set, frozenset, dict)):
        raise SearchSpaceTypeError(
            f"{subject} to be a list or a numpy array, but got a {type(given).__name__}, which has "
            "no order; write a list."
        )
    if hasattr(given, "__next__"):
        raise SearchSpaceTypeError(
            f"{subject} to be a list or a numpy array, but got {show(given)}, which can be read "
            "only once; wrap it in list(...)."
        )
    if not hasattr(given, "__len__") or not hasattr(given, "__getitem__"):
        raise SearchSpaceTypeError(
            f"{subject} to be a list or a numpy array, but got {show(given)} (of type "
            f"{type(given).__name__}) instead. Single values need to be wrapped in a list with "
            "one element."
        )
    if getattr(given, "ndim", 1) != 1:
        raise SearchSpaceError(
            f"{subject} to be one-dimensional, got an array of shape {given.shape}; use "
            "list(array) to make each row a choice."
        )
    if len(given) == 0:
        raise SearchSpaceError(f"{subject} to be a non-empty sequence, got: {given!r}")
    for value in given:
        if isinstance(value, Dimension):
            raise SearchSpaceTypeError(
                f"{subject} values, but one of them is {value!r}; where it is either a value or a "
                "number of a range, give a list of two dicts: [{name: [value]}, {name: range}]."
            )
    return tuple(given)
