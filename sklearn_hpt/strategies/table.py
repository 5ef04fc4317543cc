"""The table of strategies: from a name to who suggests next."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from sklearn_hpt._names import hint_at_nearest
from sklearn_hpt._typing import Params
from sklearn_hpt.limits import Limits
from sklearn_hpt.space import SearchSpace
from sklearn_hpt.strategies.bayes import BayesSearch
from sklearn_hpt.strategies.given import given_first
from sklearn_hpt.strategies.grid import GridSearch
from sklearn_hpt.strategies.protocol import Strategy
from sklearn_hpt.strategies.random import RandomSearch

Maker = Callable[[SearchSpace, int, int | None, Limits | None], Strategy]


def _grid(
    space: SearchSpace,
    entropy: int,
    n_trials: int | None,
    limits: Limits | None,
) -> Strategy:
    return GridSearch(space)


def _random(
    space: SearchSpace,
    entropy: int,
    n_trials: int | None,
    limits: Limits | None,
) -> Strategy:
    return RandomSearch(space, entropy)


def _bayes(
    space: SearchSpace,
    entropy: int,
    n_trials: int | None,
    limits: Limits | None,
) -> Strategy:
    return BayesSearch(space, entropy, n_trials=n_trials, limits=limits)


def _tpe(
    space: SearchSpace,
    entropy: int,
    n_trials: int | None,
    limits: Limits | None,
) -> Strategy:
    return BayesSearch(space, entropy, n_trials=n_trials, surrogate="tpe", limits=limits)


STRATEGIES: Mapping[str, Maker] = MappingProxyType(
    {"grid": _grid, "random": _random, "bayes": _bayes, "tpe": _tpe}
)
"""Name -> what makes the strategy of that name."""


def make_strategy(
    name: str,
    space: SearchSpace,
    entropy: int,
    *,
    n_trials: int | None = None,
    first: Sequence[Params] = (),
    limits: Limits | None = None,
) -> Strategy:
    """Make a strategy by its name.

    Parameters
    ----------
    name : {"grid", "random", "bayes", "tpe"}
    space : SearchSpace
        What may be tried.
    entropy : int
        What all randomness is derived from.
    n_trials : int or None, default=None
        The budget of the search, if it is known.
    first : sequence of mapping of str to object, default=()
        Params to begin with, whichever the strategy.
    limits : mapping of str to AtMost or AtLeast, or None, default=None
        What outcomes have to stay within; for strategies that learn.

    Returns
    -------
    strategy : Strategy

    Raises
    ------
    ValueError
        If there is no strategy of that name; the message gives the nearest.

    Examples
    --------
    >>> from sklearn_hpt.space import Categorical, SearchSpace
    >>> space = SearchSpace({"kernel": Categorical(["linear", "rbf"])})
    >>> type(make_strategy("random", space, entropy=0)).__name__
    'RandomSearch'
    """
    if name not in STRATEGIES:
        raise ValueError(
            f"There is no strategy named {name!r}; choose one of {', '.join(STRATEGIES)}."
            + hint_at_nearest(str(name), STRATEGIES)
        )
    strategy = STRATEGIES[name](space, entropy, n_trials, limits)
    return given_first(strategy, first, space)
