"""The masking of secrets: a page is shown to others."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from sklearn_hpt._readable import MASK, is_secret
from sklearn_hpt.trials import History

Value = TypeVar("Value")


def mask(named: Mapping[str, Value]) -> dict[str, Value | str]:
    """Mask the values whose name says that they are secret.

    Parameters
    ----------
    named : mapping of str to object

    Returns
    -------
    masked : dict of str to object

    Examples
    --------
    >>> mask({"C": 1, "password": "letmein"})
    {'C': 1, 'password': '***'}
    """
    return {name: MASK if is_secret(name) else value for name, value in named.items()}


def mask_history(history: History) -> History:
    """Mask the secrets among the params of a history; without any, it is given as it is."""
    names = {name for trial in history.trials for name in trial.params}
    if not any(map(is_secret, names)):
        return history
    return History(tuple(replace(each, params=mask(each.params)) for each in history.trials))
