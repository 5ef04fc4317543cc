"""The random strategy: params drawn from the space, independently for each trial."""

from sklearn_hpt._rng import generator
from sklearn_hpt.space import SearchSpace
from sklearn_hpt.strategies.memo import Memo
from sklearn_hpt.strategies.unseen import draw_unseen
from sklearn_hpt.trials import History, Suggestion


class RandomSearch:
    """Draw params at random; in a finite space never the same twice.

    Parameters
    ----------
    space : SearchSpace
        What may be tried.
    entropy : int
        What the draws are derived from; trial number i has the draw of its number.

    Examples
    --------
    >>> from sklearn_hpt.space import Categorical, SearchSpace
    >>> space = SearchSpace({"kernel": Categorical(["linear", "rbf"])})
    >>> suggestions = RandomSearch(space, entropy=0).suggest(History(), 5)
    >>> sorted(suggestion.params["kernel"] for suggestion in suggestions)
    ['linear', 'rbf']
    """

    def __init__(self, space: SearchSpace, entropy: int) -> None:
        self._space = space
        self._keys = Memo.of_each(space.key)
        self._entropy = entropy

    def suggest(self, history: History, n: int) -> list[Suggestion]:
        """Draw params for the next trials.

        Parameters
        ----------
        history : History
            All trials so far.
        n : int
            How many suggestions are wanted.

        Returns
        -------
        suggestions : list of Suggestion
            Fewer than `n` when a finite space has been tried whole.
        """
        seen = set(self._keys.over(history))
        suggestions: list[Suggestion] = []
        for number in range(history.next_number, history.next_number + n):
            params = draw_unseen(self._space, seen, generator(self._entropy, "suggest", number))
            if params is None:
                break
            seen.add(self._space.key(params))
            suggestions.append(Suggestion(params, {"by": "random"}))
        return suggestions
