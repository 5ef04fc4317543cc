"""The grid strategy: all points of a grid, one after the other, but for what was tried."""

from collections import Counter
from collections.abc import Hashable, Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from sklearn_hpt._typing import Params
from sklearn_hpt.space import SearchSpace
from sklearn_hpt.strategies.memo import Memo
from sklearn_hpt.trials import History, Suggestion, Trial


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
        self._points = space.grid()
        self._firsts = Memo.of_each(self._find)

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
        start = history.next_number
        if start == 0 or self._is_at_place(history.trials[-1], start - 1):
            free = iter(range(start, len(self._points)))  # each trial before has taken one
        else:
            free = self._free(history)
        return [Suggestion(self._points[place], _from_place(place)) for place in islice(free, n)]

    def _is_at_place(self, trial: Trial, place: int) -> bool:
        """Tell whether a trial is one of this walk, at a place."""
        if trial.origin != _from_place(place) or place >= len(self._points):
            return False
        return self._space.key(trial.params) == self._space.key(self._points[place])

    def _free(self, history: History) -> Iterator[int]:
        """Walk the places that no trial has taken."""
        tried = Counter(self._firsts.over(history))
        for place, first in enumerate(self._firsts(self._points)):
            if tried.get(first):
                tried[first] -= 1
            else:
                yield place

    @cached_property
    def _places(self) -> dict[Hashable, int]:
        """The first place of each point, by its key."""
        places = reversed(list(enumerate(self._points)))
        return {self._space.key(params): place for place, params in places}

    def _find(self, params: Params) -> int | None:
        """Give the first place of the grid that has such params; None for those off it."""
        return self._places.get(self._space.key(params))


def _from_place(place: int) -> dict[str, Any]:
    """Say why a point is suggested."""
    return {"by": "list", "index": place}
