"""Dispatch: workers are started where they are worth their start."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import takewhile
from math import ceil
from statistics import median
from typing import TypeVar

from sklearn_hpt.evaluation.division import divide, take_first
from sklearn_hpt.evaluation.pacing import always
from sklearn_hpt.evaluation.unit import Unit
from sklearn_hpt.execution import Executor, Lost

Result = TypeVar("Result")

START = 1.5
"""Seconds that worker processes take to start and import what they need, roughly."""

UNITS_PER_WORKER = 8
"""With so many units, one that is run here first keeps the workers waiting for little."""

N_TIMED = 3
"""How many units tell how long fits will take: the first alone is often slower."""


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
    """

    def __init__(
        self,
        executor: Executor,
        may_start: Callable[[], bool] = always,
        *,
        stays_out: bool = False,
    ) -> None:
        self._executor = executor
        self._may_start = may_start
        self._started = stays_out or executor.n_workers == 1
        self._paces: list[float] = []

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
        waiting = deque(units)
        while waiting and self._stays(waiting, n_later):
            if not self._may_start():
                return
            unit = waiting.popleft()
            if not self._paces and len(unit.fits) > 1:  # one fit is enough to tell the pace
                unit, rest = take_first(unit)
                waiting.appendleft(rest)
            start = time.perf_counter()
            yield from self._run_here(work, unit)
            self._paces.append((time.perf_counter() - start) / len(unit.fits))
        if waiting:
            self._started = True
            shares = divide(list(waiting), self._executor.n_workers)
            rest = takewhile(lambda unit: self._may_start(), shares)
            here = partial(self._run_here, work)
            yield from self._executor.run(here if self._executor.in_process else work, rest)

    def _run_here(self, work: Callable[[Unit], Iterable[Result]], unit: Unit) -> Iterator[Result]:
        """Run one unit in this process, as far as its fits may be started."""
        for result in work(unit):
            yield result
            if not self._may_start():
                return

    def _stays(self, units: Sequence[Unit], n_later: int) -> bool:
        """Say whether the next unit is run here."""
        if self._started:
            return False
        n_workers = self._executor.n_workers
        n_left = len(units) + n_later
        n_next = len(units[0].fits)
        if not self._paces:  # one more or less makes no difference to when the last is done
            is_one_of_many = n_left >= UNITS_PER_WORKER * n_workers or n_left % n_workers == 1
            return is_one_of_many or n_next > 1
        pace = median(self._paces[-N_TIMED:])
        n_fits = sum(len(unit.fits) for unit in units)
        if len(self._paces) < N_TIMED and sum(self._paces) + pace * (n_next - 1) < START / N_TIMED:
            return True
        n_rounds = ceil(n_fits / n_workers) + ceil(n_later / n_workers)
        return pace * (n_fits + n_later) <= START + pace * n_rounds
