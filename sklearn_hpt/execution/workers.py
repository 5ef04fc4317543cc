"""The executor with workers of its own: a task that hangs or dies costs itself alone."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from itertools import count
from multiprocessing import connection, current_process
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from sklearn_hpt.execution.devices import device_environment, visible_devices
from sklearn_hpt.execution.folder import temporary_folder
from sklearn_hpt.execution.limits import NO_LIMITS, Limits
from sklearn_hpt.execution.lost import Lost
from sklearn_hpt.execution.protocol import Result, Task
from sklearn_hpt.execution.supply import Supply
from sklearn_hpt.execution.worker import (
    Opening,
    Parcel,
    Surroundings,
    Worker,
    check_memory_can_be_limited,
    is_same,
    pack,
    thread_environment,
)

N_STARTS = 3
"""How many workers in a row may die before they are ready: more would die as well."""


class Workers:
    """Run tasks in processes that are ended when they hang and replaced when they die.

    Each result is there the moment that it is delivered. The function is written to a file once,
    from which every worker maps its large arrays, read-only. Several workers share the CUDA
    devices among them: each sees those of its place, as ``cuda:0`` and so on.

    Parameters
    ----------
    n_workers : int
        How many processes, 1 or more. They are started when there are tasks for them.
    limits : Limits, default=NO_LIMITS
        On each task.

    Raises
    ------
    ValueError
        If there is to be no worker.
    NotImplementedError
        If memory is limited where that has no effect.

    Examples
    --------
    >>> with Workers(1) as executor:
    ...     sorted(executor.run(range, [2, 3]))
    [0, 0, 1, 1, 2]
    """

    in_process = False

    def __init__(self, n_workers: int, limits: Limits = NO_LIMITS) -> None:
        if n_workers < 1:
            raise ValueError(f"n_workers must be 1 or more, got {n_workers}.")
        if limits.n_bytes is not None:
            check_memory_can_be_limited()
        self.n_workers = n_workers
        self._limits = limits
        self._crew: list[Worker] = []
        self._numbers = count()
        self._n_stillborn = 0
        self._shipped: tuple[Callable[..., Any], Parcel] | None = None
        self._close: Callable[[], Any] | None = None

    def __enter__(self) -> "Workers":
        if current_process().daemon:
            raise RuntimeError(
                "Workers cannot be started here: this process is a daemonic one of "
                "multiprocessing, which may have no children. Run the outer search with joblib's "
                "'loky' backend, or leave out fit_timeout and fit_memory here."
            )
        belongings = ExitStack()
        self._folder = belongings.enter_context(temporary_folder())
        self._environment = thread_environment(self.n_workers)
        self._devices = visible_devices()
        belongings.callback(_end, self._crew)
        # At the exit of Python multiprocessing waits for all processes: those of a search that
        # was left half way would never end.
        self._close = Finalize(self, belongings.close, exitpriority=0)
        return self

    def __exit__(self, *exception: object) -> None:
        """End all workers, and wait until they are gone."""
        if self._close is not None:
            self._close()
        self._close = self._shipped = None

    def run(
        self, function: Callable[[Task], Iterable[Result]], tasks: Iterable[Task]
    ) -> Iterator[Result | Lost]:
        """Call a function on every task, as `Executor.run` has it.

        A function that is the same as in the last run, or a partial of the same objects, is not
        sent again.
        """
        self._check_open()
        if any(worker.is_busy for worker in self._crew):
            raise RuntimeError("Another run of these workers is under way; exhaust or close it.")
        supply = Supply(tasks)
        try:
            if not supply.is_empty:
                yield from self._work(self._open(function), supply)
        except BaseException:  # this iterator was closed, too: what runs is wanted no longer
            _end([worker for worker in self._crew if not worker.is_free])
            raise
        finally:
            self._crew[:] = [worker for worker in self._crew if worker.is_alive]

    def _work(self, opening: Opening, supply: Supply) -> Iterator[Any]:
        n_wanted = supply.at_most(self.n_workers)
        while True:
            self._check_open()  # the block may be left between two results
            if not supply.is_empty:
                self._staff(opening, n_wanted)
                self._hand_out(supply)
            if supply.is_empty and not any(worker.is_busy for worker in self._crew):
                return
            for worker in self._heard():
                yield from worker.hear()
            for worker in self._crew:
                if worker.is_alive and time.monotonic() >= worker.next_look:
                    yield from worker.look()

    def _check_open(self) -> None:
        if self._close is None:
            raise RuntimeError("Workers live in a with block: with Workers(2) as executor: ...")

    def _open(self, function: Callable[..., Any]) -> Opening:
        """Write the function down, unless it is the last one, and take down the surroundings."""
        if self._shipped is None or not is_same(function, self._shipped[0]):
            self._shipped = None
            if all(worker.is_ready for worker in self._crew):  # nobody is still to read the last
                for path in self._folder.glob("function-*"):
                    with suppress(PermissionError):  # Windows keeps what is mapped until the end
                        path.unlink()
            self._shipped = function, pack(function, self._path("function"))
        return Opening(self._shipped[1], Surroundings.here())

    def _staff(self, opening: Opening, n_wanted: int) -> None:
        """Replace the dead, and have everybody ready for this run."""
        stillborn = [w for w in self._crew if not (w.is_alive or w.was_ready)]
        if all(worker.was_ready for worker in self._crew):
            self._n_stillborn = 0
        self._n_stillborn += len(stillborn)
        if self._n_stillborn >= N_STARTS:
            raise RuntimeError(
                f"{self._n_stillborn} workers died before they could take a task. Of the last: "
                f"{stillborn[-1].end_reason}."
            )
        self._crew[:] = [worker for worker in self._crew if worker.is_alive]
        taken = {worker.place for worker in self._crew}
        free = (place for place in range(n_wanted) if place not in taken)
        while len(self._crew) < n_wanted:
            self._crew.append(self._start(next(free)))
        for worker in self._crew:
            worker.open(opening)

    def _start(self, place: int) -> Worker:
        """Start a worker, with the devices of its place."""
        devices = device_environment(self._devices, place, self.n_workers)
        environment = {**self._environment, **devices}
        return Worker(self._path("worker"), environment, self._limits, place)

    def _hand_out(self, supply: Supply) -> None:
        """Give a task to everybody who is free."""
        for worker in self._crew:
            if worker.is_free and (drawn := next(supply, None)) is not None:
                number, task = drawn
                if worker.give(task):
                    supply.forget(number)
                else:  # its process has ended meanwhile
                    supply.put_back(number)

    def _heard(self) -> list[Worker]:
        """Wait until workers have something to say, or until it is time to look at one."""
        alive = [worker for worker in self._crew if worker.is_alive]
        patience = min(worker.next_look for worker in alive) - time.monotonic()
        heard = connection.wait([worker.connection for worker in alive], max(0.0, patience))
        return [worker for worker in alive if worker.connection in heard]

    def _path(self, kind: str) -> Path:
        return self._folder / f"{kind}-{next(self._numbers)}"


def _end(crew: list[Worker]) -> None:
    for worker in crew:
        worker.kill()
    while crew:
        crew.pop().end()
