"""The check of candidates: a misspelt parameter costs a second, not the search."""

import difflib
from collections.abc import Hashable, Iterable
from typing import Any

from sklearn.base import clone

from sklearn_hpt._typing import Params
from sklearn_hpt.evaluation.configured import configure


def check_candidates(estimator: Any, candidates: Iterable[Params]) -> None:
    """Check that an estimator has the parameters that candidates set.

    Candidates that set the same names, and the same estimators among their values, are alike
    in this, so one of each kind is tried.

    Parameters
    ----------
    estimator : estimator
        Never changed.
    candidates : iterable of mapping of str to object
        The params to be tried.

    Raises
    ------
    ValueError
        If a name is not a parameter; the message lists the valid ones and the nearest.
    """
    seen: set[Hashable] = set()
    for params in candidates:
        kind = _kind(params)
        if kind not in seen:
            seen.add(kind)
            _check(estimator, params)


def _kind(params: Params) -> Hashable:
    """Name what decides whether params can be set: their names and any estimators in them."""
    return frozenset(
        (name, id(value) if hasattr(value, "get_params") or isinstance(value, list) else None)
        for name, value in params.items()
    )


def _check(estimator: Any, params: Params) -> None:
    try:
        configure(estimator, params)
    except ValueError as error:
        if not str(error).startswith("Invalid parameter"):
            raise
        hint = _nearest(estimator, params)
        raise ValueError(f"{error}{hint}") from error


def _nearest(estimator: Any, params: Params) -> str:
    """Name the parameters that come nearest to those an estimator does not have."""
    copy = clone(estimator)
    valid = copy.get_params(deep=True)
    copy.set_params(**{name: clone(params[name], safe=False) for name in params if name in valid})
    valid = copy.get_params(deep=True)
    hints = [
        f" Did you mean {' or '.join(map(repr, matches))} instead of {name!r}?"
        for name in params
        if name not in valid and (matches := difflib.get_close_matches(name, valid, n=2))
    ]
    return "".join(hints)
