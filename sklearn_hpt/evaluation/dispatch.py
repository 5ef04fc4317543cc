"""Dispatch: workers are started where they are worth their start."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import takewhile
from math import ceil
from statistics import median
from typing import TypeVar

from sklearn_hpt.evaluation.pacing import always
from sklearn_hpt.evaluation.unit import Unit
from sklearn_hpt.execution import Executor, Lost

Result = TypeVar("Result")

START = 1.5
"""Seconds that worker processes take to start and import what they need, roughly."""

UNITS_PER_WORKER = 8
"""With so many units, one that is run here first keeps the workers waiting for little."""

N_TIMED = 3
"""How many units tell how long the others will take: the first alone is often slower."""


class Dispatcher:
    """Runs units in this process until workers would be done sooner, the rest by an executor.

    So a tiny search is over before workers would have started. Once they have started they get
    everything.

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
        self._seconds: list[float] = []

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
        n_done = 0
        while n_done < len(units) and self._stays(len(units) - n_done, n_later):
            if not self._may_start():
                return
            start = time.perf_counter()
            yield from self._run_here(work, units[n_done])
            self._seconds.append(time.perf_counter() - start)
            n_done += 1
        if n_done < len(units):
            self._started = True
            rest = takewhile(lambda unit: self._may_start(), units[n_done:])
            here = partial(self._run_here, work)
            yield from self._executor.run(here if self._executor.in_process else work, rest)

    def _run_here(self, work: Callable[[Unit], Iterable[Result]], unit: Unit) -> Iterator[Result]:
        """Run one unit in this process, as far as its fits may be started."""
        for result in work(unit):
            yield result
            if not self._may_start():
                return

    def _stays(self, n_units: int, n_later: int) -> bool:
        """Say whether the next unit is run here."""
        if self._started:
            return False
        n_workers = self._executor.n_workers
        n_left = n_units + n_later
        if not self._seconds:  # one more or less makes no difference to when the last is done
            return n_left >= UNITS_PER_WORKER * n_workers or n_left % n_workers == 1
        if len(self._seconds) < N_TIMED and sum(self._seconds) < START / N_TIMED:
            return True
        pace = median(self._seconds[-N_TIMED:])
        n_rounds = ceil(n_units / n_workers) + ceil(n_later / n_workers)
        return pace * n_left <= START + pace * n_rounds
