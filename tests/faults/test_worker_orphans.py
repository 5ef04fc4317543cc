"""No process outlives its search."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sklearn_hpt.execution import Joblib, Limits, Lost, Workers
from tests.execution.tasks import misbehave, process_of, start_another_process

ROOT = Path(__file__).parents[2]

SEARCH = """
import os, sys, time
from sklearn_hpt.execution import Workers
from tests.execution.tasks import MISCHIEF, start_another_process

def work(task):
    yield "worker", os.getpid()
    if task == "child":
        for pid in start_another_process(task):
            yield "child", pid
    MISCHIEF[task]()

print("parent", os.getpid(), flush=True)
with Workers(3) as executor:
    for kind, pid in executor.run(work, ["child", "sum", "sleep"]):
        print(kind, pid, flush=True)
"""


def is_alive(pid):
    """A zombie is dead."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def gone(pids, seconds=5.0):
    deadline = time.monotonic() + seconds
    while any(map(is_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not any(map(is_alive, pids))


pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")


def test_workers_are_gone_when_the_block_is_left():
    with Workers(2) as executor:
        pids = set(executor.run(process_of, range(4)))
        assert all(map(is_alive, pids))
    assert not any(map(is_alive, pids))


def test_workers_are_gone_after_an_error():
    pids = []

    def fail_in_the_middle():
        with Workers(2) as executor:
            pids.append(next(executor.run(process_of, range(4))))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_in_the_middle()
    assert pids
    assert not any(map(is_alive, pids))


def test_a_run_that_is_closed_ends_what_is_running():
    with Workers(2) as executor:
        results = executor.run(start_another_process, [0, 1])
        pids = [next(results) for _ in range(4)]
        assert all(map(is_alive, pids))
        results.close()
        assert gone(pids)
        assert len(list(executor.run(process_of, range(3)))) == 3


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


@pytest.mark.parametrize("how", ["crash", "overrun"])
def test_a_dead_worker_takes_with_it_what_it_started(how):
    with Workers(1, Limits(seconds=2)) as executor:
        worker, child, lost = executor.run(start_another_process, [how])
        assert isinstance(lost, Lost)
        assert gone([worker, child])


@pytest.mark.parametrize("name", ["SIGKILL", pytest.param("SIGTERM", marks=pytest.mark.slow)])
def test_workers_are_gone_when_their_parent_is_killed(name, tmp_path):
    environment = os.environ | {"JOBLIB_TEMP_FOLDER": str(tmp_path)}
    command = [sys.executable, "-c", SEARCH]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment
    ) as search:
        pids = {}
        while len(pids) < 5 or list(pids.values()).count("worker") < 3:
            kind, pid = search.stdout.readline().split()
            pids[int(pid)] = "worker" if kind == b"worker" else pids.get(int(pid), "other")
        assert all(map(is_alive, pids))
        time.sleep(0.2)  # the sum has begun, which keeps Python from everything else
        assert list(tmp_path.iterdir())
        os.kill(search.pid, getattr(signal, name))
        assert gone(pids)
        deadline = time.monotonic() + 5
        while list(tmp_path.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not list(tmp_path.iterdir())


def test_workers_are_gone_when_python_ends_in_the_middle_of_a_run():
    script = """
from sklearn_hpt.execution import Workers
from tests.execution.tasks import start_another_process
executor = Workers(1).__enter__()
results = executor.run(start_another_process, [0])
print(next(results), next(results))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        check=True,
    )
    assert gone([int(pid) for pid in done.stdout.split()])
    assert done.stderr == ""


def test_ctrl_c_reaches_the_parent_alone():
    script = """
import time
from sklearn_hpt.execution import Workers
from tests.execution.tasks import start_another_process
pids = []
try:
    with Workers(2) as executor:
        for pid in executor.run(start_another_process, [0, 1]):
            pids.append(pid)
            if len(pids) == 4:
                print("ready", flush=True)
                time.sleep(60)
except KeyboardInterrupt:
    print(*pids)
"""
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    ) as search:
        assert search.stdout.readline() == "ready\n"
        os.killpg(search.pid, signal.SIGINT)  # as the terminal does
        pids = list(map(int, search.stdout.read().split()))
        assert len(pids) == 4
        assert gone(pids)
        assert search.stderr.read() == ""
        assert search.wait() == 0


def test_interrupts_are_not_for_workers():
    with Workers(1) as executor:
        (pid,) = executor.run(process_of, [0])
        os.kill(pid, signal.SIGINT)
        assert list(executor.run(process_of, [0])) == [pid]
        assert len(list(executor.run(misbehave, [1]))) == 1
