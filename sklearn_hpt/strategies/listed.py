"""The listed strategy: candidates that are known beforehand, one after the other."""

from collections.abc import Sequence

from sklearn_hpt._typing import Params
from sklearn_hpt.trials import History, Suggestion


class Listed:
    """Walk a list of candidates in its order.

    Parameters
    ----------
    candidates : sequence of mapping of str to object
        What to try; trial number i gets the i-th.

    Examples
    --------
    >>> strategy = Listed([{"C": 1}, {"C": 10}, {"C": 100}])
    >>> [suggestion.params for suggestion in strategy.suggest(History(), 2)]
    [{'C': 1}, {'C': 10}]
    """

    def __init__(self, candidates: Sequence[Params]) -> None:
        self._candidates = tuple(candidates)

    def suggest(self, history: History, n: int) -> list[Suggestion]:
        """Suggest the next candidates of the list.

        Parameters
        ----------
        history : History
            All trials so far; only their number matters.
        n : int
            How many suggestions are wanted.

        Returns
        -------
        suggestions : list of Suggestion
            Fewer than `n` at the end of the list.
        """
        start = history.next_number
        listed = enumerate(self._candidates[start : start + n], start)
        return [Suggestion(params, {"by": "list", "index": index}) for index, params in listed]
