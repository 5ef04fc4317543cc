"""The supply of tasks: drawn one by one, when there is somebody to do them."""

from collections.abc import Iterable, Iterator
from itertools import chain
from operator import length_hint
from threading import Lock
from typing import Any


class Supply:
    """Numbers tasks as they are drawn, and remembers which are not done yet.

    May be drawn from in one thread and asked in another.

    Parameters
    ----------
    tasks : iterable
        Drawn lazily.

    Examples
    --------
    >>> supply = Supply("abc")
    >>> next(supply), next(supply)
    ((0, 'a'), (1, 'b'))
    >>> supply.forget(0)
    >>> list(supply.rest())
    ['b', 'c']
    """

    def __init__(self, tasks: Iterable[Any]) -> None:
        self._hint = length_hint(tasks, -1)
        self._tasks: Iterator[Any] = iter(tasks)
        self._open: dict[int, Any] = {}
        self._n_drawn = 0
        self._lock = Lock()
        self.is_empty = self._hint == 0

    def __iter__(self) -> "Supply":
        return self

    def __next__(self) -> tuple[int, Any]:
        with self._lock:
            if self.is_empty:
                raise StopIteration
            try:
                task = next(self._tasks)
            except StopIteration:
                self.is_empty = True
                raise
            number = self._n_drawn
            self._n_drawn += 1
            self._open[number] = task
            return number, task

    def at_most(self, n_workers: int) -> int:
        """Say how many workers there could be tasks for.

        Parameters
        ----------
        n_workers : int

        Returns
        -------
        n_useful : int
            Fewer than `n_workers` if the tasks tell their number and are fewer.
        """
        return n_workers if self._hint < 0 else min(n_workers, self._hint)

    def forget(self, number: int) -> None:
        """Forget a task that was drawn: it is done, or somebody else answers for it.

        Parameters
        ----------
        number : int
        """
        del self._open[number]

    def put_back(self, number: int) -> None:
        """Take back a task that was drawn: it is the next to be drawn again.

        Parameters
        ----------
        number : int
        """
        with self._lock:
            self._tasks = chain([self._open.pop(number)], self._tasks)
            self.is_empty = False

    def rest(self) -> Iterator[Any]:
        """Take over all tasks that are not done, those first that were drawn already.

        Returns
        -------
        tasks : iterator
            Nobody else is given a task from now on.
        """
        with self._lock:
            self.is_empty = True
            return chain(list(self._open.values()), self._tasks)
