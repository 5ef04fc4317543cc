"""The sequential executor: one task after the other, in this process."""

from collections.abc import Callable, Iterable, Iterator

from sklearn_hpt.execution.protocol import Result, Task


class Sequential:
    """Run every task here, when its result is asked for.

    Examples
    --------
    >>> with Sequential() as executor:
    ...     list(executor.run(abs, [-1, 2]))
    [1, 2]
    """

    n_workers = 1

    def __enter__(self) -> "Sequential":
        return self

    def __exit__(self, *exception: object) -> None:
        """Leave nothing behind: there are no workers."""

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """Call a function on every task, as `Executor.run` has it."""
        return map(function, tasks)
