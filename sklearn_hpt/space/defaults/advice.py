"""A piece of advice: which values of one param are worth trying, and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sklearn_hpt.space.dimension import Dimension


def _always(_: Any) -> bool:
    return True


@dataclass(frozen=True)
class Advice:
    """What to try for one param.

    Parameters
    ----------
    dimension : Dimension
        The values; its conditions name params of the same estimator.
    reason : str
        Why these, with the source where there is one.
    applies : callable
        From an estimator to whether the advice is for one like it.
    """

    dimension: Dimension
    reason: str
    applies: Callable[[Any], bool] = _always


Chapter: TypeAlias = Mapping[str, Mapping[str, Advice]]
"""Advice by the name of a class, then by the name of a param."""


def for_each(names: str, advice: Mapping[str, Advice]) -> dict[str, Mapping[str, Advice]]:
    """Give several classes the same advice.

    Parameters
    ----------
    names : str
        Of the classes, with blanks between them.
    advice : mapping of str to Advice
        By param.

    Returns
    -------
    chapter : dict
    """
    return dict.fromkeys(names.split(), advice)
