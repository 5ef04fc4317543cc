"""Parsing: whatever a scikit-learn user already has, made a search space."""

from typing import Any

from sklearn.model_selection import ParameterGrid

from sklearn_hpt.exceptions import SearchSpaceTypeError
from sklearn_hpt.space.accepted import AcceptedBy
from sklearn_hpt.space.defaults import default_space
from sklearn_hpt.space.foreign_spaces import read_foreign_space
from sklearn_hpt.space.space import SearchSpace


def parse_space(distributions: Any, estimator: Any = None) -> SearchSpace:
    """Read a search space.

    Parameters
    ----------
    distributions : dict, list of dict, ParameterGrid, SearchSpace or "default"
        As for ``GridSearchCV``, ``RandomizedSearchCV`` or this package; also a space of
        scikit-optimize or ConfigSpace, and dimensions of theirs or Optuna's.
    estimator : estimator, default=None
        Whose params they are: it decides what ``"default"`` means, and params that it declares
        invalid are never suggested.

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
    space = _read(distributions, estimator)
    if estimator is None:
        return space
    accepted = AcceptedBy(estimator)
    return space.subject_to(accepted) if accepted.matters_to(space.branches) else space


def _read(distributions: Any, estimator: Any) -> SearchSpace:
    """Read a search space of any form."""
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
    foreign = read_foreign_space(distributions)
    if foreign is not None:
        return SearchSpace(*foreign)
    return SearchSpace(distributions)
