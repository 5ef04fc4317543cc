"""Jobs, back ends and random states: where fits run never changes what is found."""

import os
import threading

import joblib
import numpy as np
import pytest
from scipy import stats
from sklearn import config_context, get_config
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedShuffleSplit
from sklearn.svm import SVC

from sklearn_hpt import BayesSearchTuner, RandomSearchTuner
from tests.integration.tuners import KINDS, X, Y, make, same_results

SPACE = {"C": [0.01, 0.1, 1.0, 10.0], "gamma": ["scale", 0.1]}


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def alone(kind):
    return make(kind, SVC(), SPACE, return_train_score=True).fit(X, Y)


@pytest.mark.parametrize("backend", ["loky", "threading", "multiprocessing"])
def test_jobs_change_nothing(kind, alone, backend):
    with joblib.parallel_config(backend):
        tuner = make(kind, SVC(), SPACE, return_train_score=True, n_jobs=2).fit(X, Y)
    assert same_results(tuner, alone)
    np.testing.assert_array_equal(tuner.decision_function(X), alone.decision_function(X))


@pytest.mark.parametrize("pre_dispatch", ["all", 1, "3*n_jobs"])
def test_handing_out_ahead_changes_nothing(kind, alone, pre_dispatch):
    tuner = make(kind, SVC(), SPACE, return_train_score=True, n_jobs=2, pre_dispatch=pre_dispatch)
    with joblib.parallel_config("threading"):
        assert same_results(tuner.fit(X, Y), alone)


@pytest.mark.parametrize("kind_of_search", [RandomSearchTuner, BayesSearchTuner])
def test_jobs_change_nothing_with_distributions(kind_of_search):
    space = {"C": stats.loguniform(1e-3, 1e3), "gamma": stats.loguniform(1e-4, 1)}
    one, two = (
        kind_of_search(SVC(), space, n_iter=8, cv=2, random_state=0, n_jobs=n).fit(X, Y)
        for n in (1, 2)
    )
    assert same_results(one, two)


def test_jobs_change_nothing_in_batches():
    space = {"C": stats.loguniform(1e-3, 1e3)}
    one, two = (
        BayesSearchTuner(SVC(), space, n_iter=7, batch_size=3, cv=2, random_state=0, n_jobs=n)
        for n in (1, 2)
    )
    assert same_results(one.fit(X, Y), two.fit(X, Y))


class Witness(ClassifierMixin, BaseEstimator):
    """Remembers where it was fitted."""

    def __init__(self, C=1.0):
        self.C = C

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        self.where_ = (os.getpid(), threading.get_ident(), get_config()["assume_finite"])
        return self

    def predict(self, X):
        return np.zeros(len(X), dtype=int)

    def score(self, X, y):
        return float(self.where_[:2] == HERE)


HERE = (os.getpid(), threading.get_ident())


@pytest.mark.parametrize(
    ("backend", "n_jobs", "here"),
    [("loky", 1, 1.0), ("threading", 2, 0.0), ("sequential", 2, 1.0)],
)
def test_the_context_says_where_fits_run(kind, backend, n_jobs, here):
    with joblib.parallel_config(backend, n_jobs=n_jobs):
        tuner = make(kind, Witness(), {"C": [1.0, 2.0]}).fit(X, Y)
    assert set(tuner.cv_results_["mean_test_score"]) == {here}


@pytest.mark.parametrize("backend", ["loky", "threading"])
def test_workers_have_the_configuration(kind, backend):
    with joblib.parallel_config(backend), config_context(assume_finite=True):
        tuner = make(kind, Configured(), {"C": [1.0, 2.0]}, n_jobs=2).fit(X, Y)
    assert set(tuner.cv_results_["mean_test_score"]) == {1.0}


class Configured(Witness):
    """Scores whether it was fitted with the configuration of the caller."""

    def score(self, X, y):
        return float(self.where_[2])


class Broken(Witness):
    """Fails whatever its params."""

    def fit(self, X, y):
        raise ArithmeticError("cannot count")


@pytest.mark.parametrize(
    ("kind", "backend"), [("bayes", "multiprocessing"), *((kind, "threading") for kind in KINDS)]
)
def test_an_error_in_a_worker_comes_through(kind, backend):
    tuner = make(kind, Broken(), {"C": [1.0, 2.0]}, n_jobs=2, error_score="raise")
    with joblib.parallel_config(backend), pytest.raises(ArithmeticError, match="cannot count"):
        tuner.fit(X, Y)


def test_data_of_many_bytes_reach_the_workers(kind):
    """Arrays above 1 MB are mapped into memory by joblib, where they cannot be written to."""
    rows = np.tile(X, (600, 2))
    target = np.tile(Y, 600)
    space = {"strategy": ["prior", "most_frequent"]}
    one, two = (make(kind, DummyClassifier(), space, n_jobs=n).fit(rows, target) for n in (1, 2))
    assert same_results(one, two)


def test_jobs_within_jobs(kind):
    model = RandomForestClassifier(3, n_jobs=2, random_state=0)
    one, two = (make(kind, model, {"max_depth": [1, 2]}, n_jobs=n).fit(X, Y) for n in (1, 2))
    assert same_results(one, two)


class TestRandomStates:
    """The same seed, the same search; a generator object is drawn from."""

    space = {"C": stats.loguniform(1e-3, 1e3)}  # noqa: RUF012 - never changed

    @pytest.fixture(params=[RandomSearchTuner, BayesSearchTuner])
    def search(self, request):
        def make_search(random_state, **settings):
            settings = {"n_iter": 5, "cv": 2, **settings}
            model = LogisticRegression()
            return request.param(model, self.space, random_state=random_state, **settings)

        return make_search

    def test_a_seed_repeats_the_search(self, search):
        tuner = search(3)
        first = tuner.fit(X, Y).cv_results_["params"]
        assert tuner.fit(X, Y).cv_results_["params"] == first
        assert search(4).fit(X, Y).cv_results_["params"] != first

    def test_an_instance_goes_on(self, search):
        tuner = search(np.random.RandomState(3))
        first = tuner.fit(X, Y).cv_results_["params"]
        assert tuner.fit(X, Y).cv_results_["params"] != first
        assert search(np.random.RandomState(3)).fit(X, Y).cv_results_["params"] == first

    def test_none_takes_the_global_state(self, search):
        found = []
        for seed in (0, 0, 1):
            np.random.seed(seed)  # noqa: NPY002 - the global state is the subject
            found.append(search(None).fit(X, Y).cv_results_["params"])
        assert found[0] == found[1] != found[2]

    def test_a_seeded_search_leaves_the_global_state(self, search):
        before = np.random.get_state()[1].tolist()  # noqa: NPY002 - the global state is the subject
        search(0).fit(X, Y)
        assert np.random.get_state()[1].tolist() == before  # noqa: NPY002

    def test_a_longer_random_search_begins_alike(self):
        short, long = (
            RandomSearchTuner(SVC(), self.space, n_iter=n, cv=2, random_state=0).fit(X, Y)
            for n in (3, 6)
        )
        assert long.cv_results_["params"][:3] == short.cv_results_["params"]


def test_splits_are_drawn_once(kind):
    """A splitter without a fixed seed still gives all candidates the same splits."""
    splitter = StratifiedShuffleSplit(3, test_size=0.4, random_state=np.random.RandomState(0))
    alike = {"max_iter": [200, 300, 400]}
    tuner = make(kind, LogisticRegression(), alike, cv=splitter, scoring="neg_log_loss").fit(X, Y)
    assert np.ptp(tuner.cv_results_["mean_test_score"]) == 0
    assert len({tuner.cv_results_[f"split{number}_test_score"][0] for number in range(3)}) == 3
