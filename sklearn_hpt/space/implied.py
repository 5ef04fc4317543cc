"""Implied conditions: a choice of estimators decides which params below it exist."""

from typing import Any

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.choices import Categorical
from sklearn_hpt.space.conditions import Condition
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.layout import Branch
from sklearn_hpt.space.values import show


def imply_conditions(branch: Branch) -> dict[str, Dimension]:
    """Make params of estimators among the choices active only for the estimators that have them.

    With ``clf: [SVC(), RandomForestClassifier()]``, ``clf__C`` is active only if ``clf`` is the
    SVC, as ``get_params`` tells.

    Parameters
    ----------
    branch : mapping of str to Dimension
        The dimensions of one dict.

    Returns
    -------
    branch : dict of str to Dimension
        With the conditions that are implied, where no condition on that choice was given.

    Raises
    ------
    SearchSpaceError
        If a param belongs to none of the choices.
    """
    choosers = {name: dimension for name, dimension in branch.items() if _chooses(dimension)}
    return {name: _implied(name, dimension, choosers) for name, dimension in branch.items()}


def _chooses(dimension: Dimension) -> bool:
    """Tell whether a dimension has estimators among its choices."""
    return isinstance(dimension, Categorical) and any(map(_is_estimator, dimension.choices))


def _is_estimator(value: Any) -> bool:
    return hasattr(value, "get_params") and not isinstance(value, type)


def _implied(name: str, dimension: Dimension, choosers: dict[str, Dimension]) -> Dimension:
    """Add the condition that the nearest choice of estimators above a name implies."""
    above = [chooser for chooser in choosers if name.startswith(f"{chooser}__")]
    if not above:
        return dimension
    chooser = max(above, key=len)
    if any(condition.parent == chooser for condition in dimension.conditions):
        return dimension
    below = name[len(chooser) + 2 :]
    choices = choosers[chooser].values()
    owners = tuple(choice for choice in choices if _has_param(choice, below))
    if not owners:
        raise SearchSpaceError(
            f"{name!r} is a param of none of the choices of {chooser!r}: "
            f"{', '.join(map(show, choices))}. Correct the name, or leave it out."
        )
    if len(owners) == len(choices):
        return dimension
    return dimension.only_under((*dimension.conditions, Condition(chooser, owners)))


def _has_param(choice: Any, name: str) -> bool:
    return _is_estimator(choice) and name in choice.get_params(deep=True)
