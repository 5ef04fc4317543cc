"""A lock is held by one writer at a time, and is free again after it, whatever happened."""

import os
import threading

import pytest

from sklearn_hpt.files.locking import held


@pytest.fixture
def opened(tmp_path):
    handles = [os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT) for _ in range(2)]
    yield handles
    for handle in handles:
        os.close(handle)


def test_the_second_waits_for_the_first(opened):
    first, second = opened
    order = []
    waiting = threading.Event()

    def wait():
        waiting.set()
        with held(second):
            order.append("second")

    with held(first):
        thread = threading.Thread(target=wait)
        thread.start()
        waiting.wait()
        thread.join(0.1)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_it_is_free_after_an_error(opened):
    first, second = opened
    with pytest.raises(KeyError), held(first):
        raise KeyError
    with held(second):
        pass


def test_another_error_than_that_there_are_no_locks_is_raised():
    with pytest.raises(OSError, match="Bad file descriptor"), held(10**6):
        pytest.fail("it cannot be held")
