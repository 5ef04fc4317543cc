"""The protocol of a strategy: a function from the history to the next suggestions."""

from collections.abc import Sequence
from typing import Protocol

from sklearn_hpt.trials import History, Suggestion


class Strategy(Protocol):
    """Who suggests next.

    A strategy is pure: the same history gives the same suggestions, in any process, so a
    search that was cut can go on as if nothing had happened. It holds no state but what it
    was built with; randomness comes from ``generator(entropy, "suggest", trial_number)``.
    """

    def suggest(self, history: History, n: int) -> Sequence[Suggestion]:
        """Suggest what to try next.

        Parameters
        ----------
        history : History
            All trials so far, pending ones included.
        n : int
            How many suggestions are wanted, at least 1.

        Returns
        -------
        suggestions : sequence of Suggestion
            At most `n`; fewer mean that the strategy has nothing left to try.
        """
        ...
