"""No process outlives its search."""

import os
import re
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

from sklearn_hpt.execution import Joblib, Limits, Lost, Workers
from tests.execution.processes import gone, is_alive
from tests.execution.tasks import misbehave, process_of, start_another_process

ROOT = Path(__file__).parents[2]

SEARCH = """
import os
from itertools import islice
from sklearn_hpt.execution import Workers
from tests.execution.tasks import MISCHIEF, start_another_process

def work(task):
    yield from islice(start_another_process(task), 2)
    MISCHIEF[task]()

print(os.getpid(), flush=True)
with Workers(2) as executor:
    for pid in executor.run(work, ["sum", "sleep"]):
        print(pid, flush=True)
"""


pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")


def test_an_idle_worker_is_not_interrupted_and_gone_when_the_block_is_left():
    with Workers(1) as executor:
        (pid,) = executor.run(process_of, [0])
        os.kill(pid, signal.SIGINT)
        assert list(executor.run(process_of, [0])) == [pid]
        assert len(list(executor.run(misbehave, [1]))) == 1
        assert is_alive(pid)
    assert not is_alive(pid)


def test_a_run_that_is_closed_ends_what_is_running():
    with Workers(2) as executor:
        results = executor.run(start_another_process, [0, 1])
        pids = list(islice(results, 4))
        assert all(map(is_alive, pids))
        results.close()
        assert gone(pids)
        assert len(list(executor.run(process_of, [0]))) == 1


def test_a_run_of_joblib_that_is_closed_ends_what_is_running():
    with Joblib(2, "all") as executor:
        results = executor.run(process_of_then_sleep, [0, 60, 60, 60, 60])
        pid = next(results)
        started = time.monotonic()
        results.close()
        assert gone([pid])
        assert time.monotonic() - started < 20
        assert len(list(executor.run(process_of, range(3)))) == 3


def process_of_then_sleep(seconds):
    yield os.getpid()
    time.sleep(seconds)


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("crash", "the worker exited with status 4"),
        ("overrun", r"took longer than fit_timeout=2 s[\s\S]*tasks.py"),
    ],
)
def test_a_dead_worker_takes_with_it_what_it_started(how, reason):
    with Workers(1, Limits(seconds=2)) as executor:
        worker, child, lost = executor.run(start_another_process, [how])
        assert isinstance(lost, Lost)
        assert lost.overdue == (how == "overrun")
        assert re.match(reason, lost.reason)
        assert gone([worker, child])


@pytest.mark.parametrize("name", ["SIGKILL", pytest.param("SIGTERM", marks=pytest.mark.slow)])
def test_workers_are_gone_when_their_parent_is_killed(name, tmp_path):
    environment = os.environ | {"JOBLIB_TEMP_FOLDER": str(tmp_path)}
    command = [sys.executable, "-c", SEARCH]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment
    ) as search:
        pids = list(map(int, islice(search.stdout, 5)))  # of it, two workers, and a child of each
        assert all(map(is_alive, pids))
        time.sleep(0.2)  # the sum has begun, which keeps Python from everything else
        assert list(tmp_path.iterdir())
        os.kill(search.pid, getattr(signal, name))
        assert gone(pids)
        deadline = time.monotonic() + 5
        while list(tmp_path.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not list(tmp_path.iterdir())


def test_ctrl_c_reaches_the_parent_alone_and_with_python_end_its_workers(tmp_path):
    script = """
import sys, time
from itertools import islice
from pathlib import Path
from sklearn_hpt.execution import Workers
from tests.execution.tasks import start_another_process, wait_for

def work(path):
    yield from islice(start_another_process(path), 2)
    wait_for(path)
    yield "goes on"
    time.sleep(60)

executor = Workers(1).__enter__()
results = executor.run(work, sys.argv[1:])
try:
    print(next(results), next(results), flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    Path(sys.argv[1]).touch()
    print(next(results))
"""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "go on")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    ) as search:
        pids = list(map(int, search.stdout.readline().split()))
        assert len(pids) == 2
        os.killpg(search.pid, signal.SIGINT)  # as the terminal does
        assert search.stdout.readline() == "goes on\n"
        assert gone(pids)
        assert search.stderr.read() == ""
        assert search.wait() == 0
