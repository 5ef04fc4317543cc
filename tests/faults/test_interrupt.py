"""Ctrl-C once keeps what is finished, twice ends at once; both leave a good journal."""

import os
import signal
import subprocess
import sys
import time

import pytest

from sklearn_hpt.study import read_contents
from tests.faults.searches import X, Y, make, outcome

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX"),
    pytest.mark.slow,
]

SCRIPT = """
import sys, time, warnings
from sklearn.model_selection import KFold
from sklearn_hpt import GridSearchTuner
from tests.faults.searches import Napping, X, Y
seconds, n_jobs, journal = float(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
grid = {"seconds": [seconds + n / 1e6 for n in range(60)]}
tuner = GridSearchTuner(Napping(), grid, cv=KFold(2), n_jobs=n_jobs, journal=journal)
print("begun", flush=True)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    tuner.fit(X, Y)
print(len(tuner.cv_results_["params"]), tuner.stop_reason(), tuner.predict(X[:1]).tolist())
print([str(each.message) for each in caught])
"""


def begin(seconds, n_jobs, journal):
    command = [sys.executable, "-c", SCRIPT, str(seconds), str(n_jobs), str(journal)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout.readline() == "begun\n"
    return process


def wait_for_results(journal, n):
    for _ in range(600):
        if (journal / "segments").is_dir() and read_contents(journal).n_results >= n:
            return
        time.sleep(0.05)
    pytest.fail("no results came")


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_once(tmp_path, n_jobs):
    process = begin(0.05, n_jobs, tmp_path)
    wait_for_results(tmp_path, 5)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of its processes
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    first, second = out.splitlines()
    n_rows = int(first.split()[0])
    assert 2 <= n_rows < 60
    assert "interrupted [0]" in first  # and it was refitted
    assert f"ended after {n_rows} of 60 trials: interrupted" in second
    assert read_contents(tmp_path).n_results >= 2 * n_rows


def test_twice(tmp_path):
    """The second comes during the refit, which is as long as a fit."""
    process = begin(1.0, 1, tmp_path)
    wait_for_results(tmp_path, 3)
    os.killpg(process.pid, signal.SIGINT)
    time.sleep(0.4)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "KeyboardInterrupt" in err
    assert read_contents(tmp_path).n_results >= 3


def test_before_anything_is_whole_it_is_an_interrupt(tmp_path):
    process = begin(2.0, 1, tmp_path)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "KeyboardInterrupt" in err


def test_what_was_interrupted_is_resumed(tmp_path, monkeypatch):
    n_left = [5]

    def interrupt(self, *given, **named):
        n_left[0] -= 1
        if n_left[0] == 0:
            raise KeyboardInterrupt
        return fit(self, *given, **named)

    kind = type(make("bayes").estimator)
    fit = kind.fit
    monkeypatch.setattr(kind, "fit", interrupt)
    with pytest.warns(UserWarning, match="ended after 1 of 7 trials: interrupted"):
        tuner = make("bayes", journal=tmp_path).fit(X, Y)
    assert len(tuner.cv_results_["params"]) == 1
    monkeypatch.undo()
    assert outcome(make("bayes", journal=tmp_path).fit(X, Y)) == outcome(make("bayes").fit(X, Y))
