"""The sequential executor: one task after the other, in this process."""

from collections.abc import Callable, Iterable, Iterator

from sklearn_hpt.execution.calling import results_of
from sklearn_hpt.execution.lost import Lost
from sklearn_hpt.execution.protocol import Result, Task


class Sequential:
    """Run every task here, when its next result is asked for.

    Examples
    --------
    >>> with Sequential() as executor:
    ...     list(executor.run(range, [2, 3]))
    [0, 1, 0, 1, 2]
    """

    n_workers = 1
    in_process = True

    def __enter__(self) -> "Sequential":
        return self

    def __exit__(self, *exception: object) -> None:
        """Leave nothing behind: there are no workers."""

    def run(
        self, function: Callable[[Task], Iterable[Result]], tasks: Iterable[Task]
    ) -> Iterator[Result | Lost]:
        """Call a function on every task, as `Executor.run` has it."""
        for task in tasks:
            yield from results_of(function, task)
