"""The beginning of a Bayesian search: params that are known before the first trial, and whence."""

from collections.abc import Sequence
from typing import Any

from sklearn_hpt._typing import Params
from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import SearchSpace, parse_space
from sklearn_hpt.space.defaults import portfolio
from sklearn_hpt.trials import Suggestion

MOST_LEARNED, ONE_IN = 4, 3
"""How many trials are given to params that did well on other data: at most, and one in so many."""


def first_suggestions(
    estimator: Any, space: SearchSpace, given: Sequence[Params], learned: Sequence[Params]
) -> list[Suggestion]:
    """Put what is known in the order in which it is tried, each with its reason.

    Parameters
    ----------
    estimator : estimator
        Its own params count if they lie in the space.
    space : SearchSpace
    given : sequence of mapping of str to object
        What the user would try.
    learned : sequence of mapping of str to object
        What did well on other data.

    Returns
    -------
    first : list of Suggestion
        Given ones, the estimator's own, and those of the portfolio.
    """
    own = space.restrict(estimator.get_params(deep=True))
    known = {"given": given, "own": [] if own is None else [own], "portfolio": learned}
    return [Suggestion(params, {"by": by}) for by, several in known.items() for params in several]


def learned_params(
    estimator: Any, space: SearchSpace, n_iter: int, X: Any, y: Any
) -> list[dict[str, Any]]:
    """Give params that did well on other data, as many as a search has room for.

    Parameters
    ----------
    estimator : estimator
    space : SearchSpace
        Resolved for the data.
    n_iter : int
        How many trials there will be.
    X, y : array-like
        The data of the search.

    Returns
    -------
    params : list of dict
        None unless the space is the default one, however it was given.
    """
    if not _is_default(space, estimator, X, y):
        return []
    return portfolio(estimator, X, y)[: min(MOST_LEARNED, n_iter // ONE_IN)]


def _is_default(space: SearchSpace, estimator: Any, X: Any, y: Any) -> bool:
    try:
        return space == parse_space("default", estimator).resolve(X, y)
    except SearchSpaceError:  # there is no default
        return False
