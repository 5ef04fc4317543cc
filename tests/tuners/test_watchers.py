"""Observers of a tuner: told the same for any way of running, and no part of its result."""

import pickle
from copy import deepcopy

import pytest
from sklearn.base import clone
from sklearn.exceptions import FitFailedWarning
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC

from sklearn_hpt.exceptions import ObserverWarning, SearchStoppedWarning
from sklearn_hpt.observers import Observer
from tests.integration.tuners import KINDS, X, Y, make, same_results
from tests.observers.test_mlflow import Model

SPACE = {"C": [0.1, 1.0, 10.0]}


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


class Recorder(Observer):
    """Notes what it is told."""

    def __init__(self):
        self.begun, self.results, self.told, self.ended = [], [], [], []

    def on_begin(self, history, n_trials, n_splits):
        self.begun.append((n_trials, n_splits))
        self.n_known = sum(len(trial.splits) for trial in history.trials)

    def on_result(self, trial, result):
        self.results.append((trial.number, result.split))

    def on_trial(self, trial, history):
        self.told.append((trial.number, trial.params, trial.score))

    def on_end(self, history, stop_reason):
        self.ended.append((history, stop_reason))


@pytest.mark.parametrize("settings", [{}, {"n_jobs": 2}, {"reuse": False}])
def test_all_is_told_once_however_it_is_run(kind, settings):
    check_all_is_told_once(kind, settings)


def test_all_is_told_once_in_workers_of_our_own():
    check_all_is_told_once("bayes", {"fit_timeout": 60})


def check_all_is_told_once(kind, settings):
    recorder = Recorder()
    plain = make(kind, SVC(), SPACE).fit(X, Y)
    tuner = make(kind, SVC(), SPACE, observers=[recorder], **settings).fit(X, Y)
    assert same_results(tuner, plain)
    assert recorder.begun == [(3, 2)]
    assert recorder.n_known == 0
    assert sorted(recorder.results) == [(trial, split) for trial in range(3) for split in range(2)]
    assert sorted(recorder.told, key=lambda told: told[0]) == [
        (trial.number, trial.params, trial.score) for trial in plain.history().trials
    ]
    assert recorder.ended == [(tuner.history(), None)]


def test_a_search_that_is_resumed_tells_of_what_is_new(kind, tmp_path):
    stops = Recorder()

    def stop(trial, history):
        raise KeyboardInterrupt

    journal = tmp_path / "journal"
    with pytest.warns(SearchStoppedWarning):
        make(kind, SVC(), SPACE, journal=journal, observers=[stops, stop]).fit(X, Y)
    recorder = Recorder()
    tuner = make(kind, SVC(), SPACE, journal=journal, observers=(recorder,)).fit(X, Y)
    assert same_results(tuner, make(kind, SVC(), SPACE).fit(X, Y))
    assert recorder.n_known == len(stops.results)
    assert not set(recorder.results) & set(stops.results)
    assert {each[0] for each in recorder.told + stops.told} == {0, 1, 2}
    assert len(recorder.told) == 3 - len(stops.told)


def test_an_observer_that_fails_is_a_warning(kind):
    def broken(trial, history):
        raise OSError("no connection")

    tuner = make(kind, SVC(), SPACE, observers=[broken])
    with pytest.warns(ObserverWarning, match="broken failed in on_trial .OSError: no connection"):
        tuner.fit(X, Y)
    assert same_results(tuner, make(kind, SVC(), SPACE).fit(X, Y))


def test_the_end_is_told_when_every_fit_fails(kind):
    recorder = Recorder()
    tuner = make(kind, Model(), {"depth": [-1, -2]}, observers=[recorder])
    with pytest.raises(ValueError, match="All the 4 fits failed"):
        tuner.fit(X, Y)
    assert [len(history.failed) for history, _ in recorder.ended] == [2]
    tuner.set_params(error_score="raise")
    with pytest.raises(ValueError, match="negative depth"):
        tuner.fit(X, Y)
    assert recorder.ended[1][1] == "ValueError: negative depth"


def test_a_clone_tells_the_same_observer(kind):
    recorder = Recorder()
    tuner = make(kind, SVC(), SPACE, observers=[recorder])
    assert clone(tuner).observers[0] is recorder
    cross_val_score(tuner, X, Y, cv=2)
    assert recorder.begun == [(3, 2)] * 2


def test_observers_stay_behind_when_a_tuner_is_pickled_or_copied(kind):
    told = []
    tuner = make(kind, SVC(), SPACE, observers=[lambda trial, history: told.append(trial)])
    tuner.fit(X, Y)
    n_told = len(told)
    for copy in (pickle.loads(pickle.dumps(tuner)), deepcopy(tuner)):
        assert copy.observers == ()
        assert (copy.predict(X) == tuner.predict(X)).all()
        copy.fit(X, Y)
    assert len(told) == n_told == 3
    assert len(tuner.observers) == 1


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"observers": [Recorder]}, TypeError, "has the class Recorder; give an object of it"),
        ({"observers": print}, ValueError, "The 'observers' parameter of"),
        ({"progress": "yes"}, ValueError, "The 'progress' parameter of"),
    ],
)
def test_what_is_no_observer_is_refused(kind, settings, error, message):
    with pytest.raises(error, match=message):
        make(kind, SVC(), SPACE, **settings).fit(X, Y)


@pytest.mark.filterwarnings("ignore:One or more of the test scores")
@pytest.mark.filterwarnings(f"ignore::{FitFailedWarning.__module__}.{FitFailedWarning.__name__}")
def test_failed_trials_are_told_as_such(kind):
    recorder = Recorder()
    make(kind, Model(), {"depth": [-1, 1]}, observers=[recorder]).fit(X, Y)
    assert {params["depth"]: score for _, params, score in recorder.told} == {-1: None, 1: 0.1}
