"""Killed at any instant, a search loses nothing that it had finished, and ends the same."""

import os
import time
import warnings

import numpy as np
import pytest

from sklearn_hpt._readable import readable_params
from sklearn_hpt.study import form_key, read_contents
from tests.faults.searches import NAMES, SERVER, X, Y, make, outcome, run_acknowledged

N_KILLS = int(os.environ.get("SKLEARN_HPT_KILLS", "12"))
"""Instants in all; two hundred are tried before a release."""

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="processes are killed by signals"),
    pytest.mark.slow,
]


def start(name, folder, n_jobs):
    arguments = (name, folder / "journal", folder / "acknowledged", n_jobs)
    process = SERVER.Process(target=run_acknowledged, args=arguments)
    process.start()
    return process


def lost(folder):
    """Give the results that were acknowledged and are not in the journal."""
    told = (folder / "acknowledged").read_text().split("\n")[:-1]
    contents = read_contents(folder / "journal")
    known = {
        f"{number} {result.split}"
        for number, ask in contents.asks.items()
        for result in contents.results_of(number, form_key(ask["params"]))
    }
    return set(told) - known, len(told)


@pytest.mark.parametrize("n_jobs", [1, 2])
@pytest.mark.parametrize("name", NAMES)
def test_kill(name, n_jobs, tmp_path, record_property):
    expected = outcome(make(name).fit(X, Y))
    (tmp_path / "whole").mkdir()
    begun = time.perf_counter()
    start(name, tmp_path / "whole", n_jobs).join()
    duration = time.perf_counter() - begun

    rng = np.random.default_rng(sum(map(ord, name)) + n_jobs)
    n_kills = max(1, N_KILLS * (2 if n_jobs == 1 else 1) // 9)
    n_killed = n_acknowledged = search = 0
    while n_killed < n_kills:
        folder = tmp_path / str(search)
        folder.mkdir()
        (folder / "acknowledged").touch()
        for _ in range(4):
            process = start(name, folder, n_jobs)
            process.join(rng.uniform(0, duration))
            n_killed += process.exitcode is None
            process.kill()
            process.join()
        missing, n_told = lost(folder) if (folder / "journal").is_dir() else (set(), 0)
        assert not missing
        n_acknowledged += n_told
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            assert outcome(make(name, journal=folder / "journal").fit(X, Y)) == expected
        search += 1
    record_property("killed", n_killed)
    print(f"{name}, {n_jobs} jobs: killed {n_killed} times, {n_acknowledged} kept, 0 lost")


def test_params_of_a_journal_are_those_of_the_search(tmp_path):
    (tmp_path / "acknowledged").touch()
    start("grid", tmp_path, n_jobs=1).join()
    asks = read_contents(tmp_path / "journal").asks
    params = make("grid").fit(X, Y).cv_results_["params"]
    assert [asks[n]["params"] for n in range(len(params))] == list(map(readable_params, params))
    assert lost(tmp_path) == (set(), 18)
