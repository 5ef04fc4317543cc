"""Every executor gives all results of its tasks, and lets their errors through."""

import itertools
import warnings

import pytest
import sklearn
from hypothesis import given
from hypothesis import strategies as st

from sklearn_hpt.execution import Joblib, Lost, Sequential, Workers
from tests.execution.tasks import (
    fail_at,
    give_unpicklable,
    give_unreadable,
    misbehave,
    raise_picky,
    raise_unpicklable,
    settings,
    squares,
)

MAKERS = {
    "sequential": Sequential,
    "joblib, one": lambda: Joblib(1),
    "joblib, two": lambda: Joblib(2),
    "workers, one": lambda: Workers(1),
    "workers, two": lambda: Workers(2),
}


@pytest.fixture(params=MAKERS, scope="module")
def executor(request):
    with MAKERS[request.param]() as executor:
        yield executor


def test_all_results_of_all_tasks_are_given(executor):
    assert sorted(executor.run(squares, [1, 3, 0, 2])) == [0, 0, 0, 1, 1, 4]
    assert list(executor.run(squares, [])) == []
    assert list(executor.run(squares, iter([]))) == []


def test_the_results_of_a_task_keep_their_order(executor):
    assert list(executor.run(squares, [5])) == [0, 1, 4, 9, 16]


def test_an_error_of_a_task_comes_through_and_the_executor_goes_on(executor):
    with pytest.raises(ValueError, match="negative: -7"):
        list(executor.run(fail_at, [1, -7]))
    assert sorted(executor.run(fail_at, [1, 2, 3])) == [1, 2, 3]


# a thread of loky may look for a task that it was told to give up (KeyError in joblib 1.6)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_run_that_is_closed_early_leaves_the_executor_usable(executor):
    results = executor.run(squares, itertools.repeat(2))
    assert next(results) == 0
    results.close()
    assert sorted(executor.run(squares, [2, 2])) == [0, 0, 1, 1]


def test_sys_exit_loses_its_task_alone(executor):
    results = list(executor.run(misbehave, [1, 2, "sys.exit", 3, 4]))
    lost = [result for result in results if isinstance(result, Lost)]
    assert {1, 2, 3, 4, "sys.exit"} == set(results) - set(lost)
    assert lost == [Lost("sys.exit", "the task called sys.exit(3)", overdue=False)]


@pytest.mark.parametrize(("action", "fate"), [("ignore", "ignored"), ("error", "an error")])
def test_tasks_see_the_configuration_and_the_warning_filters(executor, action, fate):
    with sklearn.config_context(working_memory=77), warnings.catch_warnings():
        warnings.simplefilter(action)
        assert list(executor.run(settings, range(3))) == [(77, fate)] * 3


@pytest.mark.parametrize("function", [raise_unpicklable, raise_picky])
@pytest.mark.parametrize("executor", ["joblib, two", "workers, one"], indirect=True)
def test_an_error_that_cannot_travel_is_quoted(executor, function):
    with pytest.raises(RuntimeError, match=function.__name__):
        list(executor.run(function, [0]))


@pytest.mark.parametrize("executor", ["workers, one"], indirect=True)
def test_a_result_that_cannot_travel_is_an_error(executor):
    with pytest.raises(TypeError, match="lock"):
        list(executor.run(give_unpicklable, [0]))
    with pytest.raises(FileNotFoundError, match="/no/such/file"):
        list(executor.run(give_unreadable, [0]))
    assert list(executor.run(squares, [1])) == [0]


@given(st.lists(st.integers(0, 4)))
def test_running_here_is_chaining(tasks):
    with Sequential() as executor:
        expected = list(itertools.chain.from_iterable(map(squares, tasks)))
        assert list(executor.run(squares, tasks)) == expected


def test_the_sequential_executor_makes_a_result_when_it_is_asked_for():
    made = []

    def make(task):
        for number in range(3):
            made.append(number)
            yield number

    drawn = []
    with Sequential() as executor:
        results = executor.run(make, map(drawn.append, range(2)))
        next(results)
        assert (made, drawn) == ([0], [0])


@pytest.mark.parametrize(("name", "n_workers"), [("one", 1), ("two", 2)])
def test_executors_tell_how_many_work_and_where(name, n_workers):
    assert MAKERS[f"workers, {name}"]().n_workers == n_workers
    assert not MAKERS[f"workers, {name}"]().in_process
    assert MAKERS[f"joblib, {name}"]().n_workers == n_workers
    assert MAKERS[f"joblib, {name}"]().in_process == (n_workers == 1)
    assert Sequential().n_workers == 1
    assert Sequential().in_process


def test_workers_are_one_or_more():
    with pytest.raises(ValueError, match="got 0"):
        Workers(0)
