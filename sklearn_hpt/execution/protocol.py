"""The protocol of an executor: it calls a function on many tasks, somewhere."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


class Executor(AbstractContextManager[Any], Protocol):
    """Where work runs.

    Used as a context manager, so that workers live from the first batch to the last.
    """

    @property
    def n_workers(self) -> int:
        """How many tasks run at the same time; 1 means in this process."""
        ...

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """Call a function on every task.

        Parameters
        ----------
        function : callable
            Takes one task; must be picklable where workers are processes.
        tasks : iterable
            The arguments.

        Returns
        -------
        results : iterator
            In the order of the tasks, whatever the order of completion.
        """
        ...
