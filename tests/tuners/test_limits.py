"""Tuners with limits: what is best, what is refused, what stays as it was."""

import pickle
import warnings

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer
from sklearn.dummy import DummyClassifier
from sklearn.metrics import make_scorer, recall_score
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC

from sklearn_hpt import (
    AtLeast,
    AtMost,
    BayesSearchTuner,
    GridSearchTuner,
    RandomSearchTuner,
    Real,
)
from sklearn_hpt.exceptions import JournalMismatchError, LimitsWarning
from sklearn_hpt.trials import History, Trial, TrialState

X, Y = load_breast_cancer(return_X_y=True)
X, Y = (X[::3] - X.mean(axis=0)) / X.std(axis=0), Y[::3]
SPACE = {"C": Real(1e-2, 1e2, log=True), "gamma": Real(1e-4, 1e1, log=True)}
GRID = {"C": [0.02, 0.1, 1.0, 10.0], "gamma": [0.001, 0.1, 1.0]}
SCORING = {"accuracy": "accuracy", "malignant": make_scorer(recall_score, pos_label=0)}
OPTIONS = {"scoring": SCORING, "refit": "accuracy", "cv": 3}
LIMITS = {"malignant": AtLeast(0.94)}


def bayes(n_iter=10, **options):
    given = {**OPTIONS, "limits": LIMITS, "random_state": 0, **options}
    return BayesSearchTuner(SVC(class_weight="balanced"), SPACE, n_iter=n_iter, **given)


def grid(limits, **options):
    return GridSearchTuner(SVC(), GRID, limits=limits, **{**OPTIONS, **options})


def without_times(results):
    return {name: column for name, column in results.items() if "_time" not in name}


def test_the_best_of_a_grid_is_the_best_ranked_within():
    tuner = grid({"malignant": AtLeast(0.9)}).fit(X, Y)
    results, plain = tuner.cv_results_, GridSearchCV(SVC(), GRID, **OPTIONS).fit(X, Y).cv_results_
    assert list(results) == list(plain)
    for name, column in without_times(plain).items():
        np.testing.assert_array_equal(results[name], column)
    within = np.flatnonzero(plain["mean_test_malignant"] >= 0.9)
    expected = within[plain["rank_test_accuracy"][within].argmin()]
    assert tuner.best_index_ == expected != plain["rank_test_accuracy"].argmin()
    assert tuner.best_score_ == plain["mean_test_accuracy"][expected]
    assert tuner.best_params_ == plain["params"][expected]
    assert tuner.best_params_["C"] == tuner.best_estimator_.C
    assert tuner.history().incumbent.number == expected
    assert [row["trial"] for row in tuner.show_best(1, to="dicts")] == [expected]


def test_what_is_told_of_the_search_is_true():
    tuner = grid({"malignant": AtLeast(0.9)}).fit(X, Y)
    n_within = int((tuner.cv_results_["mean_test_malignant"] >= 0.9).sum())
    first, second, *_ = tuner.explain().splitlines()
    assert f"{n_within} finished, 0 failed, {12 - n_within} outside the limits" in first
    assert second.startswith(f"The best is trial {tuner.best_index_} with")
    assert f"{n_within} of 12 finished, {12 - n_within} outside the limits" in tuner._repr_html_()
    rows = tuner.results(to="dicts")
    assert [row["rank"] is None for row in rows] == [row["state"] == "infeasible" for row in rows]
    means = tuner.cv_results_["mean_test_malignant"]
    np.testing.assert_array_equal([row["outcome_malignant"] for row in rows], means)


def test_a_report_names_the_best_within(tmp_path):
    tuner = grid({"malignant": AtLeast(0.9)}).fit(X, Y)
    page = tuner.report(tmp_path / "report.html").read_text()
    assert "outside the limits" in page
    assert f"The best is trial {tuner.best_index_} with" in page


def test_where_none_is_within_the_least_outside_is_the_best():
    with pytest.warns(LimitsWarning, match=r"None of 12 trials .*AtLeast\(2.0\)") as caught:
        tuner = grid({"malignant": AtLeast(2.0)}).fit(X, Y)
    recalls = tuner.cv_results_["mean_test_malignant"]
    nearest = np.flatnonzero(recalls == recalls.max())
    ranks = tuner.cv_results_["rank_test_accuracy"][nearest]
    assert tuner.best_index_ == nearest[ranks.argmin()]
    assert f"trial {tuner.best_index_}, which is least outside" in str(caught[0].message)
    assert caught[0].filename == __file__


def test_a_rule_of_the_user_has_the_last_word():
    tuner = grid({"malignant": AtLeast(2.0)}, refit=lambda results: 3)
    assert tuner.fit(X, Y).best_index_ == 3
    tuner = grid({"malignant": AtLeast(2.0)}, refit=False).fit(X, Y)
    assert not hasattr(tuner, "best_index_")


def test_no_limits_are_no_limits():
    plain, empty = (grid(limits).fit(X, Y) for limits in (None, {}))
    assert plain.best_index_ == empty.best_index_
    assert {trial.state for trial in plain.history().trials} == {TrialState.FINISHED}
    assert all(trial.outcomes == {} for trial in plain.history().trials)


def test_one_metric_is_the_score_and_times_have_limits():
    limits = {"score": AtMost(0.9), "fit_time": AtMost(60), "score_time": AtMost(60)}
    tuner = RandomSearchTuner(SVC(), SPACE, n_iter=6, cv=3, random_state=0, limits=limits)
    tuner.fit(X, Y)
    assert tuner.best_score_ <= 0.9
    trial = tuner.history().trials[0]
    assert list(trial.outcomes) == ["fit_time", "score", "score_time"]
    assert trial.outcomes["score"] == tuner.cv_results_["mean_test_score"][0]
    assert trial.outcomes["fit_time"] == tuner.cv_results_["mean_fit_time"][0]


@pytest.mark.parametrize(
    ("scoring", "limits", "match"),
    [
        (SCORING, {"malign": AtLeast(1)}, "'malign', which no trial.*Did you mean 'malignant'"),
        (None, {"recall": AtLeast(1)}, "there are 'score', 'fit_time', 'score_time'"),
        ("accuracy", {"accuracy": AtLeast(1)}, "For other metrics, add them to scoring"),
    ],
)
def test_limits_on_what_is_not_shown_are_refused_before_the_first_fit(scoring, limits, match):
    class Never(DummyClassifier):
        def fit(self, X, y):
            raise AssertionError

    tuner = GridSearchTuner(Never(), {"strategy": ["prior"]}, scoring=scoring, limits=limits)
    tuner.set_params(refit="accuracy" if isinstance(scoring, dict) else True)
    with pytest.raises(ValueError, match=match):
        tuner.fit(X, Y)


def test_a_callable_tells_its_metrics_afterwards():
    def both(estimator, X, y):
        return {"one": estimator.score(X, y), "two": 1.0}

    options = {"scoring": both, "refit": "one", "cv": 3}
    GridSearchTuner(SVC(), {"C": [1, 2]}, limits={"two": AtMost(1)}, **options).fit(X, Y)


@pytest.mark.parametrize("n_jobs", [None, 2])
def test_what_a_callable_does_not_show_is_refused_after_the_first_trial(n_jobs):
    def both(estimator, X, y):
        return {"one": estimator.score(X, y), "two": 1.0}

    seen = []
    tuner = BayesSearchTuner(SVC(), SPACE, n_iter=20, scoring=both, refit="one", cv=3)
    tuner.set_params(limits={"three": AtMost(1)}, n_jobs=n_jobs, random_state=0)
    tuner.set_params(observers=[lambda trial, history: seen.append(trial)])
    with pytest.raises(ValueError, match="limits has 'three', which no trial of this search shows"):
        tuner.fit(X, Y)
    assert not seen


@pytest.mark.parametrize("limits", [3, [AtMost(1)], {"malignant": 0.5}])
def test_what_is_no_limit_is_refused(limits):
    with pytest.raises((TypeError, ValueError), match="limits"):
        grid(limits).fit(X, Y)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.FitFailedWarning")
@pytest.mark.parametrize("error_score", [1.0, 0.0])
def test_a_trial_that_failed_is_within_no_limit(error_score):
    tuner = GridSearchTuner(
        SVC(), {"C": [-1, 1]}, error_score=error_score, limits={"fit_time": AtMost(60)}, cv=3
    )
    assert tuner.fit(X, Y).best_index_ == 1


@pytest.mark.filterwarnings("ignore:Scoring failed")
@pytest.mark.filterwarnings("ignore:One or more of the test scores are non-finite")
def test_an_outcome_that_is_no_number_is_outside():
    def moody(estimator, X, y):
        if estimator.C == 10:
            raise ValueError
        return 1.0

    tuner = grid({"moody": AtLeast(0)}, scoring={"accuracy": "accuracy", "moody": moody})
    states = [trial.state for trial in tuner.fit(X, Y).history().trials]
    expected = [TrialState.INFEASIBLE if C == 10 else TrialState.FINISHED for C in GRID["C"]]
    assert states == [state for state in expected for _ in GRID["gamma"]]


def test_a_search_keeps_within_and_is_the_same_again_and_from_a_journal(tmp_path):
    tuner = bayes(random_state=0).fit(X, Y)
    best = tuner.history().incumbent
    assert best.number == tuner.best_index_
    assert best.outcomes["malignant"] >= 0.94
    again = clone(tuner).fit(X, Y)
    copied = pickle.loads(pickle.dumps(tuner))
    assert copied.limits == LIMITS
    bayes(n_iter=6, journal=tmp_path).fit(X, Y)
    resumed = bayes(journal=tmp_path).fit(X, Y)
    known = bayes(journal=tmp_path).fit(X, Y)
    for other in (again, copied, resumed, known):
        assert other.best_index_ == tuner.best_index_
        for name, column in without_times(tuner.cv_results_).items():
            np.testing.assert_array_equal(other.cv_results_[name], column)
        for one, two in zip(other.history().trials, tuner.history().trials, strict=True):
            assert (one.state, one.outcomes) == (two.state, two.outcomes)
    assert (tuner.posterior().mean_and_std([best.params])[1] >= 0).all()
    with pytest.raises(JournalMismatchError, match="limits: malignant is AtLeast"):
        bayes(limits={"malignant": AtLeast(0.5)}, journal=tmp_path).fit(X, Y)


@pytest.mark.parametrize("surrogate", ["tpe", "forest"])
def test_other_surrogates_keep_within(surrogate):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tuner = bayes(n_iter=8, surrogate=surrogate).fit(X, Y)
    assert tuner.history().incumbent.number == tuner.best_index_


@pytest.mark.filterwarnings("ignore:None of 2 trials")
def test_what_another_search_knows_is_judged():
    plain = bayes(limits=None, n_iter=8).fit(X, Y)
    tuner = bayes(n_iter=2, start_from=plain.cv_results_).fit(X, Y)
    assert [set(trial.outcomes) for trial in tuner._told] == [{"malignant"}] * 8
    limited = bayes(limits={"malignant": AtLeast(2.0)}, n_iter=2, start_from=plain)
    with pytest.warns(LimitsWarning):
        origins = [trial.origin for trial in limited.fit(X, Y).history().trials]
    assert all("log_within" in origin for origin in origins if origin["by"] == "acquisition")


@pytest.mark.filterwarnings("ignore:None of 1 trials")
def test_a_journal_of_a_search_without_limits_teaches_outcomes(tmp_path):
    plain = bayes(limits=None, n_iter=8, journal=tmp_path).fit(X, Y)
    ways = [bayes(n_iter=1, start_from=known).fit(X, Y) for known in (plain, str(tmp_path))]
    told = [[(each.params, each.state, each.outcomes) for each in way._told] for way in ways]
    assert told[0] == told[1]
    assert all(set(each.outcomes) == {"malignant"} for each in ways[1]._told)


def test_other_outcomes_of_a_warm_start_are_another_search(tmp_path):
    def begin(outcome, limits=LIMITS):
        known = Trial(0, {"C": 1.0, "gamma": 0.1}).told(0.9, (), {"malignant": outcome})
        options = {"n_iter": 1, "limits": limits, "start_from": History((known,))}
        return bayes(journal=tmp_path / str(limits is None), **options).fit(X, Y)

    begin(0.95)
    with pytest.raises(JournalMismatchError, match="warm start"):
        begin(0.5)
    begin(0.95, limits=None)
    begin(0.5, limits=None)  # where nothing depends on it


def test_a_pickle_of_an_older_version_has_no_limits():
    tuner = grid(None).fit(X, Y)
    del tuner.limits
    for trial in tuner.history().trials:
        vars(trial).pop("outcomes")
    again = pickle.loads(pickle.dumps(tuner))
    assert again.get_params()["limits"] is None
    assert repr(again) == repr(grid(None))
    assert len(again.results(to="dicts")) == 12
    assert again.fit(X, Y).best_index_ == tuner.best_index_
