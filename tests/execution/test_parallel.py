"""Joblib's pool may break: what is done is kept, and the rest is done elsewhere."""

import re

import joblib
import pytest

from sklearn_hpt.execution import Joblib, Lost, Workers
from tests.execution.tasks import misbehave, process_of, squares, wait_if_told


def test_a_worker_that_dies_costs_its_task_alone():
    tasks = [*range(8), "abort", *range(8, 16)]
    with Joblib(2) as executor:
        results = list(executor.run(misbehave, tasks))
        assert isinstance(executor._refuge, Workers)
        assert list(executor.run(squares, [2])) == [0, 1]
    (lost,) = (result for result in results if isinstance(result, Lost))
    assert (lost.task, lost.overdue) == ("abort", False)
    assert re.search(r"ended by signal 6 \(SIGABRT\)[\s\S]*tasks.py", lost.reason)
    assert sorted(result for result in results if isinstance(result, int)) == list(range(16))
    assert len(results) == 16 + 2  # it had given one result before it died


def test_results_come_in_the_order_of_completion(tmp_path):
    signal = tmp_path / "go on"
    with Joblib(2) as executor:
        results = executor.run(wait_if_told, [("late", signal), ("soon", None)])
        assert next(results) == "soon"
        signal.touch()
        assert list(results) == ["late"]


@pytest.mark.parametrize("backend", ["threading", "multiprocessing", "sequential"])
def test_other_backends_are_used_as_they_are(backend):
    with joblib.parallel_config(backend), Joblib(2) as executor:
        assert sorted(executor.run(squares, [2, 3])) == [0, 0, 1, 1, 4]
        assert executor.in_process == (backend != "multiprocessing")


def test_workers_of_joblib_live_from_run_to_run():
    with Joblib(2) as executor:
        pids = [pid for _ in range(3) for pid in executor.run(process_of, range(8))]
    assert len(set(pids)) <= 2
