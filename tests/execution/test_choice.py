"""The executor that is chosen is the simplest one that keeps what is asked for."""

import os

import joblib
import pytest

from sklearn_hpt.execution import Joblib, Limits, Sequential, Workers, make_executor
from sklearn_hpt.execution.worker import memory

LIMITS = Limits(seconds=5)


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


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_limits_need_workers_even_for_one_job(n_jobs):
    executor = make_executor(n_jobs, limits=LIMITS)
    assert isinstance(executor, Workers)
    assert executor.n_workers == n_jobs


@pytest.mark.parametrize("backend", ["threading", "multiprocessing", "sequential"])
def test_limits_under_another_backend_are_refused(backend):
    with (
        joblib.parallel_config(backend),
        pytest.raises(ValueError, match=r"(?i)Backend as the active.*Leave out"),
    ):
        make_executor(2, limits=LIMITS)


def test_results_one_by_one_need_workers_where_there_is_a_choice():
    assert isinstance(make_executor(2, streams=True), Workers)
    assert isinstance(make_executor(1, streams=True), Sequential)
    with joblib.parallel_config("threading"):
        assert isinstance(make_executor(2, streams=True), Joblib)


def test_memory_is_limited_where_that_has_an_effect(monkeypatch, tmp_path):
    monkeypatch.setattr(memory, "STATM", tmp_path / "missing")
    with pytest.raises(NotImplementedError, match="fit_memory"):
        make_executor(1, limits=Limits(n_bytes=10**9))
