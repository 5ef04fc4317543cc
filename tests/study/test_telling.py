"""What is told of a trial besides its score: where it comes from, and how long it took."""

import numpy as np
import pytest

from sklearn_hpt import Real, Study
from sklearn_hpt.space import SearchSpace
from sklearn_hpt.strategies import BayesSearch, Listed
from sklearn_hpt.trials import SplitResult, TrialState

SPACE = SearchSpace({"x": Real(0, 1)})
CANDIDATES = [{"x": n / 8} for n in range(8)]


def quality(x):
    """As good at 0.2 as at 0.8."""
    return -(min(abs(x - 0.2), abs(x - 0.8)) ** 2)


def tell(study, n, seconds):
    """So many trials, each taking what a function says; their params."""
    asked = []
    for _ in range(n):
        trial = study.ask()
        asked.append(trial.params["x"])
        study.tell(trial, quality(trial.params["x"]), seconds=seconds(trial.params["x"]))
    return asked


def slow_on_the_right(x):
    return 100.0 if x > 0.5 else 1.0


def slow_on_the_left(x):
    return 1.0 if x > 0.5 else 100.0


def per_second(**settings):
    return Study(SPACE, BayesSearch(SPACE, 0, acquisition="log_ei_per_second"), **settings)


@pytest.mark.parametrize("seconds", [3, 0.25, np.float32(0.5), 0])
def test_the_time_of_a_trial_is_that_of_its_only_split(seconds):
    study = Study(strategy=Listed(CANDIDATES))
    told = study.tell(study.ask(), 0.5, seconds=seconds)
    assert told.splits == (SplitResult(0, 0.5, fit_time=float(seconds)),)
    assert told.score == 0.5


def test_a_failed_trial_took_its_time_too():
    study = Study(strategy=Listed(CANDIDATES))
    told = study.tell(study.ask(), None, seconds=2)
    assert told.state is TrialState.FAILED
    assert [(split.fit_time, split.failed) for split in told.splits] == [(2.0, True)]


@pytest.mark.parametrize(
    ("seconds", "splits", "match"),
    [
        (-1, (), "no length of time"),
        (float("nan"), (), "no length of time"),
        (float("inf"), (), "no length of time"),
        ("3", (), "seconds is a number"),
        (3, [SplitResult(0, 0.5)], "give each its fit_time"),
    ],
)
def test_what_is_no_time_is_refused_and_the_trial_stays_pending(seconds, splits, match):
    study = Study(strategy=Listed(CANDIDATES))
    trial = study.ask()
    with pytest.raises((TypeError, ValueError), match=match):
        study.tell(trial, 0.5, splits, seconds=seconds)
    assert study.history.trials == (trial,)


def test_improvement_by_the_second_looks_where_trials_are_quick():
    right, left = (
        tell(per_second(), 16, seconds) for seconds in (slow_on_the_left, slow_on_the_right)
    )
    assert sum(x > 0.5 for x in right[4:]) > 6  # without times both would ask the same
    assert sum(x < 0.5 for x in left[4:]) > 6


def test_times_are_written_down_and_a_search_goes_on_by_them(tmp_path):
    whole = tell(per_second(), 12, slow_on_the_left)
    with per_second(journal=tmp_path) as study:
        assert tell(study, 7, slow_on_the_left) == whole[:7]
        told = study.history.trials
    with per_second(journal=tmp_path) as study:
        assert study.history.trials == told
        assert tell(study, 5, slow_on_the_left) == whole[7:]


def test_without_a_space_trials_with_splits_are_known_again(tmp_path):
    with Study(strategy=Listed(CANDIDATES), journal=tmp_path) as study:
        study.tell(study.ask(), 0.5, [SplitResult(0, 0.4), SplitResult(1, 0.6)])
        study.tell(study.ask(), 0.25, seconds=3)
        study.tell(study.ask(), None, seconds=3)
        told = study.history.trials
    with Study(strategy=Listed(CANDIDATES), journal=tmp_path) as study:
        assert study.history.trials == told
        assert study.ask().number == 3


def test_a_trial_is_told_by_its_number_and_not_by_its_params():
    study = Study({"x": Real(0, 1)})
    asked = study.ask()
    with pytest.raises(TypeError, match=r"by what ask\(\) gave, or by its number; got {'x'"):
        study.tell(asked.params, 0.5)
    assert study.tell(np.int64(0), 0.5).score == 0.5
