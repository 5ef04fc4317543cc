"""A training loop of one's own is killed, and goes on where it was."""

import os
import subprocess
import sys

import pytest

pytest.importorskip("torch")

from tests.nets.loop import run

pytestmark = [
    pytest.mark.torch,
    pytest.mark.skipif(os.name != "posix", reason="the process is killed by a signal"),
]

N_TRIALS = 14


def start(journal):
    command = [sys.executable, "-m", "tests.nets.loop", str(journal), str(N_TRIALS)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("n_told", [1, 8])
def test_a_loop_that_is_killed_ends_as_if_it_had_not_been(n_told, tmp_path, capsys):
    with start(tmp_path / "killed") as process:
        told = [process.stdout.readline() for _ in range(n_told)]
        process.kill()
    assert told == [f"{number}\n" for number in range(n_told)]
    scores, best = run(tmp_path / "killed", N_TRIALS)
    again = [int(line) for line in capsys.readouterr().out.split()]
    assert again == list(range(again[0], N_TRIALS))  # none of those that were told
    assert again[0] >= n_told
    assert (scores, best) == run(tmp_path / "whole", N_TRIALS)
    assert ("momentum" in best) == (best["optimizer"] == "SGD")
    assert ("units_2" in best) == (best["n_layers"] == 2)
