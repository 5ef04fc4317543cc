"""What every test stands on: examples that repeat, one thread for linear algebra, no windows."""

import os
import signal

import pytest
from hypothesis import settings
from threadpoolctl import threadpool_limits

# A run must not depend on the day: the same examples each time, no clock that fails a test.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")

os.environ.setdefault("MPLBACKEND", "agg")

# A run in the background has this signal ignored, and so would the processes that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True, scope="session")
def _one_thread():
    """Sums are added in one order, and tests side by side do not wait for each other."""
    with threadpool_limits(1):
        yield
