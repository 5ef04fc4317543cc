"""An estimator with params set: made afresh for every fit, and fitted."""

from collections.abc import Mapping
from typing import Any

from sklearn.base import clone

from sklearn_hpt._typing import Params
from sklearn_hpt.evaluation.draws import same_draws


def configure(estimator: Any, params: Params) -> Any:
    """Give a fresh, unfitted copy of an estimator with params set.

    The params are cloned too: a choice may be an estimator, and fitting it must not touch
    what the user gave. A param that holds a dict is set by its keys, as ``model_kwargs__width`` is.
    """
    values = clone(dict(params), safe=False)
    try:
        return clone(estimator).set_params(**values)
    except AttributeError:  # a dict has no set_params, nor has None
        gathered = _gather(estimator.get_params(deep=True), values)
        if gathered.keys() == values.keys():
            raise
    return clone(estimator).set_params(**gathered)


def fit(estimator: Any, X: Any, y: Any, params: Mapping[str, Any]) -> Any:
    """Fit an estimator, with a target or without."""
    with same_draws():
        return estimator.fit(X, **params) if y is None else estimator.fit(X, y, **params)


def _gather(own: Params, values: Params) -> dict[str, Any]:
    """Put values whose names go on below a dict into that dict, with what else it has.

    None stands for an empty dict where the name says so, as that of ``fit_kwargs`` does.
    """
    gathered = dict(values)
    for name in values:
        owner, _, key = name.rpartition("__")
        whole = gathered.get(owner, own.get(owner))
        if whole is None and owner in own and owner.endswith(("_kwargs", "_params")):
            whole = {}
        if isinstance(whole, Mapping):
            gathered[owner] = {**whole, key: gathered.pop(name)}
    return gathered
