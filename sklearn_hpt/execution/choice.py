"""The choice of an executor: the simplest one that keeps what is asked for."""

from joblib import effective_n_jobs

from sklearn_hpt.execution._joblib import (
    active_backend,
    is_loky,
    is_multiprocessing,
    is_nested,
)
from sklearn_hpt.execution.devices import is_torch_loaded, visible_devices
from sklearn_hpt.execution.limits import NO_LIMITS, Limits
from sklearn_hpt.execution.parallel import Joblib
from sklearn_hpt.execution.protocol import Executor
from sklearn_hpt.execution.sequential import Sequential
from sklearn_hpt.execution.workers import Workers


def make_executor(
    n_jobs: int | None = None,
    pre_dispatch: int | str = "2*n_jobs",
    *,
    limits: Limits = NO_LIMITS,
    streams: bool = False,
) -> Executor:
    """Choose where work runs: in this process when one worker is all there is.

    Where torch sees CUDA devices, processes get them in turn, which needs workers of our own; and
    so they are started where joblib would fork a process that has loaded torch, whose threads a
    fork does not copy.

    Parameters
    ----------
    n_jobs : int or None, default=None
        Number of workers; None means 1 unless a ``joblib.parallel_config`` is active.
    pre_dispatch : int or str, default="2*n_jobs"
        Number of tasks handed out ahead, for joblib.
    limits : Limits, default=NO_LIMITS
        On each task. They need processes that can be ended, so even one job then has its own.
    streams : bool, default=False
        Whether each result is wanted at once, not with the others of its task. Threads, and
        joblib backends other than loky, give the results of a task together.

    Returns
    -------
    executor : Executor

    Raises
    ------
    ValueError
        If there are limits and another backend than loky was chosen.
    NotImplementedError
        If memory is limited where that has no effect.

    Examples
    --------
    >>> type(make_executor(1)).__name__, type(make_executor(2)).__name__
    ('Sequential', 'Joblib')
    >>> type(make_executor(1, limits=Limits(seconds=60))).__name__
    'Workers'
    """
    backend, n_workers = active_backend(), effective_n_jobs(n_jobs)
    if limits.are_set:
        if not (is_loky(backend) or is_nested(backend)):
            raise ValueError(
                "fit_timeout and fit_memory end a fit from outside, which needs processes of our "
                f"own; got {type(backend).__name__} as the active joblib backend. Leave out the "
                "limits, or run this search under joblib.parallel_config(backend='loky')."
            )
        return Workers(n_workers, limits)
    if n_workers == 1:
        return Sequential()
    if is_loky(backend) and (streams or visible_devices()):
        return Workers(n_workers)
    if is_multiprocessing(backend) and is_torch_loaded():
        return Workers(n_workers)
    return Joblib(n_jobs, pre_dispatch)
