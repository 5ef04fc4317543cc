"""The call of a task: the same in this process, in a thread and in a worker."""

from collections.abc import Callable, Iterable, Iterator

from sklearn_hpt.execution.devices import is_exhaustion, release_memory
from sklearn_hpt.execution.lost import Lost
from sklearn_hpt.execution.protocol import Result, Task


def results_of(function: Callable[[Task], Iterable[Result]], task: Task) -> Iterator[Result | Lost]:
    """Give the results of one task.

    One that calls ``sys.exit``, or finds no memory left on a device, is lost and ends nothing else.

    Parameters
    ----------
    function : callable
    task : object

    Yields
    ------
    result : object or Lost

    Raises
    ------
    Exception
        What the function raised.

    Examples
    --------
    >>> list(results_of(range, 2))
    [0, 1]
    >>> def leave(task):
    ...     yield "half"
    ...     raise SystemExit(3)
    >>> list(results_of(leave, 7))
    ['half', Lost(task=7, reason='the task called sys.exit(3)', overdue=False)]
    """
    try:
        yield from function(task)
        return
    except SystemExit as end:
        reason = f"the task called sys.exit({end.code!r})"
    except Exception as error:
        if not is_exhaustion(error):
            raise
        reason = f"no memory was left on the device ({type(error).__name__}: {error})"
    release_memory()  # not before the error is gone: its traceback holds what was allocated
    yield Lost(task, reason, overdue=False)
