"""Dispatch: workers are started where they are worth their start."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from sklearn_hpt.evaluation.unit import Unit
from sklearn_hpt.execution import Executor, Sequential

Result = TypeVar("Result")

START = 1.0
"""Seconds that worker processes take to start and import what they need, roughly."""

UNITS_PER_WORKER = 8
"""From so many units on, trying the first one here costs little where it turns out long."""


def run_where_soonest(
    executor: Executor, work: Callable[[Unit], Result], units: Sequence[Unit]
) -> Iterator[Result]:
    """Run units by an executor, or all in this process if they are over before workers start.

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
    worth_trying = (
        executor.n_workers > 1
        and len(units) >= UNITS_PER_WORKER * executor.n_workers
        and not units[0].is_shared
    )
    if worth_trying:
        start = time.perf_counter()
        yield work(units[0])
        units = units[1:]
        if (time.perf_counter() - start) * len(units) < START:
            executor = Sequential()
    yield from executor.run(work, units)
