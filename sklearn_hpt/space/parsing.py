"""Parsing: whatever a scikit-learn user already has, made a search space."""

from typing import Any

from sklearn.model_selection import ParameterGrid

from sklearn_hpt.exceptions import SearchSpaceTypeError
from sklearn_hpt.space.defaults import default_space
from sklearn_hpt.space.space import SearchSpace


def parse_space(distributions: Any, estimator: Any = None) -> SearchSpace:
    """Read a search space.

    Parameters
    ----------
    distributions : dict, list of dict, ParameterGrid, SearchSpace or "default"
        As for ``GridSearchCV``, ``RandomizedSearchCV`` or this package.
    estimator : estimator, default=None
        Whose params they are.

    Returns
    -------
    space : SearchSpace

    Raises
    ------
    SearchSpaceError
        If there is no such space; the message says what was given and how to mend it.

    Examples
    --------
    >>> parse_space({"C": [0.1, 1, 10], "kernel": ["linear", "rbf"]}).n_points
    6
    """
    if isinstance(distributions, SearchSpace):
        return distributions
    if isinstance(distributions, str):
        if distributions != "default" or estimator is None:
            raise SearchSpaceTypeError(
                f"The search space needs to be a dict, a list of dicts, a SearchSpace or "
                f'"default" with an estimator, got {distributions!r}.'
            )
        return default_space(estimator)
    if isinstance(distributions, ParameterGrid):
        distributions = distributions.param_grid
    return SearchSpace(distributions)
