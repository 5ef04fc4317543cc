"""Dispatch: workers are started where they are worth their start."""

import time
from collections.abc import Callable, Iterator, Sequence
from math import ceil
from statistics import median
from typing import TypeVar

from sklearn_hpt.evaluation.unit import Unit
from sklearn_hpt.execution import Executor

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
    """

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._started = executor.n_workers == 1
        self._seconds: list[float] = []

    def run(
        self, work: Callable[[Unit], Result], units: Sequence[Unit], n_later: int = 0
    ) -> Iterator[Result]:
        """Run units where they are done soonest.

        Parameters
        ----------
        work : callable
            Takes one unit.
        units : sequence of Unit
        n_later : int, default=0
            How many more are expected after these.

        Yields
        ------
        result : object
            In the order of the units.
        """
        n_done = 0
        while n_done < len(units) and self._stays(len(units) - n_done, n_later):
            start = time.perf_counter()
            yield work(units[n_done])
            self._seconds.append(time.perf_counter() - start)
            n_done += 1
        if n_done < len(units):
            self._started = True
            yield from self._executor.run(work, units[n_done:])

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
