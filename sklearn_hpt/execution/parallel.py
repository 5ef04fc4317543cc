"""The joblib executor: tasks run in the workers of whatever backend is active."""

import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from typing import Any

from joblib import effective_n_jobs
from sklearn.utils.parallel import Parallel, delayed

from sklearn_hpt.execution._joblib import active_backend, supports_generator, uses_threads
from sklearn_hpt.execution.calling import results_of
from sklearn_hpt.execution.lost import Lost
from sklearn_hpt.execution.portable import portable
from sklearn_hpt.execution.protocol import Result, Task
from sklearn_hpt.execution.supply import Supply
from sklearn_hpt.execution.workers import Workers


class Joblib:
    """Run tasks through joblib, with scikit-learn's configuration and warning filters.

    The results of a task come together, when it is done. If a worker of loky dies, joblib gives up
    all of them; what was not done then goes on in `Workers`, where a death costs one task.

    Parameters
    ----------
    n_jobs : int or None, default=None
        Number of workers, as joblib has it.
    pre_dispatch : int or str, default="2*n_jobs"
        Number of tasks handed out ahead.

    Examples
    --------
    >>> with Joblib(n_jobs=1) as executor:
    ...     list(executor.run(range, [2, 3]))
    [0, 1, 0, 1, 2]
    """

    def __init__(self, n_jobs: int | None = None, pre_dispatch: int | str = "2*n_jobs") -> None:
        backend = active_backend()
        self.n_workers: int = effective_n_jobs(n_jobs)
        self.in_process: bool = self.n_workers == 1 or uses_threads(backend)
        self._settings = {
            "n_jobs": n_jobs,
            "pre_dispatch": pre_dispatch,
            "return_as": "generator_unordered" if supports_generator(backend) else "list",
        }
        self._belongings = ExitStack()
        self._pool: Parallel | None = None
        self._refuge: Workers | None = None

    def __enter__(self) -> "Joblib":
        return self

    def __exit__(self, *exception: Any) -> None:
        self._pool = self._refuge = None
        self._belongings.__exit__(*exception)

    def run(
        self, function: Callable[[Task], Iterable[Result]], tasks: Iterable[Task]
    ) -> Iterator[Result | Lost]:
        """Call a function on every task, as `Executor.run` has it."""
        supply = Supply(tasks)
        if self._refuge is None:
            try:
                with self._calls(function, supply) as calls:
                    for number, results in calls:
                        supply.forget(number)
                        yield from results
                return
            except BrokenProcessPool:
                self._refuge = self._belongings.enter_context(Workers(self.n_workers))
        yield from self._refuge.run(function, supply.rest())

    @contextmanager
    def _calls(
        self, function: Callable[[Task], Iterable[Result]], supply: Supply
    ) -> Iterator[Iterable[tuple[int, list[Result | Lost]]]]:
        """Hand out the tasks; when the context is left, none of them runs any longer."""
        if self._pool is None:
            self._pool = self._belongings.enter_context(Parallel(**self._settings))
        calls = self._pool(delayed(_collect)(function, number, task) for number, task in supply)
        try:
            yield calls
        except BaseException:
            self._pool = None  # results that are late would come in the next run (joblib 1.4)
            if isinstance(calls, Generator):
                with warnings.catch_warnings():  # of results that nobody will take
                    warnings.simplefilter("ignore")
                    calls.close()
            raise


def _collect(
    function: Callable[[Task], Iterable[Result]], number: int, task: Task
) -> tuple[int, list[Result | Lost]]:
    """Do one task in a worker."""
    try:
        return number, list(results_of(function, task))
    except Exception as error:
        raise portable(error) from None
