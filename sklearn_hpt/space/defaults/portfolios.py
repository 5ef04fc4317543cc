"""A portfolio: params that did well on other data, with which to begin a default space."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeAlias

from sklearn_hpt.space.bounds import DataCounts
from sklearn_hpt.space.choices import Constant
from sklearn_hpt.space.defaults.catalogue import CATALOGUE, default_space
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.integer import Integer
from sklearn_hpt.space.real import Real

Recipe: TypeAlias = Mapping[str, Any]
"""Params of one estimator, in which a number may be a text such as ``"0.5 / n_features"``."""

_SHARE: Final = re.compile(r"(\S+) / n_features")


def portfolio(estimator: Any, X: Any, y: Any = None) -> list[dict[str, Any]]:
    """Give params to begin a search of the default space with.

    They were chosen on many small data sets so that the best of the first few is good on most:
    each does well where those before it do not [1]_. Any first part of the list is a portfolio
    too. Those of kernel machines are for features, and targets, of about unit scale, as their
    default spaces are. ``benchmarks/portfolios.py`` made them, and judged for whom they help.

    Parameters
    ----------
    estimator : estimator
        One that has a default space; in a composite, its parts are looked up, and what has no
        portfolio keeps its own params.
    X : array-like, sparse matrix, data frame or list
        The samples that the search will see.
    y : array-like, default=None
        The target.

    Returns
    -------
    portfolio : list of dict
        Distinct params of ``default_space(estimator).resolve(X, y)``, best first; empty if no
        part has a portfolio, or if a part without one has params outside its space.

    Raises
    ------
    SearchSpaceError
        If there is no default space for the estimator, or the data leave it empty.

    References
    ----------
    .. [1] M. Wistuba, N. Schilling & L. Schmidt-Thieme (2015), "Sequential model-free
       hyperparameter tuning", ICDM.

    Examples
    --------
    >>> from sklearn.datasets import load_wine
    >>> from sklearn.svm import SVC
    >>> from sklearn_hpt.space.defaults import portfolio
    >>> X, y = load_wine(return_X_y=True)
    >>> space = default_space(SVC()).resolve(X, y)
    >>> all(space.contains(params) for params in portfolio(SVC(), X, y))
    True
    """
    space = default_space(estimator).resolve(X, y)
    own = estimator.get_params(deep=True)
    recipes = _recipes_of_parts(space.names, {"": estimator, **own})
    counts = DataCounts.of(X, y)
    distinct: dict[Any, dict[str, Any]] = {}
    for place in range(max(map(len, recipes.values()), default=0)):
        recipe = {
            prefix + name: value
            for prefix, several in recipes.items()
            for name, value in several[place % len(several)].items()
        }
        params = space.restrict({**own, **realise(recipe, space.branches[0], counts)})
        if params is not None:
            distinct.setdefault(space.key(params), params)
    return list(distinct.values())


def realise(
    recipe: Recipe, dimensions: Mapping[str, Dimension], counts: DataCounts
) -> dict[str, Any]:
    """Make the values of a recipe fit some data.

    Parameters
    ----------
    recipe : mapping of str to object
        What to try.
    dimensions : mapping of str to Dimension
        Where the values are to lie; those of other names are left out.
    counts : DataCounts
        Of the data.

    Returns
    -------
    values : dict
        Numbers beyond a bound are moved to it; shares of a number that the data do not have are
        left out.
    """
    values: dict[str, Any] = {}
    for name, value in recipe.items():
        share = _SHARE.fullmatch(value) if isinstance(value, str) else None
        if name not in dimensions or (share and not counts.n_features):
            continue
        number = float(share[1]) / counts.n_features if share and counts.n_features else value
        values[name] = _nearest(dimensions[name], number)
    return values


def _nearest(dimension: Dimension, value: Any) -> Any:
    """Give the value of a dimension that is nearest to one that may lie beyond its bounds."""
    if isinstance(dimension, Real | Integer):
        low, high = dimension.ends
        return min(max(value, low), high)
    if isinstance(dimension, Constant):
        return dimension.value  # the data left no other
    return tuple(value) if isinstance(value, list) else value


def _recipes_of_parts(
    names: Sequence[str], parts: Mapping[str, Any]
) -> dict[str, Sequence[Recipe]]:
    """Find the recipes of all parts that are searched and known, by the prefix of their params."""
    learned = _learned()
    recipes: dict[str, Sequence[Recipe]] = {}
    for name in names:
        part, separator, _ = name.rpartition("__")
        kinds = (kind.__name__ for kind in type(parts[part]).__mro__)
        known = next((kind for kind in kinds if kind in CATALOGUE), None)
        if known is not None and known in learned:
            recipes[part + separator] = learned[known]
    return recipes


@cache
def _learned() -> Mapping[str, Sequence[Recipe]]:
    """Read the recipes that were learned, by the name of a class."""
    text = files(__package__).joinpath("portfolios.json").read_text(encoding="utf-8")
    learned: dict[str, Sequence[Recipe]] = json.loads(text)
    return learned
