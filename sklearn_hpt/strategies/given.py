"""Given params: what is tried before a strategy is asked."""

from collections.abc import Hashable, Sequence

from sklearn_hpt._digest import digest
from sklearn_hpt._typing import Params
from sklearn_hpt.space import SearchSpace
from sklearn_hpt.strategies.listed import Listed
from sklearn_hpt.strategies.memo import Memo
from sklearn_hpt.strategies.protocol import Strategy
from sklearn_hpt.trials import History, Suggestion


class GivenFirst:
    """Suggests given params that have not been tried, and then what a strategy would.

    The strategy sees them as trials of the history. What is given to a search that is under way
    comes next, whatever its length.

    Parameters
    ----------
    strategy : Strategy
    first : sequence of mapping of str to object, or of Suggestion
        In their order. A suggestion says where params come from; others were given.
    space : SearchSpace or None, default=None
        Tells params apart; what lies outside of it is left out.
    """

    def __init__(
        self,
        strategy: Strategy,
        first: Sequence[Params | Suggestion],
        space: SearchSpace | None = None,
    ) -> None:
        self._strategy = strategy
        self._keys = Memo.of_each(_digest_params if space is None else space.key)
        self._first: dict[Hashable, Suggestion] = {}
        for suggestion in map(_with_reason, first):
            if space is None or space.contains(suggestion.params):
                (key,) = self._keys([suggestion.params])
                self._first.setdefault(key, suggestion)

    def suggest(self, history: History, n: int) -> Sequence[Suggestion]:
        """Suggest what to try next, as `Strategy.suggest` has it."""
        tried = set(self._keys.over(history))
        given = [each for key, each in self._first.items() if key not in tried][:n]
        if len(given) == n:
            return given
        history = history.asked(given)
        return [*given, *self._strategy.suggest(history, n - len(given))]


def given_first(
    strategy: Strategy, first: Sequence[Params | Suggestion], space: SearchSpace | None = None
) -> Strategy:
    """Give a strategy that begins with known params; the same one if there are none.

    Parameters
    ----------
    strategy : Strategy
    first : sequence of mapping of str to object, or of Suggestion
        A suggestion says where params come from; others were given.
    space : SearchSpace or None, default=None
        Tells params apart; what lies outside of it is left out.

    Returns
    -------
    strategy : Strategy

    Raises
    ------
    ValueError
        If the strategy walks a list: that says what comes first.

    Examples
    --------
    >>> from sklearn_hpt.space import Integer, SearchSpace
    >>> from sklearn_hpt.strategies.grid import GridSearch
    >>> space = SearchSpace({"x": Integer(0, 3)})
    >>> strategy = given_first(GridSearch(space), [{"x": 2}], space)
    >>> [suggestion.params["x"] for suggestion in strategy.suggest(History(), 9)]
    [2, 0, 1, 3]
    """
    if not first:
        return strategy
    if isinstance(strategy, Listed):
        raise ValueError(
            f"A strategy that walks a list does not take the {len(first)} params of start_from; "
            "put them first in its list."
        )
    return GivenFirst(strategy, first, space)


def _with_reason(first: Params | Suggestion) -> Suggestion:
    return first if isinstance(first, Suggestion) else Suggestion(first, {"by": "given"})


def _digest_params(params: Params) -> str:
    """Tell params apart without a space, whatever the order of their names."""
    return digest(sorted(params.items()))
