"""Whatever a task does to its worker, the other tasks' results are all there."""

import itertools
import os
import re
import time

import pytest

from sklearn_hpt.execution import Limits, Lost, Workers
from tests.execution.processes import gone
from tests.execution.tasks import fork_and_die, misbehave, process_of, squares

SLOW = pytest.mark.slow

LIMIT = 1.5

DEATHS = {
    "segfault": r"ended by signal 11 \(SIGSEGV\)[\s\S]*string_at",
    "exit": "exited with status 3",
    "kill": r"ended by signal 9 \(SIGKILL\)",
}
OVERRUNS = {
    "sum": "tasks.py",
    "ignore signals": "in _loop",
}


def split(results):
    results = list(results)
    lost = [result for result in results if isinstance(result, Lost)]
    return lost, [result for result in results if not isinstance(result, Lost)]


@pytest.fixture(scope="module")
def pair():
    with Workers(2, Limits(seconds=LIMIT)) as executor:
        yield executor


@pytest.mark.parametrize("death", ["segfault", "kill", pytest.param("exit", marks=SLOW)])
@pytest.mark.parametrize("place", [pytest.param(0, marks=SLOW), 3, pytest.param(6, marks=SLOW)])
def test_a_death_costs_one_task_and_is_told_with_its_reason(pair, death, place):
    tasks = [0, 1, 2, 3, 4, 5]
    tasks.insert(place, death)
    (lost,), results = split(pair.run(misbehave, tasks))
    assert set(results) == set(tasks)  # what was given before the death is there as well
    assert (lost.task, lost.overdue) == (death, False)
    assert re.search(DEATHS[death], lost.reason)


@SLOW
def test_nothing_but_deaths(pair):
    lost, results = split(pair.run(misbehave, ["exit"] * 5))
    assert (len(lost), results) == (5, ["exit"] * 5)
    assert list(pair.run(squares, [1])) == [0]


@pytest.mark.parametrize("overrun", OVERRUNS)
def test_a_task_that_does_not_end_is_ended(pair, overrun):
    (lost,), results = split(pair.run(misbehave, [0, 1, overrun, 2, 3]))
    assert set(results) == {0, 1, overrun, 2, 3}
    assert (lost.task, lost.overdue) == (overrun, True)
    assert lost.reason.startswith(f"took longer than fit_timeout={LIMIT} s")
    assert OVERRUNS[overrun] in lost.reason


def test_the_clock_starts_anew_with_each_result(pair):
    def give_slowly(task):
        for number in range(4):
            time.sleep(LIMIT / 3)
            yield number

    assert list(pair.run(give_slowly, [0])) == [0, 1, 2, 3]


def test_a_slow_reader_is_no_overrun(pair):
    results = pair.run(misbehave, [0, 1])
    seen = [next(results)]
    time.sleep(LIMIT + 0.5)
    assert sorted([*seen, *results]) == [0, 1]


def test_a_worker_that_was_killed_while_idle_costs_nothing(pair):
    pids = set(pair.run(process_of, range(6)))
    for pid in pids:
        os.kill(pid, 9)
    assert sorted(pair.run(squares, [2, 2, 2])) == [0, 0, 0, 1, 1, 1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_worker_that_leaves_a_process_with_its_pipe_is_found_dead():
    with Workers(1) as executor:
        (lost,), pids = split(executor.run(fork_and_die, [0]))
        assert "exited with status 5" in lost.reason
        assert len(pids) == 2
        assert gone(pids)


def test_a_megabyte_of_output_is_neither_lost_nor_mixed_up(capfd):
    def shout(task):
        print("x" * 1_000_000, flush=False)
        print("the end", end="", flush=False)
        return [task]

    with Workers(1) as executor:
        assert list(executor.run(shout, [7])) == [7]
    written = capfd.readouterr().out
    assert written == "x" * 1_000_000 + "\nthe end"


def test_results_survive_a_flood(pair):
    def flood(task):
        for number in range(300):
            yield bytes(task * 1000), number

    results = list(pair.run(flood, [1, 10, 100]))
    expected = itertools.product([1000, 10_000, 100_000], range(300))
    assert sorted((len(block), number) for block, number in results) == list(expected)
