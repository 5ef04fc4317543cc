"""A number that a user gives, as a float."""

from numbers import Real
from typing import Any


def as_float(value: Any) -> float | None:
    """Give a real number as a float; None for what is no number.

    Parameters
    ----------
    value : object
        An array without dimensions counts by its item: a reduction of numpy, torch or jax.

    Returns
    -------
    number : float or None
        Infinite where a float is too small for it. A bool is no number.

    Examples
    --------
    >>> as_float(3), as_float(10**400), as_float(True), as_float("3")
    (3.0, inf, None, None)
    """
    item = value.item() if getattr(value, "ndim", None) == 0 else value
    if not isinstance(item, Real) or isinstance(item, bool):
        return None
    try:
        return float(item)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")
