"""The check of candidates: a misspelt parameter costs a second, not the search."""

import difflib
import re
from collections.abc import Hashable, Iterable
from typing import Any, Final

from sklearn.base import clone

from sklearn_hpt._typing import Params
from sklearn_hpt.evaluation.components import check_net, names_below, names_in_full, nets_in
from sklearn_hpt.evaluation.configured import configure
from sklearn_hpt.evaluation.wrappers import check_keys, keys_below, wrappers_in

UNKNOWN: Final = ("Invalid parameter", "Trying to set a parameter for callback")
"""How errors begin that tell of a name which is not there: scikit-learn's, and skorch's."""


def check_candidates(estimator: Any, candidates: Iterable[Params], n_sharing: int = 1) -> None:
    """Check that an estimator has the parameters that candidates set.

    Candidates that set the same names, and the same estimators, classes and devices among their
    values, are alike in this, so one of each kind is tried.

    Parameters
    ----------
    estimator : estimator
        Never changed.
    candidates : iterable of mapping of str to object
        The params to be tried.
    n_sharing : int, default=1
        How many workers share the CUDA devices.

    Raises
    ------
    ValueError
        If a name is not a parameter, or not one of a component of a net, or of the function
        that builds a model; the message lists the valid ones and the nearest. If a net is to be
        on a device that is not there, or not for every worker, or the estimator loses a param
        when it is cloned.
    TypeError
        If a candidate has the class of an estimator where an estimator belongs.
    """
    _check_clone(estimator)
    seen: set[Hashable] = set()
    for params in candidates:
        kind = _kind(params)
        if kind not in seen:
            seen.add(kind)
            _check(estimator, params, n_sharing)


def _check_clone(estimator: Any) -> None:
    """Refuse an estimator whose own way of being cloned forgets what it was given.

    So the wrappers of Keras do with ``fit_kwargs`` (seen in 3.15).
    """
    kept = clone(estimator).get_params(deep=True)
    for name, value in estimator.get_params(deep=True).items():
        if value is not None and kept.get(name, value) is None:
            raise ValueError(
                f"{name}={value!r} would be lost: a search clones the estimator, and its class "
                f"forgets {name} then. Leave it out, and give what is in it to fit, as in "
                "fit(X, y, epochs=8), or search it."
            )


def _kind(params: Params) -> Hashable:
    """Name what decides whether params can be set: their names, and some of the values."""
    return frozenset((name, _decisive(name, value)) for name, value in params.items())


def _decisive(name: str, value: Any) -> Hashable:
    """Tell apart what may have params of its own, and devices; all other values are alike."""
    if _has_params(value) or isinstance(value, list):
        return id(value)
    return str(value) if str(name).rpartition("__")[2] == "device" else None


def _has_params(value: Any) -> bool:
    return hasattr(value, "get_params") or callable(value)


def _check(estimator: Any, params: Params, n_sharing: int) -> None:
    _refuse_classes(estimator, params)
    try:
        configured = configure(estimator, params)
        for prefix, net in nets_in(configured):
            check_net(net, _below(prefix, params), n_sharing)
        for _, wrapper in wrappers_in(configured):
            check_keys(wrapper)
    except ValueError as error:
        if not str(error).startswith(UNKNOWN):
            raise
        hint = _nearest(estimator, params)
        raise ValueError(f"{error}{hint}") from error


def _refuse_classes(estimator: Any, params: Params) -> None:
    """Refuse the class of an estimator where there is an estimator now."""
    now = estimator.get_params(deep=True)
    for name, value in params.items():
        is_class = isinstance(value, type) and hasattr(value, "get_params")
        if is_class and hasattr(now.get(name), "get_params") and not isinstance(now[name], type):
            raise TypeError(
                f"{name} has the class {value.__name__} for a value; give an object of it: "
                f"{value.__name__}()."
            )


def _below(prefix: str, params: Params) -> dict[str, Any]:
    return {
        name.removeprefix(prefix): value
        for name, value in params.items()
        if name.startswith(prefix)
    }


def _nearest(estimator: Any, params: Params) -> str:
    """Name the parameters that come nearest to those an estimator does not have."""
    copy = clone(estimator)
    valid = copy.get_params(deep=True)
    copy.set_params(**{name: clone(params[name], safe=False) for name in params if name in valid})
    nets = list(nets_in(copy))
    below = [f"{prefix}{name}" for prefix, net in nets for name in names_below(net)]
    keys = [f"{prefix}{key}" for prefix, each in wrappers_in(copy) for key in keys_below(each)]
    taken = {*copy.get_params(deep=True), *below, *keys}
    in_full = {
        f"{prefix}{full}": [f"{prefix}{own}"]
        for prefix, _ in nets
        for full, own in names_in_full().items()
    }
    hints = [
        f" Did you mean {' or '.join(map(repr, matches))} instead of {name!r}?"
        for name in params
        if name not in taken and (matches := in_full.get(name) or _like(name, sorted(taken)))
    ]
    components = [
        name for name in below if name.rpartition("__")[0].endswith(("module", "optimizer"))
    ]
    if components:
        hints.append(f" Below the components of the net there are {', '.join(components)}.")
    return "".join(hints)


def _like(name: str, valid: list[str]) -> list[str]:
    """Give the names that are the same but for case, underscores or owners; or the nearest.

    So ``optimizer_lr`` and ``weight_decay`` are found in a net as ``optimizer__lr`` and
    ``optimizer__weight_decay``, and ``net__dropout`` as ``net__module__dropout``.
    """
    squeezed = name.replace("_", "").casefold()
    further_down = "(?:.*__)?" + "__(?:.*__)?".join(map(re.escape, name.split("__")))
    return (
        [each for each in valid if each.replace("_", "").casefold() == squeezed]
        or [each for each in valid if re.fullmatch(further_down, each)][:2]
        or _near(name, valid)
    )


def _near(name: str, valid: list[str]) -> list[str]:
    """Give the names that look alike; of an owner that is there, only what that has."""
    owner, _, param = name.rpartition("__")
    below = [each.removeprefix(f"{owner}__") for each in valid if each.startswith(f"{owner}__")]
    if not below:
        return difflib.get_close_matches(name, valid, n=2)
    return [f"{owner}__{each}" for each in difflib.get_close_matches(param, below, n=2)]
