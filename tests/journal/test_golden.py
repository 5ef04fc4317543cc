"""Journals of each format that was ever released are read for ever."""

import shutil
from pathlib import Path

import pytest

from sklearn_hpt import Real, Study
from sklearn_hpt.exceptions import JournalWarning
from sklearn_hpt.study import form_key, journal_rows, read_contents

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def format1(tmp_path):
    return shutil.copytree(GOLDEN / "format1", tmp_path / "format1")


@pytest.mark.filterwarnings(f"ignore::{JournalWarning.__module__}.{JournalWarning.__name__}")
def test_a_study_of_format_1_goes_on(format1):
    """The versions differ from those that wrote it, which is told."""
    space = {"x": Real(-1, 1), "kernel": ["rbf", None, ("a", 1)]}
    with Study(space, random_state=0, journal=format1 / "study") as study:
        assert [trial.score for trial in study.history.trials] == [
            0.9254740051928603,
            0.8638321082331513,
            None,
            0.6721043146889996,
            0.0,
            None,
        ]
        assert study.history.trials[2].params == {"x": -0.5351985674351454, "kernel": ("a", 1)}
        assert study.ask() == study.history.trials[5]
        assert study.ask().number == 6


def test_a_search_of_format_1_is_read(format1):
    contents = read_contents(format1 / "grid")
    assert contents.header.identity["estimator"]["class"] == "sklearn.svm._classes.SVC"
    assert contents.planned == [4]
    assert (contents.n_results, contents.damaged) == (8, [])
    assert [tell["state"] for _, tell in sorted(contents.tells.items())] == [
        *("finished", "finished", "failed", "failed")
    ]
    first, _ = contents.results_of(0, form_key({"C": 1, "kernel": "rbf"}))
    assert sorted(first.test_scores) == sorted(first.train_scores) == ["accuracy", "f1_macro"]
    failed, _ = contents.results_of(2, form_key({"C": -1, "kernel": "rbf"}))
    assert "The 'C' parameter of SVC must be a float in the range (0.0, inf]" in failed.error
    assert len(journal_rows(contents)) == 8
