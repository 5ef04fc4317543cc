"""Where work runs: executors that return results in the order of submission."""

from joblib import effective_n_jobs

from sklearn_hpt.execution.parallel import Joblib
from sklearn_hpt.execution.protocol import Executor
from sklearn_hpt.execution.sequential import Sequential

__all__ = ["Executor", "Joblib", "Sequential", "make_executor"]


def make_executor(n_jobs: int | None = None, pre_dispatch: int | str = "2*n_jobs") -> Executor:
    """Choose where work runs: in this process when one worker is all there is.

    Parameters
    ----------
    n_jobs : int or None, default=None
        Number of workers; None means 1 unless a ``joblib.parallel_config`` is active.
    pre_dispatch : int or str, default="2*n_jobs"
        Number of tasks handed out ahead, for joblib.

    Returns
    -------
    executor : Executor

    Examples
    --------
    >>> type(make_executor(1)).__name__, type(make_executor(2)).__name__
    ('Sequential', 'Joblib')
    """
    if effective_n_jobs(n_jobs) == 1:
        return Sequential()
    return Joblib(n_jobs, pre_dispatch)
