"""The catalogue of all advice, and the default space that it makes for an estimator."""

from collections.abc import Iterator
from typing import Any, Final

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.conditions import Condition
from sklearn_hpt.space.defaults.advice import Advice, Chapter
from sklearn_hpt.space.defaults.boosting import BOOSTING
from sklearn_hpt.space.defaults.kernels import KERNELS
from sklearn_hpt.space.defaults.linear import LINEAR
from sklearn_hpt.space.defaults.neighbours import NEIGHBOURS
from sklearn_hpt.space.defaults.networks import NETWORKS
from sklearn_hpt.space.defaults.preparation import PREPARATION
from sklearn_hpt.space.defaults.trees import TREES
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.space import SearchSpace

CATALOGUE: Final[Chapter] = {
    **LINEAR,
    **KERNELS,
    **NEIGHBOURS,
    **TREES,
    **BOOSTING,
    **NETWORKS,
    **PREPARATION,
}
"""Advice by the name of a class, then by the name of a param."""


def default_space(estimator: Any) -> SearchSpace:
    """Give a sensible search space for an estimator.

    Parameters
    ----------
    estimator : estimator
        One of the common ones of scikit-learn, XGBoost, LightGBM, CatBoost or skorch, known by
        the name of its class or that of a class it derives from; or a composite of them, such as
        a Pipeline or ColumnTransformer, whose parts are searched together. Of a net, the params
        of its optimizer and of its module are searched too, if they bear one of the usual names.

    Returns
    -------
    space : SearchSpace
        Some bounds may depend on the data; the search resolves them.

    Raises
    ------
    SearchSpaceError
        If no part of the estimator is in the catalogue.

    See Also
    --------
    CATALOGUE : The dimensions with their reasons.

    Examples
    --------
    >>> from sklearn.pipeline import make_pipeline
    >>> from sklearn.preprocessing import StandardScaler
    >>> from sklearn.svm import SVC
    >>> default_space(make_pipeline(StandardScaler(), SVC())).names
    ('svc__C', 'svc__kernel', 'svc__gamma', 'svc__degree')
    """
    dimensions: dict[str, Dimension] = {}
    for prefix, part in _parts(estimator):
        params = part.get_params(deep=False)
        for name, advice in _advice_for(part).items():
            # what lies below a component of a net is no param before it is set
            if (name in params or "__" in name) and advice.applies(part):
                dimensions[prefix + name] = _prefixed(advice.dimension, prefix)
    if not dimensions:
        raise SearchSpaceError(
            f"There is no default space for {type(estimator).__name__}; give a dict from the names "
            "of its params to their dimensions. The catalogue has " + ", ".join(sorted(CATALOGUE))
        )
    return SearchSpace(dimensions)


def _advice_for(part: Any) -> dict[str, Advice]:
    """Find the advice for the nearest class of an estimator that is in the catalogue."""
    names = (kind.__name__ for kind in type(part).__mro__)
    known = next((name for name in names if name in CATALOGUE), None)
    return {} if known is None else dict(CATALOGUE[known])


def _parts(estimator: Any) -> Iterator[tuple[str, Any]]:
    """Give the estimator and all estimators inside it, each with the prefix of its params."""
    yield "", estimator
    searched: list[str] = [""] if _searches(estimator) else []
    for name, value in estimator.get_params(deep=True).items():
        if not hasattr(value, "get_params") or isinstance(value, type):
            continue
        if any(name.startswith(prefix) for prefix in searched):
            continue
        if _searches(value):
            searched.append(f"{name}__")
        yield f"{name}__", value


def _searches(estimator: Any) -> bool:
    """Whether an estimator tunes what is inside it, so that nobody else should."""
    return hasattr(estimator, "param_grid") or hasattr(estimator, "param_distributions")


def _prefixed(dimension: Dimension, prefix: str) -> Dimension:
    """Give a dimension whose conditions name the params of a part by their full names."""
    if not dimension.conditions or not prefix:
        return dimension
    conditions = tuple(
        Condition(prefix + condition.parent, condition.allowed)
        for condition in dimension.conditions
    )
    return dimension.only_under(conditions)
