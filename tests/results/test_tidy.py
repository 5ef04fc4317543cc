"""Tidy rows: one a trial, or one a trial and split."""

import pytest

from sklearn_hpt.results import as_table, best_first, list_failures, split_rows, trial_rows
from sklearn_hpt.trials import History, SplitResult, Trial

SPLITS = (SplitResult(0, 0.9, fit_time=1.0), SplitResult(1, 0.7, 0.8, fit_time=2.0, score_time=0.5))
FAILED = (SplitResult(0, None, error="Traceback\nValueError: no"), SplitResult(1, {"a": 1, "b": 2}))
HISTORY = History(
    (
        Trial(0, {"C": 1}, origin={"by": "given"}).told(0.8, SPLITS),
        Trial(1, {"C": 2, "kernel": "rbf"}).told(None, FAILED),
        Trial(2, {"C": 3}).told(0.9, SPLITS),
        Trial(3, {"C": 4}).told(0.8, SPLITS),
    )
)


def test_a_row_for_each_trial():
    rows = trial_rows(HISTORY)
    assert [row["rank"] for row in rows] == [2, None, 1, 2]
    assert rows[0] == {
        "trial": 0,
        "state": "finished",
        "score": 0.8,
        "rank": 2,
        "param_C": 1,
        "fit_time": 3.0,
        "score_time": 0.5,
        "chosen_by": "given",
    }


def test_a_row_for_each_split():
    rows = split_rows(HISTORY)
    assert [(row["trial"], row["split"]) for row in rows] == [
        (n, s) for n in range(4) for s in (0, 1)
    ]
    assert (rows[0]["test_score"], rows[1]["train_score"]) == (0.9, 0.8)
    assert (rows[2]["state"], rows[2]["error"]) == ("failed", "Traceback\nValueError: no")
    assert (rows[3]["test_a"], rows[3]["test_b"]) == (1, 2)


def test_the_best_come_first_and_the_earliest_of_equals_before():
    assert [trial.number for trial in best_first(HISTORY)] == [2, 0, 3]


def test_failures_are_listed():
    assert list_failures(HISTORY) == [
        {
            "trial": 1,
            "split": 0,
            "error": "ValueError: no",
            "traceback": "Traceback\nValueError: no",
            "param_C": 2,
            "param_kernel": "rbf",
        }
    ]


def test_tables():
    rows = trial_rows(HISTORY)
    assert as_table(rows, ("trial",), "dicts") == rows
    pandas = pytest.importorskip("pandas")
    frame = as_table(rows, ("trial", "score"))
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns[:2]) == ["trial", "score"]
    assert list(as_table([], ("trial", "score")).columns) == ["trial", "score"]
    with pytest.raises(ValueError, match="to='arrow' is no kind of table; give one of pandas"):
        as_table(rows, (), "arrow")


def test_a_table_for_polars():
    polars = pytest.importorskip("polars")
    assert as_table(trial_rows(HISTORY), ("trial",), "polars")["rank"].to_list() == [2, None, 1, 2]
    assert isinstance(as_table([], ("trial",), "polars"), polars.DataFrame)


def test_text_that_pyarrow_cannot_hold_is_kept():
    pytest.importorskip("pandas")
    rows = [{"t": "lone \ud800", "n": 1, "x": 0.5}, {"t": "plain", "n": 2, "x": None}]
    frame = as_table(rows, ("t", "n"), "pandas")
    assert frame["t"].tolist() == ["lone \ud800", "plain"]
    assert frame["n"].tolist() == [1, 2]
    assert frame["x"].tolist()[0] == 0.5
