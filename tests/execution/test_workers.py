"""Own workers deliver at once, draw late, share what is large, and keep tasks apart."""

import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import joblib
import numpy as np
import pytest

from sklearn_hpt.execution import Limits, Workers, workers
from sklearn_hpt.execution.worker import thread_environment
from tests.execution.processes import is_alive
from tests.execution.tasks import (
    Summing,
    Writing,
    allocate,
    allocate_without_end,
    folder_then_leave,
    inner_backend,
    process_of,
    search_inside,
    squares,
    threads,
    total_of,
    two_halves,
    wait_if_told,
)


@pytest.fixture(scope="module")
def pair():
    with Workers(2) as executor:
        yield executor


@pytest.fixture(scope="module")
def left():
    """A block that an error ended in the middle of a run, and what was seen in it."""
    with pytest.MonkeyPatch.context() as patch, suppress(ZeroDivisionError):
        patch.delenv("OMP_NUM_THREADS", raising=False)
        with Workers(8) as executor:
            results = executor.run(threads, [0, 1])
            seen = SimpleNamespace(
                n_cores=next(results),
                pids=[worker._process.pid for worker in executor._crew],
                folder=executor._folder,
                results=results,
            )
            assert seen.folder.is_dir()
            raise ZeroDivisionError
    seen.survivors = [pid for pid in seen.pids if is_alive(pid)]
    return seen


def test_a_result_is_there_before_its_task_ends(pair, tmp_path):
    signal = tmp_path / "go on"
    results = pair.run(two_halves, [signal])
    assert next(results) == "first"
    signal.touch()
    assert list(results) == ["second"]


def test_results_come_in_the_order_of_completion(pair, tmp_path):
    signal = tmp_path / "go on"
    results = pair.run(wait_if_told, [("late", signal), ("soon", None), ("next", None)])
    assert [next(results), next(results)] == ["soon", "next"]
    signal.touch()
    assert list(results) == ["late"]


def test_a_task_is_not_drawn_before_a_worker_is_free(pair, tmp_path):
    drawn = []

    def tasks():
        for number in range(20):
            drawn.append(number)
            yield (number, None)

    results = pair.run(wait_if_told, tasks())
    for n_given in range(1, 21):
        next(results)
        assert n_given <= len(drawn) <= n_given + 1
    assert list(results) == []


def test_tasks_may_end_at_any_time(pair):
    def tasks():
        yield 1
        raise TimeoutError("no time is left")

    with pytest.raises(TimeoutError, match="no time is left"):
        list(pair.run(squares, tasks()))
    assert list(pair.run(squares, [1])) == [0]


def test_workers_live_from_run_to_run(pair):
    first = set(pair.run(process_of, range(8)))
    second = set(pair.run(process_of, range(8)))
    assert len(first | second) <= 2
    assert os.getpid() not in first


def test_no_more_workers_are_started_than_there_are_tasks(left):
    assert len(left.pids) == 2


def test_what_is_large_is_mapped_read_only_and_aligned(pair):
    X = np.arange(300_000.0)
    (total, writeable, offset), *_ = set(pair.run(Summing(X), range(4)))
    assert (total, writeable, offset) == (X.sum(), False, 0)
    small = X[:10]
    assert {result[:2] for result in pair.run(Summing(small), range(4))} == {(45.0, True)}


def test_what_is_large_cannot_be_spoiled(pair):
    X = np.zeros(300_000)
    with pytest.raises(ValueError, match="read-only"):
        list(pair.run(Writing(X), [1.0]))
    assert not X.any()


def test_a_function_is_written_down_once():
    X = np.zeros(300_000)
    with Workers(1) as executor:
        list(executor.run(partial(total_of, X), [1]))
        (file,) = executor._folder.glob("function-*")
        list(executor.run(partial(total_of, X), [1]))
        assert list(executor._folder.glob("function-*")) == [file]
        list(executor.run(squares, [1]))
        (other,) = executor._folder.glob("function-*")
        assert other != file


def test_a_task_that_leaves_its_folder_takes_no_other_along(pair):
    assert set(pair.run(folder_then_leave, range(6))) == {str(Path.cwd())}


def test_cores_are_divided_among_the_workers(left, monkeypatch):
    assert left.n_cores == str(max(1, joblib.cpu_count() // 8))
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert thread_environment(1)["OMP_NUM_THREADS"] == str(joblib.cpu_count())
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert thread_environment(1)["OMP_NUM_THREADS"] == "3"
    with joblib.parallel_config("loky", inner_max_num_threads=5):
        assert thread_environment(1)["OMP_NUM_THREADS"] == "5"


def test_what_is_parallel_inside_a_task_is_as_in_a_worker_of_joblib(pair):
    (ours,) = pair.run(inner_backend, [0])
    (theirs,) = joblib.Parallel(2)([joblib.delayed(inner_backend)(0)])[0]
    assert ours == theirs


def test_a_worker_can_have_workers():
    with Workers(1) as executor:
        assert list(executor.run(search_inside, [0])) == [("Workers", 0, 1, 4)]


@pytest.mark.slow
def test_a_worker_of_joblib_can_have_workers():
    results = joblib.Parallel(2)(joblib.delayed(search_inside)(task) for task in range(2))
    assert results == [[("Workers", 0, 1, 4)]] * 2


def test_a_daemonic_process_is_told_that_it_cannot_have_workers(monkeypatch):
    monkeypatch.setattr(workers, "current_process", lambda: SimpleNamespace(daemon=True))
    with pytest.raises(RuntimeError, match="daemonic"), Workers(1):
        pass


def test_memory_is_limited_for_a_task_and_the_worker_goes_on():
    with Workers(1, Limits(n_bytes=200_000_000)) as executor:
        sizes = [50, 1000, 50, 150]
        results = list(executor.run(allocate, sizes))
        with pytest.raises(MemoryError):
            list(executor.run(allocate_without_end, [0]))
        results += executor.run(allocate, [150])
    assert results[::2] == ["50 MB", "refused", "50 MB", "150 MB", "150 MB"]
    assert len(set(results[1::2])) == 1


def test_workers_are_used_in_a_with_block(left):
    with pytest.raises(RuntimeError, match="with Workers"):
        list(Workers(1).run(squares, [1]))
    with pytest.raises(RuntimeError, match="with Workers"):
        list(left.results)


def test_two_runs_at_once_are_refused(pair, tmp_path):
    signal = tmp_path / "go on"
    first = pair.run(two_halves, [signal])
    next(first)
    with pytest.raises(RuntimeError, match="under way"):
        list(pair.run(squares, [1]))
    signal.touch()
    assert list(first) == ["second"]


def test_workers_and_their_folder_are_gone_afterwards(left):
    assert not left.survivors
    assert not left.folder.exists()


@pytest.mark.slow
def test_workers_can_be_entered_again(tmp_path):
    executor = Workers(2)
    for _ in range(4):  # the second worker is ended before it is ready, which is not its fault
        with executor:
            assert next(executor.run(squares, [3, 3])) == 0


def test_workers_that_cannot_start_are_not_started_for_ever(monkeypatch):
    class Deadly:
        """Ends the process that reads it, before that has imported anything."""

        def __reduce__(self):
            return os._exit, (9,)

    monkeypatch.setattr("sklearn_hpt.execution.worker.process.serve", Deadly())
    with Workers(1) as executor, pytest.raises(RuntimeError, match="exited with status 9"):
        list(executor.run(squares, [1]))


def test_a_worker_that_is_late_for_one_run_is_in_time_for_the_next():
    with Workers(2) as executor:
        for task in range(4):  # each with a function of its own, while the second still starts
            ((total, *_),) = executor.run(Summing(np.full(3, task)), iter([task]))
            assert total == 3 * task
