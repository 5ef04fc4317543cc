"""The pacing of a search: how many trials are begun before some are whole."""

from collections.abc import Callable, Iterator, Sequence

from sklearn_hpt.trials import Trial

BLOCK = 16
"""How many trials are planned together at most in a search that may end early."""

SHARE = 4
"""A block shall not take more than one part in so many of the time that is left."""


def always() -> bool:
    """Let every fit start."""
    return True


class Pacing:
    """Divides a batch into blocks, each of which is whole before the next is begun.

    Trials that share a fit are whole together, at its end; so a search that may end early would
    find many begun and none of them whole.

    Parameters
    ----------
    may_end : bool, default=False
        Whether a rule, or the clock, may end the search before all trials are done.
    may_start : callable, default=always
        Says whether another fit may be started.
    n_fits_left : callable or None, default=None
        Says for how many fits, one after the other, there is time, if that is limited; 0 while
        it is not known.
    n_workers : int, default=1
        How many fits are made at a time.
    """

    def __init__(
        self,
        *,
        may_end: bool = False,
        may_start: Callable[[], bool] = always,
        n_fits_left: Callable[[], float] | None = None,
        n_workers: int = 1,
    ) -> None:
        self.may_start = may_start
        self._may_end = may_end
        self._n_fits_left = n_fits_left
        self._n_workers = n_workers

    def blocks(
        self,
        trials: Sequence[Trial],
        in_order: Callable[[Sequence[Trial]], Sequence[Trial]],
        n_splits: int,
    ) -> Iterator[Sequence[Trial]]:
        """Divide a batch.

        Parameters
        ----------
        trials : sequence of Trial
        in_order : callable
            Puts trials that share work side by side.
        n_splits : int

        Yields
        ------
        block : sequence of Trial
        """
        if not self._may_end or len(trials) <= 1:
            if trials:
                yield trials
            return
        ordered, n_begun = in_order(trials), 0
        while n_begun < len(ordered) and self.may_start():
            size = self._size(n_splits)
            yield ordered[n_begun : n_begun + size]
            n_begun += size

    def _size(self, n_splits: int) -> int:
        """Say how many trials to begin: few at first, and few when there is little time."""
        if self._n_fits_left is None:
            return BLOCK
        n_fits = self._n_fits_left() * self._n_workers
        if not n_fits:
            return self._n_workers
        return int(min(BLOCK, max(1, n_fits / SHARE // n_splits)))
