"""Dispatch: workers are started where they are worth their start."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import takewhile
from typing import TypeVar

from sklearn_hpt.evaluation.division import divide, part
from sklearn_hpt.evaluation.forecast import N_TIMED, Forecast, Load
from sklearn_hpt.evaluation.pacing import always
from sklearn_hpt.evaluation.unit import Unit
from sklearn_hpt.execution import Executor, Lost

Result = TypeVar("Result")

UNITS_PER_WORKER = 8
"""With so many units, one that is run here first keeps the workers waiting for little."""

N_FIRST = 2
"""How many fits of a unit of many are made here first, to tell how long the others take."""


class Dispatcher:
    """Runs units in this process until workers would be done sooner, the rest by an executor.

    So a tiny search is over before workers would have started. Once they have started they get
    everything, and units that would be left over for some of them are cut.

    Parameters
    ----------
    executor : Executor
    may_start : callable, default=always
        Says whether another unit may be started; those that are at work go on.
    stays_out : bool, default=False
        Whether nothing is run in this process, because it could be the end of it.
    n_bytes : int, default=0
        Size of the samples, which workers must be sent.
    """

    def __init__(
        self,
        executor: Executor,
        may_start: Callable[[], bool] = always,
        *,
        stays_out: bool = False,
        n_bytes: int = 0,
    ) -> None:
        self._executor = executor
        self._may_start = may_start
        self._started = stays_out or executor.n_workers == 1
        self._forecast = Forecast(executor.n_workers, n_bytes)

    def run(
        self, work: Callable[[Unit], Iterable[Result]], units: Sequence[Unit], n_later: int = 0
    ) -> Iterator[Result | Lost]:
        """Run units where they are done soonest.

        Parameters
        ----------
        work : callable
            Takes one unit and gives its results.
        units : sequence of Unit
        n_later : int, default=0
            How many more are expected after these.

        Yields
        ------
        result : object or Lost
            Each as soon as it is there.
        """
        waiting, load = deque(units), Load.of(units, n_later)
        while waiting and self._stays(waiting, load):
            if not self._may_start():
                return
            unit = waiting.popleft()
            if not self._forecast.n_seen and len(unit.fits) > N_FIRST:
                unit, rest = part(unit, N_FIRST)
                waiting.appendleft(rest)
                load = Load.of([unit, *waiting], n_later)
            yield from self._time_here(work, unit)
            load = load.without(unit)
        if waiting:
            self._started = True
            shares = divide(list(waiting), self._executor.n_workers)
            tasks = takewhile(lambda unit: self._may_start(), shares)
            here = partial(self._run_here, work)
            yield from self._executor.run(here if self._executor.in_process else work, tasks)

    def _time_here(self, work: Callable[[Unit], Iterable[Result]], unit: Unit) -> Iterator[Result]:
        """Run one unit in this process, and learn from it."""
        start, stamps = time.perf_counter(), []
        for result in self._run_here(work, unit):
            stamps.append(time.perf_counter())
            yield result
        self._forecast.saw(unit, start, stamps)

    def _run_here(self, work: Callable[[Unit], Iterable[Result]], unit: Unit) -> Iterator[Result]:
        """Run one unit in this process, as far as its fits may be started."""
        for result in work(unit):
            yield result
            if not self._may_start():
                return

    def _stays(self, units: Sequence[Unit], load: Load) -> bool:
        """Say whether the next unit is run here."""
        if self._started:
            return False
        forecast = self._forecast
        if not forecast.n_seen:  # one more or less makes no difference to when the last is done
            n_workers, n_left = self._executor.n_workers, len(units) + load.n_later
            is_one_of_many = n_left >= UNITS_PER_WORKER * n_workers or n_left % n_workers == 1
            return is_one_of_many or len(units[0].fits) > N_FIRST
        if forecast.n_seen < N_TIMED and forecast.is_soon(units[0]):
            return True
        return forecast.here(load) <= forecast.by_workers(load)
