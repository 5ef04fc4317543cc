"""What is defined in a script works in workers, and the script does not run again in them."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

SCRIPT = """
import numpy as np
from sklearn_hpt.execution import Limits, make_executor

print("the script runs")


class Result:
    def __init__(self, number):
        self.number = number


class Data:
    def __init__(self):
        self.X = np.ones(1_000_000)

    def __call__(self, task):
        yield Result(task + int(self.X.sum()))


with make_executor(1, limits=Limits(seconds=30)) as executor:
    results = list(executor.run(Data(), [1, 2, 3]))
    assert all(type(result) is Result for result in results)
    print(sorted(result.number for result in results))
"""


def test_a_script_without_a_guard_runs_once(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout == "the script runs\n[1000001, 1000002, 1000003]\n"
