"""The target: refused where it is missing, and the estimator learns from it."""

import inspect
from typing import Any

from sklearn.utils import get_tags


def check_target(tuner: Any, y: Any) -> None:
    """Refuse to go on without a target that the estimator needs.

    Parameters
    ----------
    tuner : estimator
        The search.
    y : array-like or None

    Raises
    ------
    ValueError
    """
    if y is None and _needs_target(tuner.estimator):
        raise ValueError(
            f"This {type(tuner).__name__} estimator requires y to be passed, "
            f"but the target y is None: {type(tuner.estimator).__name__} learns from a target; "
            "call fit(X, y)."
        )


def _needs_target(estimator: Any) -> bool:
    """Say whether an estimator cannot be fitted without a target."""
    try:
        target = inspect.signature(estimator.fit).parameters.get("y")
    except (TypeError, ValueError):  # a compiled method does not tell
        return False
    has_default = target is None or target.default is not inspect.Parameter.empty
    return not has_default and bool(get_tags(estimator).target_tags.required)
