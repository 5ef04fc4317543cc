"""The wrappers of Keras: the keys of their dicts, which go to the user's function and to fit."""

import inspect
import sys
from collections.abc import Iterator
from typing import Any, Final

from sklearn_hpt.evaluation.parts import parts_in

KINDS: Final = ("SKLearnClassifier", "SKLearnRegressor", "SKLearnTransformer")

GIVEN: Final = frozenset({"self", "x", "X", "y"})
"""What a wrapper itself gives to the function and to fit."""


def wrappers_in(estimator: Any) -> Iterator[tuple[str, Any]]:
    """Give the wrappers of Keras in an estimator, each with the prefix of its params.

    Parameters
    ----------
    estimator : estimator
        It, and all that is nested in it.
    """
    module = sys.modules.get("keras.wrappers")
    kinds = tuple(getattr(module, kind) for kind in KINDS if hasattr(module, kind))
    if not kinds:
        return
    for prefix, part in parts_in(estimator):
        if isinstance(part, kinds):
            yield prefix, part


def keys_below(wrapper: Any) -> list[str]:
    """Name the params that the dicts of a wrapper can hold, such as ``fit_kwargs__epochs``.

    Parameters
    ----------
    wrapper : SKLearnClassifier, SKLearnRegressor or SKLearnTransformer
    """
    fit = sys.modules["keras"].Model.fit
    taken = {"model_kwargs": _taken(wrapper.model), "fit_kwargs": _taken(fit)}
    return [f"{owner}__{key}" for owner, keys in taken.items() for key in sorted(keys or ())]


def check_keys(wrapper: Any) -> None:
    """Check that the function of a wrapper takes the keys of ``model_kwargs``.

    Those of ``fit_kwargs`` are left to the fit, which is that of the model the function makes.

    Parameters
    ----------
    wrapper : SKLearnClassifier, SKLearnRegressor or SKLearnTransformer
        With the params set.

    Raises
    ------
    ValueError
        If it does not take one, or the model is no function, which needs no keys.
    """
    keys = wrapper.model_kwargs or {}
    if keys and isinstance(wrapper.model, sys.modules["keras"].Model):
        raise ValueError(
            f"The {type(wrapper.model).__name__} is made already, so model_kwargs has no effect; "
            "give a function that makes and compiles it."
        )
    taken = _taken(wrapper.model)
    for key in keys:
        if taken is not None and key not in taken:
            name = getattr(wrapper.model, "__name__", type(wrapper.model).__name__)
            raise ValueError(
                f"Invalid parameter 'model_kwargs__{key}': the function {name} takes "
                f"{', '.join(sorted(taken)) or 'nothing but the samples and the target'}."
            )


def _taken(function: Any) -> frozenset[str] | None:
    """Name what a function takes beside what it is given; None if that is anything."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):  # compiled code does not tell
        return None
    if any(each.kind is each.VAR_KEYWORD for each in parameters):
        return None
    return frozenset(each.name for each in parameters) - GIVEN
