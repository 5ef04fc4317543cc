"""The joblib executor: tasks run in the workers of whatever backend is active."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from joblib import effective_n_jobs
from sklearn.utils.parallel import Parallel, delayed

from sklearn_hpt.execution.protocol import Result, Task


class Joblib:
    """Run tasks through joblib, with scikit-learn's configuration and warning filters.

    Parameters
    ----------
    n_jobs : int or None, default=None
        Number of workers, as joblib has it.
    pre_dispatch : int or str, default="2*n_jobs"
        Number of tasks handed out ahead.

    Examples
    --------
    >>> with Joblib(n_jobs=1) as executor:
    ...     list(executor.run(abs, [-1, 2]))
    [1, 2]
    """

    def __init__(self, n_jobs: int | None = None, pre_dispatch: int | str = "2*n_jobs") -> None:
        self._parallel = Parallel(n_jobs=n_jobs, pre_dispatch=pre_dispatch)
        self.n_workers: int = effective_n_jobs(n_jobs)

    def __enter__(self) -> "Joblib":
        self._parallel.__enter__()
        return self

    def __exit__(self, *exception: Any) -> None:
        self._parallel.__exit__(*exception)

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """Call a function on every task, as `Executor.run` has it."""
        return iter(self._parallel(delayed(function)(task) for task in tasks))
