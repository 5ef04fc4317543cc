"""Every executor gives the results of its tasks, in their order."""

import os
import time

import joblib
import pytest
import sklearn
from hypothesis import given
from hypothesis import strategies as st

from sklearn_hpt.execution import Joblib, Sequential, make_executor

EXECUTORS = [Sequential(), Joblib(1), Joblib(2)]


def square(number):
    return number * number


def sleep_longer_when_first(number):
    time.sleep(0.05 * (number == 0))
    return number


@pytest.mark.parametrize("executor", EXECUTORS, ids=lambda executor: type(executor).__name__)
def test_results_come_in_the_order_of_the_tasks(executor):
    with executor:
        assert list(executor.run(sleep_longer_when_first, range(6))) == list(range(6))
        assert list(executor.run(square, [])) == []


@given(st.lists(st.integers()))
def test_running_is_mapping(tasks):
    with Sequential() as executor:
        assert list(executor.run(square, tasks)) == [square(task) for task in tasks]


def test_the_sequential_executor_makes_a_result_when_it_is_asked_for():
    made = []
    with Sequential() as executor:
        results = executor.run(made.append, range(3))
        next(results)
        assert made == [0]


def test_an_error_of_a_task_comes_through():
    for executor in EXECUTORS:
        with executor, pytest.raises(TypeError, match="bad operand"):
            list(executor.run(abs, ["text"]))


@pytest.mark.parametrize(
    ("n_jobs", "kind"), [(None, Sequential), (1, Sequential), (2, Joblib), (-1, Joblib)]
)
def test_one_worker_means_this_process(n_jobs, kind, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    expected = Sequential if joblib.effective_n_jobs(n_jobs) == 1 else kind
    assert isinstance(make_executor(n_jobs), expected)


def test_an_active_joblib_configuration_decides_where_n_jobs_does_not():
    with joblib.parallel_config(backend="threading", n_jobs=2):
        assert isinstance(make_executor(None), Joblib)


def working_memory(_):
    return sklearn.get_config()["working_memory"]


def test_workers_see_the_configuration_of_scikit_learn():
    with sklearn.config_context(working_memory=77), Joblib(2) as executor:
        assert list(executor.run(working_memory, range(4))) == [77] * 4
