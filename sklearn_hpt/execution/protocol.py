"""The protocol of an executor: it calls a function on many tasks, somewhere."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from sklearn_hpt.execution.lost import Lost

Task = TypeVar("Task")
Result = TypeVar("Result")


class Executor(AbstractContextManager[Any], Protocol):
    """Where work runs.

    Used as a context manager, so that workers live from the first batch to the last.
    """

    @property
    def n_workers(self) -> int:
        """How many tasks run at the same time; 1 means in this process or in one worker."""
        ...

    @property
    def in_process(self) -> bool:
        """Whether tasks run in this very process, so that there is nothing to start or send."""
        ...

    def run(
        self, function: Callable[[Task], Iterable[Result]], tasks: Iterable[Task]
    ) -> Iterator[Result | Lost]:
        """Call a function on every task and give all results, each as soon as it is there.

        Closing the iterator stops the tasks that run; the executor can then be used again.

        Parameters
        ----------
        function : callable
            Takes one task and gives its results; must be picklable where workers are processes.
        tasks : iterable
            The arguments. They are drawn when there is somebody to do them, perhaps in another
            thread, and may end at any time.

        Yields
        ------
        result : object or Lost
            In the order of completion; the results of one task stay in their order. `Lost` stands
            for what a task still owed when its worker died.

        Raises
        ------
        Exception
            What the function raised. One that cannot be pickled becomes a `RuntimeError` that
            quotes its traceback where workers are processes.
        """
        ...
