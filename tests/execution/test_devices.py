"""Workers get CUDA devices in turn, and no process that has loaded torch is forked."""

import sys
from traceback import format_exc
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joblib import parallel_config

from sklearn_hpt.execution import Joblib, Lost, Sequential, Workers, devices, make_executor
from sklearn_hpt.execution.calling import results_of
from tests.execution.tasks import has_torch, misbehave, tell_devices


class Cuda:
    """Stands in for ``torch.cuda``."""

    def __init__(self, n_devices, is_initialized=False):
        self.n_devices = n_devices
        self.initialized = is_initialized
        self.n_emptied = 0

    def device_count(self):
        return self.n_devices

    def is_initialized(self):
        return self.initialized

    def empty_cache(self):
        self.n_emptied += 1


@pytest.fixture
def load_torch(monkeypatch):
    """Have torch loaded, with so many devices."""
    monkeypatch.delenv(devices.VARIABLE, raising=False)

    def load(n_devices, **settings):
        cuda = Cuda(n_devices, **settings)
        monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(cuda=cuda))
        return cuda

    return load


def test_without_torch_there_are_no_devices(monkeypatch):
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    assert not devices.is_torch_loaded()
    assert devices.visible_devices() == ()
    devices.release_memory()


def test_devices_are_those_that_this_process_sees(load_torch, monkeypatch):
    load_torch(3)
    assert devices.visible_devices() == ("0", "1", "2")
    monkeypatch.setenv(devices.VARIABLE, "5, GPU-8f6c,7")
    assert devices.visible_devices() == ("5", "GPU-8f6c", "7")
    load_torch(1)  # what CUDA does not know ends the list
    assert devices.visible_devices() == ("5",)


@given(st.integers(1, 9), st.integers(2, 9))
def test_all_devices_are_used_and_shared_evenly(n_devices, n_workers):
    names = [str(number) for number in range(n_devices)]
    shares = [
        devices.device_environment(names, place, n_workers)[devices.VARIABLE].split(",")
        for place in range(n_workers)
    ]
    used = [name for share in shares for name in share]
    assert set(used) == set(names)
    counts = [used.count(name) for name in names]
    assert max(counts) - min(counts) <= 1
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


def test_one_worker_sees_all_devices():
    assert devices.device_environment(["0", "1"], 0, 1) == {}


@pytest.mark.parametrize("n_devices", range(5))
@pytest.mark.parametrize("n_workers", range(1, 6))
def test_every_worker_sees_so_many_devices(n_devices, n_workers, load_torch):
    load_torch(n_devices)
    names = devices.visible_devices()
    shares = [devices.device_environment(names, i, n_workers) for i in range(n_workers)]
    counts = [len(share[devices.VARIABLE].split(",")) if share else n_devices for share in shares]
    assert devices.n_devices_each(n_workers) == min(counts)


def devices_of_two(executor, folder):
    folder.mkdir()
    return sorted(executor.run(tell_devices, [folder, folder]))


def test_each_worker_sees_its_own_as_does_one_in_the_place_of_another(load_torch, tmp_path):
    load_torch(2)
    with make_executor(2) as executor:
        assert isinstance(executor, Workers)
        assert devices_of_two(executor, tmp_path / "before") == ["0", "1"]
        _, lost = executor.run(misbehave, ["exit"])
        assert isinstance(lost, Lost)
        assert devices_of_two(executor, tmp_path / "after") == ["0", "1"]
        assert list(executor.run(has_torch, [0])) == [False]  # as nothing else that is loaded here


def test_without_devices_nothing_changes(load_torch):
    load_torch(0)
    assert isinstance(make_executor(1), Sequential)
    assert isinstance(make_executor(2), Joblib)


def test_no_process_with_torch_is_forked(load_torch, monkeypatch):
    with parallel_config("multiprocessing"):
        load_torch(0)
        assert isinstance(make_executor(2), Workers)
        monkeypatch.delitem(sys.modules, "torch")
        assert isinstance(make_executor(2), Joblib)


class OutOfMemoryError(RuntimeError):
    """Called as torch's own is."""


def test_a_task_that_finds_no_memory_is_lost_and_its_memory_given_back(load_torch):
    cuda = load_torch(1, is_initialized=True)

    def eat(task):
        yield "first"
        raise OutOfMemoryError("tried 20 GiB")

    first, lost = results_of(eat, 7)
    assert first == "first"
    assert isinstance(lost, Lost)
    assert lost.task == 7
    assert "no memory was left on the device (OutOfMemoryError: tried 20 GiB)" in lost.reason
    assert cuda.n_emptied == 1


def test_memory_is_left_alone_where_cuda_was_not_used(load_torch):
    cuda = load_torch(1)
    devices.release_memory()
    assert cuda.n_emptied == 0


def test_other_errors_are_raised():
    assert not devices.is_exhaustion(MemoryError())
    assert devices.is_exhaustion(OutOfMemoryError())
    with pytest.raises(ZeroDivisionError):
        list(results_of(lambda task: [1 / task], 0))


@pytest.mark.parametrize(
    "text",
    [
        "CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported",
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
        "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
    ],
)
def test_cuda_and_its_libraries_have_words_of_their_own_for_it(text):
    assert devices.is_exhaustion(RuntimeError(text))
    assert not devices.is_exhaustion(ValueError(text))
    assert not devices.is_exhaustion(RuntimeError("CUDA error: device-side assert triggered"))


def traceback_of(error):
    def score():
        raise error

    try:
        score()
    except RuntimeError:
        return format_exc()
    raise AssertionError


@pytest.mark.parametrize(
    "error",
    [
        OutOfMemoryError("tried 20 GiB\nand no less"),
        RuntimeError("CUDA error: out of memory\nCUDA kernel errors might be reported later"),
        RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"),
    ],
)
def test_a_traceback_tells_of_it_too(error):
    assert devices.is_exhaustion(error)
    with pytest.raises(devices.DeviceMemoryError, match=str(error).splitlines()[0]) as caught:
        devices.raise_exhaustion(traceback_of(error))
    assert devices.is_exhaustion(caught.value)


@pytest.mark.parametrize("text", ["no OutOfMemoryError", "CUDA error: device-side assert"])
def test_a_traceback_of_another_error_is_none_of_it(text):
    devices.raise_exhaustion(traceback_of(RuntimeError(text)))
