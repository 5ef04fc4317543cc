"""Dispatch: workers are started where they are worth their start."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from sklearn_hpt.evaluation.unit import Unit
from sklearn_hpt.execution import Executor

Result = TypeVar("Result")

START = 1.0
"""Seconds that worker processes take to start and import what they need, roughly."""

UNITS_PER_WORKER = 8
"""With fewer units, one that turns out long would keep the workers waiting for too much."""


def run_where_soonest(
    executor: Executor, work: Callable[[Unit], Result], units: Sequence[Unit]
) -> Iterator[Result]:
    """Run units in this process as long as workers would take to start, the rest by an executor.

    So a tiny search is over before workers start, and no search is later for it by more than
    that time or one fit.

    Parameters
    ----------
    executor : Executor
    work : callable
        Takes one unit.
    units : sequence of Unit

    Yields
    ------
    result : object
        In the order of the units.
    """
    n_done = 0
    if executor.n_workers > 1 and len(units) >= UNITS_PER_WORKER * executor.n_workers:
        start = time.perf_counter()
        for unit in units:
            if unit.is_shared or time.perf_counter() - start > START:
                break
            yield work(unit)
            n_done += 1
    yield from executor.run(work, units[n_done:])
