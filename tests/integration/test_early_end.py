"""A search that ends early has candidates that are whole, and the same ones for any n_jobs."""

import warnings

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import KFold

from sklearn_hpt import BayesSearchTuner, GridSearchTuner, RandomSearchTuner, Real
from sklearn_hpt.exceptions import SearchStoppedWarning
from sklearn_hpt.study import NoImprovement, TargetScore
from tests.faults.searches import Napping

X, Y = load_digits(return_X_y=True)
CV = KFold(3, shuffle=True, random_state=0)


def test_fits_that_serve_many_rows_leave_some_that_are_whole():
    """One fit a split would serve all rows, and be over too late for any of them."""
    forest = RandomForestClassifier(random_state=0)
    grid = {"n_estimators": list(range(5, 500, 5))}
    tuner = GridSearchTuner(forest, grid, cv=CV, max_time=3)
    with pytest.warns(SearchStoppedWarning, match="max_time=3"):
        tuner.fit(X, Y)
    n_rows = len(tuner.cv_results_["params"])
    assert 1 <= n_rows < 99
    assert not np.isnan(tuner.cv_results_["mean_test_score"]).any()
    assert "max_time=3" in tuner.stop_reason()


def test_no_fit_that_would_be_late_is_begun():
    tuner = GridSearchTuner(
        Napping(), {"seconds": [0.2 + n / 1e6 for n in range(50)]}, cv=KFold(2), max_time=1.5
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SearchStoppedWarning)
        tuner.fit(X, Y)
    n_fits = 2 * len(tuner.cv_results_["params"])
    assert 2 <= n_fits <= 6  # of 0.2 s each, and a refit of 0.2 s for which time was kept


def test_without_time_for_one_candidate_there_is_no_result():
    tuner = GridSearchTuner(Napping(), {"seconds": [0.3, 0.31]}, cv=KFold(4), max_time=0.5)
    with (
        pytest.warns(SearchStoppedWarning, match="ended after 0 of 2 trials"),
        pytest.raises(ValueError, match=r"No trial was finished: max_time=0\.5 s left no time"),
    ):
        tuner.fit(X, Y)


def rows(tuner):
    return [repr(each) for each in tuner.fit(X[:300], Y[:300]).cv_results_["params"]]


def forests(**settings):
    forest = RandomForestClassifier(random_state=0)
    space = {"n_estimators": list(range(1, 30)), "max_depth": [2, 8]}
    return RandomSearchTuner(forest, space, n_iter=40, random_state=0, cv=CV, **settings)


@pytest.fixture(scope="module")
def to_the_end():
    """All rows of a search that no rule ends, and their scores."""
    tuner = forests(refit=False)
    return rows(tuner), tuner.cv_results_["mean_test_score"]


@pytest.mark.parametrize("n_jobs", [1, 2])
@pytest.mark.parametrize("reuse", [True, False])
def test_a_rule_ends_a_search_at_the_same_row(n_jobs, reuse, to_the_end):
    tuner = forests(stopping=NoImprovement(6), n_jobs=n_jobs, reuse=reuse)
    found = rows(tuner)
    every, means = to_the_end
    assert found == every[: len(found)]
    assert len(found) < 40
    best = int(np.argmax(means[: len(found)]))
    assert len(found) == best + 1 + 6
    assert "no score above" in tuner.stop_reason()


def test_a_bayesian_search_ends_at_its_target():
    space = {"seconds": Real(0.0, 0.001)}
    tuner = BayesSearchTuner(
        Napping(), space, n_iter=9, random_state=0, cv=CV, stopping=[TargetScore(0.0)]
    )
    assert len(rows(tuner)) == 1
    assert "the target being 0" in tuner.stop_reason()
    tuner.set_params(stopping=())
    assert len(rows(tuner)) == 9
    assert tuner.stop_reason() is None
