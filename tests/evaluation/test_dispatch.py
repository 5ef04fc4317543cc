"""Workers are started where they are worth their start, and change no result."""

import time

import pytest

from sklearn_hpt.evaluation.dispatch import START, UNITS_PER_WORKER, run_where_soonest
from sklearn_hpt.evaluation.plan import Fit, Row
from sklearn_hpt.evaluation.reuse.anatomy import Anatomy
from sklearn_hpt.evaluation.unit import Unit

N_WORKERS = 2
ENOUGH = UNITS_PER_WORKER * N_WORKERS


class Recording:
    """Runs here, and keeps what it was given."""

    n_workers = N_WORKERS

    def __init__(self):
        self.given = []

    def run(self, function, tasks):
        self.given = list(tasks)
        return map(function, self.given)


def units(n, trials=(0,)):
    fit = Fit({}, (Row({}, trials),), Anatomy((), ""))
    return [Unit(split, ([0], [1]), (fit,), {}) for split in range(n)]


def split_of(unit):
    return unit.split


def slow_from_the_third_on(unit):
    time.sleep(1.01 * START * (unit.split == 2))
    return unit.split


@pytest.mark.parametrize(
    ("work", "batch", "n_given"),
    [
        (split_of, units(ENOUGH), 0),  # over before workers start
        (slow_from_the_third_on, units(ENOUGH), ENOUGH - 3),  # worth the workers
        (split_of, units(ENOUGH - 1), ENOUGH - 1),  # too few to begin here
        (split_of, units(ENOUGH, trials=(0, 1)), ENOUGH),  # shared fits may be long
    ],
)
def test_the_executor_gets_what_is_worth_it(work, batch, n_given):
    executor = Recording()
    assert list(run_where_soonest(executor, work, batch)) == list(range(len(batch)))
    assert len(executor.given) == n_given


def test_one_worker_gets_everything():
    executor = Recording()
    executor.n_workers = 1
    assert list(run_where_soonest(executor, split_of, units(ENOUGH))) == list(range(ENOUGH))
    assert len(executor.given) == ENOUGH
