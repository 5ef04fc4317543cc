"""Responses of a view: its methods that predict, answered by others than itself."""

import copy
from collections.abc import Callable
from functools import update_wrapper
from typing import Any

RESPONSES = ("predict", "predict_proba")


def answered_by(fitted: Any, answer: Callable[[str], Callable[..., Any]]) -> Any:
    """Give a fitted estimator whose predictions come from elsewhere.

    Parameters
    ----------
    fitted : fitted estimator
        Left as it is.
    answer : callable
        Gives what answers for a method, by its name.

    Returns
    -------
    view : fitted estimator
    """
    view = copy.copy(fitted)
    for name in RESPONSES:
        if hasattr(view, name):
            respond = update_wrapper(answer(name), getattr(fitted, name))
            setattr(view, name, respond)  # scorers go by the names of methods
    return view
