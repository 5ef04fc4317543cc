"""An estimator with params set: made afresh for every fit, and fitted."""

from collections.abc import Mapping
from typing import Any

from sklearn.base import clone

from sklearn_hpt._typing import Params


def configure(estimator: Any, params: Params) -> Any:
    """Give a fresh, unfitted copy of an estimator with params set.

    The params are cloned too: a choice may be an estimator, and fitting it must not touch
    what the user gave.
    """
    return clone(estimator).set_params(**clone(dict(params), safe=False))


def fit(estimator: Any, X: Any, y: Any, params: Mapping[str, Any]) -> Any:
    """Fit an estimator, with a target or without."""
    return estimator.fit(X, **params) if y is None else estimator.fit(X, y, **params)
