"""The grid strategy: all points of a grid, one after the other, but for what was tried."""

from collections import Counter
from collections.abc import Hashable

from sklearn_hpt.space import SearchSpace
from sklearn_hpt.trials import History, Suggestion


class GridSearch:
    """Walk the grid of a space, passing over what has been tried already.

    Parameters
    ----------
    space : SearchSpace
        What may be tried; five numbers are taken from each range. A point that the grid has
        twice is tried twice.

    Examples
    --------
    >>> from sklearn_hpt.space import Categorical, SearchSpace
    >>> from sklearn_hpt.trials import Trial
    >>> strategy = GridSearch(SearchSpace({"C": Categorical([1, 10, 100])}))
    >>> history = History((Trial(0, {"C": 10}),))
    >>> [suggestion.params for suggestion in strategy.suggest(history, 5)]
    [{'C': 1}, {'C': 100}]
    """

    def __init__(self, space: SearchSpace) -> None:
        self._space = space
        self._points = [(space.key(params), params) for params in space.grid()]

    def suggest(self, history: History, n: int) -> list[Suggestion]:
        """Suggest the next points of the grid.

        Parameters
        ----------
        history : History
            All trials so far.
        n : int
            How many suggestions are wanted.

        Returns
        -------
        suggestions : list of Suggestion
            Fewer than `n` at the end of the grid.
        """
        tried: Counter[Hashable] = Counter(self._space.key(each.params) for each in history.trials)
        suggestions: list[Suggestion] = []
        for index, (key, params) in enumerate(self._points):
            if len(suggestions) == n:
                break
            if tried[key]:
                tried[key] -= 1
            else:
                suggestions.append(Suggestion(params, {"by": "list", "index": index}))
        return suggestions
