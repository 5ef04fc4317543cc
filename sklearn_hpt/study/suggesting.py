"""Who suggests in a study, and where: its strategy, its space, and what is known beforehand."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sklearn_hpt._typing import Params
from sklearn_hpt.limits import Limits
from sklearn_hpt.space import SearchSpace, parse_space
from sklearn_hpt.strategies import STRATEGIES, given_first, informed, make_strategy
from sklearn_hpt.strategies.protocol import Strategy
from sklearn_hpt.trials import Trial


def read_space(
    space: SearchSpace | Mapping[str, Any] | Sequence[Mapping[str, Any]] | None,
    strategy: str | Strategy,
) -> SearchSpace | None:
    """Read the space of a study.

    Parameters
    ----------
    space : SearchSpace, dict, list of dicts or None
    strategy : str or Strategy

    Returns
    -------
    space : SearchSpace or None
        None if the strategy is an object, which has its own.

    Raises
    ------
    ValueError
        If a strategy is given by name, but no space.
    SearchSpaceError
        If it is not a search space.
    """
    if space is not None:
        return parse_space(space)
    if isinstance(strategy, str):
        raise ValueError(
            f"Study(strategy={strategy!r}) needs a search space, got None; "
            "give one, such as Study({'C': Real(0.01, 100, log=True)})."
        )
    return None


def choose_strategy(
    strategy: str | Strategy,
    space: SearchSpace | None,
    entropy: int,
    n_trials: int | None,
    told: Sequence[Trial],
    first: Sequence[Params],
    limits: Limits,
) -> Strategy:
    """Make the strategy of a study know what its user knows.

    Parameters
    ----------
    strategy : str or Strategy
    space : SearchSpace or None
        There if the strategy is given by name.
    entropy : int
        What a strategy given by name derives its draws from.
    n_trials : int or None
        How many trials are planned.
    told : sequence of Trial
        To learn from.
    first : sequence of mapping of str to object
        To be tried first.
    limits : mapping of str to Limit

    Returns
    -------
    strategy : Strategy

    Raises
    ------
    ValueError
        If there is no strategy of that name, or it walks a list that leaves no room for what is
        known.
    TypeError
        If it is neither a name nor an object that suggests.
    """
    if not isinstance(strategy, str):
        if isinstance(strategy, type) or not hasattr(strategy, "suggest"):
            raise TypeError(
                f"strategy={strategy!r} is no strategy; give one of the names "
                f"{', '.join(STRATEGIES)}, or an object with suggest(history, n)."
            )
        return informed(given_first(strategy, first, space), told)
    space = cast(SearchSpace, space)
    made = make_strategy(strategy, space, entropy, n_trials=n_trials, first=first, limits=limits)
    return informed(made, told)
