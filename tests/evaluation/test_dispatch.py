"""Workers are started where they are worth their start, and change no result."""

import pytest

from sklearn_hpt.evaluation import dispatch
from sklearn_hpt.evaluation.dispatch import UNITS_PER_WORKER, Dispatcher
from sklearn_hpt.evaluation.forecast import START
from sklearn_hpt.evaluation.plan import Fit, Row
from sklearn_hpt.evaluation.reuse.anatomy import Anatomy
from sklearn_hpt.evaluation.unit import Unit

N_WORKERS = 2
ENOUGH = UNITS_PER_WORKER * N_WORKERS


class Recording:
    """Runs here, and keeps what it was given."""

    n_workers = N_WORKERS
    in_process = False

    def __init__(self):
        self.given = []

    def run(self, function, tasks):
        for task in tasks:
            self.given.append(task)
            yield from function(task)


class Clock:
    """Time that passes only as units say."""

    def __init__(self):
        self.now = 0.0

    def perf_counter(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(dispatch, "time", clock)
    return clock


def units(n, n_fits=1):
    fits = tuple(Fit({}, (Row({}, (i,)),), Anatomy((), "")) for i in range(n_fits))
    tasks = dict.fromkeys(range(n_fits))
    return [Unit(split, ([0], [1]), fits, tasks) for split in range(n)]


def taking(clock, *seconds):
    """Make work that takes so many seconds; the last figure holds for all further units."""

    def work(unit):
        clock.now += seconds[min(unit.split, len(seconds) - 1)]
        yield unit.split

    return work


CASES = {
    "over before workers start": (ENOUGH, (0.01,), 0),
    "long fits": (ENOUGH, (1.0,), ENOUGH - 1),
    "a slow first fit": (ENOUGH, (0.4, 0.01), 0),
    "slower from the fourth on": (ENOUGH, (0.01, 0.01, 0.01, 2.0), ENOUGH - 5),
    "few, and one more or less makes no difference": (5, (0.5,), 0),
    "few, and the rest is worth it": (5, (2.0,), 4),
    "too few to try one": (4, (0.01,), 4),
}


@pytest.mark.parametrize(("n", "seconds", "n_given"), CASES.values(), ids=CASES.keys())
def test_the_executor_gets_what_is_worth_it(clock, n, seconds, n_given):
    executor = Recording()
    results = Dispatcher(executor).run(taking(clock, *seconds), units(n))
    assert list(results) == list(range(n))
    assert len(executor.given) == n_given


def test_small_batches_count_together(clock):
    executor = Recording()
    dispatcher = Dispatcher(executor)
    for batch in range(10):
        n_later = 5 * (9 - batch)
        assert list(dispatcher.run(taking(clock, 0.1), units(5), n_later)) == list(range(5))
    assert len(executor.given) == 50 - 3


def test_workers_that_have_started_get_everything(clock):
    executor = Recording()
    dispatcher = Dispatcher(executor)
    list(dispatcher.run(taking(clock, START), units(ENOUGH)))
    before = len(executor.given)
    list(dispatcher.run(taking(clock, 0.001), units(1)))
    assert len(executor.given) == before + 1


def test_one_worker_gets_everything(clock):
    executor = Recording()
    executor.n_workers = 1
    assert list(Dispatcher(executor).run(taking(clock, 0.01), units(ENOUGH))) == list(range(ENOUGH))
    assert len(executor.given) == ENOUGH


def by_fit(clock, shared, each):
    """Make work in which each fit takes its time, after what all of a unit share."""

    def work(unit):
        clock.now += shared
        for fit in unit.fits:
            clock.now += each
            yield from ((unit.split, *row.trials) for row in fit.rows)

    return work


def test_two_fits_of_many_tell_how_long_the_others_take(clock):
    executor = Recording()
    results = list(Dispatcher(executor).run(by_fit(clock, 0.0, 1.0), units(4, n_fits=10)))
    assert sorted(results) == [(split, fit) for split in range(4) for fit in range(10)]
    assert results[:2] == [(0, 0), (0, 1)]
    assert [len(unit.fits) for unit in executor.given] == [8, 10, 10, 10]


def test_what_fits_share_is_not_counted_for_each(clock):
    executor = Recording()
    list(Dispatcher(executor).run(by_fit(clock, 0.3, 0.02), units(4, n_fits=10)))
    assert not executor.given


def test_large_samples_take_their_time_to_reach_workers(clock):
    given = []
    for n_bytes in (0, 10**9):
        executor = Recording()
        dispatcher = Dispatcher(executor, n_bytes=n_bytes)
        list(dispatcher.run(taking(clock, 0.5), units(ENOUGH)))
        given.append(len(executor.given))
    assert given == [ENOUGH - 1, 0]


def test_units_of_several_quick_fits_are_run_here(clock):
    executor = Recording()
    list(Dispatcher(executor).run(by_fit(clock, 0.01, 0.001), units(4, n_fits=10)))
    assert not executor.given


def test_no_worker_waits_for_a_long_unit(clock):
    executor = Recording()
    executor.n_workers = 4
    dispatcher = Dispatcher(executor, stays_out=True)
    list(dispatcher.run(taking(clock, 1.0), units(5, n_fits=40)))
    assert [len(unit.fits) for unit in executor.given] == [40, 40, 40, 40, 10, 10, 10, 10]
