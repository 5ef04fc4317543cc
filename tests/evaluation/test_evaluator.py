"""The evaluator: trials come back told, in order, with a result on every split."""

from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import load_iris
from sklearn.model_selection import KFold, cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from sklearn_hpt.evaluation import (
    SUBMODELS,
    Evaluator,
    Narrator,
    Objective,
    Pacing,
    check_candidates,
    draw_splits,
    resolve_scorer,
)
from sklearn_hpt.execution import Joblib, Sequential
from sklearn_hpt.trials import Trial, TrialState

X, y = load_iris(return_X_y=True)
CV = KFold(3, shuffle=True, random_state=0)
SPLITS = draw_splits(CV, X, y, {})


class Counted(ClassifierMixin, BaseEstimator):
    """Keeps the values that it was fitted with, in this process."""

    fits: ClassVar[list[int]] = []

    def __init__(self, value=0):
        self.value = value

    def fit(self, X, y):
        Counted.fits.append(self.value)
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        return np.full(len(X), self.value)


class FailsWhenNegative(ClassifierMixin, BaseEstimator):
    def __init__(self, value=1):
        self.value = value

    def fit(self, X, y):
        if self.value < 0:
            raise RuntimeError(f"value={self.value}")
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        return np.full(len(X), self.value)


def objective(estimator, scoring=None, **options):
    error_score = options.get("error_score", np.nan)
    scorer = resolve_scorer(estimator, scoring, error_score)
    return Objective(estimator, X, y, scorer, **options)


def trials(*candidates):
    return [Trial(number, params) for number, params in enumerate(candidates)]


def whole(versions):
    """Give the last version of each trial, by number."""
    last = {version.number: version for version in versions}
    return [last[number] for number in sorted(last)]


@pytest.mark.parametrize("executor", [Sequential(), Joblib(2)])
def test_scores_are_those_of_cross_validate(executor):
    evaluate = Evaluator(objective(SVC(), return_train_score=True), SPLITS, executor)
    told = whole(evaluate(trials({"C": 0.1}, {"C": 10.0})))
    for trial, C in zip(told, (0.1, 10.0), strict=True):
        expected = cross_validate(SVC(C=C), X, y, cv=CV, return_train_score=True)
        assert [result.test_scores for result in trial.splits] == expected["test_score"].tolist()
        assert [result.train_scores for result in trial.splits] == expected["train_score"].tolist()
        assert trial.score == pytest.approx(expected["test_score"].mean(), rel=1e-15)
        assert [result.n_test_samples for result in trial.splits] == [50] * 3


def test_a_failed_fit_is_a_value_and_the_others_go_on():
    evaluate = Evaluator(objective(FailsWhenNegative()), SPLITS, Sequential())
    failed, finished = whole(evaluate(trials({"value": -1}, {"value": 1})))
    assert failed.state is TrialState.FAILED
    assert "RuntimeError: value=-1" in failed.splits[0].error
    assert failed.splits[0].score_time == 0.0
    assert failed.splits[0].fit_time >= 0
    assert finished.state is TrialState.FINISHED


def test_a_failed_fit_raises_when_asked_to():
    evaluate = Evaluator(objective(FailsWhenNegative(), error_score="raise"), SPLITS, Sequential())
    with pytest.raises(RuntimeError, match="value=-1"):
        list(evaluate(trials({"value": -1})))


def test_a_trial_comes_with_each_result_and_is_told_with_the_last():
    evaluate = Evaluator(objective(SVC()), SPLITS, Sequential())
    versions = list(evaluate(trials({"C": 1.0})))
    assert [len(version.splits) for version in versions] == [1, 2, 3]
    assert [version.state for version in versions] == [
        TrialState.PENDING,
        TrialState.PENDING,
        TrialState.FINISHED,
    ]


@pytest.mark.parametrize("submodels", [None, SUBMODELS])
def test_results_that_are_there_are_not_made_again(submodels):
    candidates = [{"value": value} for value in (0, 1, 2)]
    expected = whole(Evaluator(objective(Counted()), SPLITS, Sequential())(trials(*candidates)))
    there = [
        expected[0],  # whole
        replace(trials(*candidates)[1], splits=expected[1].splits[1:2]),
        trials(*candidates)[2],
    ]
    there[0] = replace(there[0], state=TrialState.PENDING, score=None)
    Counted.fits.clear()
    evaluate = Evaluator(objective(Counted()), SPLITS, Sequential(), submodels=submodels)
    told = whole(evaluate(there))
    assert sorted(Counted.fits) == [1, 1, 2, 2, 2]
    assert [trial.score for trial in told] == [trial.score for trial in expected]
    assert [[split.split for split in trial.splits] for trial in told] == [[0, 1, 2]] * 3


def test_when_no_fit_may_start_trials_stay_as_they_are():
    done = []
    evaluate = Evaluator(
        objective(SVC()), SPLITS, Sequential(), pacing=Pacing(may_start=lambda: len(done) < 4)
    )
    versions = evaluate(trials({"C": 1.0}, {"C": 2.0}, {"C": 3.0}))
    while (version := next(versions, None)) is not None:
        done.append(version)
    first, second = whole(done)
    assert first.state is TrialState.FINISHED
    assert (second.state, len(second.splits)) == (TrialState.PENDING, 1)


def test_the_leading_metric_makes_the_score():
    estimator = SVC()
    several = objective(estimator, {"a": "accuracy", "b": "balanced_accuracy"})
    for metric, name in ((None, "accuracy"), ("b", "balanced_accuracy")):
        (told,) = whole(Evaluator(several, SPLITS, Sequential(), metric=metric)(trials({})))
        expected = cross_validate(estimator, X, y, cv=CV, scoring=name)["test_score"].mean()
        assert told.score == pytest.approx(expected, rel=1e-15)


def test_neither_the_estimator_nor_a_choice_is_fitted():
    scaler, estimator = StandardScaler(), make_pipeline(StandardScaler(), SVC())
    evaluate = Evaluator(objective(estimator), SPLITS, Sequential())
    list(evaluate(trials({"standardscaler": scaler})))
    assert not hasattr(scaler, "mean_")
    assert not hasattr(estimator[-1], "classes_")


def test_a_misspelt_parameter_stops_the_batch_before_its_first_fit():
    fitted = []

    class Counting(FailsWhenNegative):
        def fit(self, X, y):
            fitted.append(1)
            return super().fit(X, y)

    evaluate = Evaluator(objective(Counting()), SPLITS, Sequential())
    with pytest.raises(ValueError, match="Did you mean 'value' instead of 'valeu'"):
        list(evaluate(trials({"value": 1}, {"valeu": 1})))
    assert fitted == []


def test_candidates_are_checked_with_the_estimators_among_their_values():
    pipeline = make_pipeline(StandardScaler(), SVC())
    good = {"svc": FailsWhenNegative(), "svc__value": 2}
    check_candidates(pipeline, [good, {"standardscaler": "passthrough", "svc__C": 1}])
    with pytest.raises(ValueError, match="instead of 'svc__valeu'"):
        check_candidates(pipeline, [good, {"svc": FailsWhenNegative(), "svc__valeu": 2}])
    assert pipeline.get_params()["svc"].get_params()["C"] == 1.0


def test_the_narrator_says_what_it_is_asked_to(capsys):
    for verbose in (0, 1, 2, 3, 10):
        narrator = Narrator(verbose, n_splits=3, n_trials=1)
        narrator.announce()
        evaluate = Evaluator(objective(SVC()), SPLITS, Sequential(), narrator=narrator)
        list(evaluate(trials({"C": 1.0})))
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) == {0: 0, 1: 1, 2: 4, 3: 4, 10: 7}[verbose]
        assert all(len(line) == 80 for line in lines[1:])
        if verbose >= 1:
            assert lines[0] == "Fitting 3 folds for each of 1 candidates, totalling 3 fits"
        if verbose == 2:
            assert lines[1].startswith("[CV] END ")
            assert "C=1.0; total time=" in lines[1]
        if verbose == 3:
            assert lines[1].startswith("[CV 1/3] END ")
            assert ", score=0." in lines[1]
        if verbose == 10:
            assert lines[1].startswith("[CV 1/3; 1/1] START C=1.0....")
