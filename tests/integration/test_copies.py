"""Clones, pickles, params and pictures of a tuner; and fitting it again."""

import pickle

import joblib
import numpy as np
import pytest
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.utils import estimator_html_repr
from sklearn.utils.validation import check_is_fitted

from tests.integration.tuners import KINDS, X, Y, make, same_results

SPACE = {"C": [0.1, 1.0, 10.0]}


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def fitted(kind):
    return make(kind, SVC(), SPACE).fit(X, Y)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(fitted, protocol):
    copy = pickle.loads(pickle.dumps(fitted, protocol))
    assert same_results(copy, fitted)
    np.testing.assert_array_equal(copy.decision_function(X), fitted.decision_function(X))
    assert copy.history() == fitted.history()


def test_pickle_before_fit(kind):
    copy = pickle.loads(pickle.dumps(make(kind, SVC(), SPACE)))
    assert same_results(copy.fit(X, Y), make(kind, SVC(), SPACE).fit(X, Y))


def test_joblib_file(fitted, tmp_path):
    joblib.dump(fitted, tmp_path / "tuner.joblib")
    assert same_results(joblib.load(tmp_path / "tuner.joblib"), fitted)


def test_clone_forgets_the_fit_and_keeps_the_params(fitted):
    copy = clone(fitted)
    assert {name for name in vars(copy) if name.endswith("_") and not name.startswith("_")} == set()
    assert repr(copy) == repr(fitted)
    assert copy.estimator is not fitted.estimator
    assert same_results(copy.fit(X, Y), fitted)


def test_params_are_kept_as_given(kind):
    estimator, space, cv = SVC(), dict(SPACE), StratifiedKFold(2)
    tuner = make(kind, estimator, space, cv=cv)
    params = tuner.get_params()
    assert params["estimator"] is estimator
    assert params["param_grid" if kind == "grid" else "param_distributions"] is space
    assert params["cv"] is cv
    assert params["estimator__C"] == 1.0


def test_params_are_set_in_the_right_order(kind):
    tuner = make(kind, LogisticRegression(), SPACE)
    tuner.set_params(estimator__kernel="linear", estimator=SVC(), n_jobs=1)
    assert tuner.estimator.kernel == "linear"
    assert tuner.fit(X, Y).best_estimator_.kernel == "linear"
    with pytest.raises(ValueError, match="Invalid parameter 'knrl'"):
        tuner.set_params(estimator__knrl="linear")


def test_a_second_fit_forgets_the_first(kind):
    again = make(kind, LogisticRegression(), SPACE).fit(X[:, :2], Y)
    again.set_params(refit=False).fit(X, Y)
    once = make(kind, LogisticRegression(), SPACE, refit=False).fit(X, Y)
    assert same_results(again, once)
    assert not hasattr(again, "best_estimator_")
    assert not hasattr(again, "refit_time_")
    assert len(again.history()) == len(once.history())


def test_a_fit_that_fails_leaves_no_old_results(kind):
    tuner = make(kind, SVC(), SPACE).fit(X, Y)
    with pytest.raises(ValueError, match="The 'scoring' parameter of"):
        tuner.set_params(scoring="no such").fit(X, Y)
    with pytest.raises(ValueError, match="inconsistent"):
        tuner.set_params(scoring=None).fit(X, Y[:-1])


def test_fit_returns_the_tuner(kind):
    tuner = make(kind, SVC(), SPACE)
    assert tuner.fit(X, Y) is tuner
    check_is_fitted(tuner)


def test_picture_before_and_after_fit(kind):
    tuner = make(kind, make_pipeline(StandardScaler(), SVC()), {"svc__C": [0.5]})
    before, after = estimator_html_repr(tuner), estimator_html_repr(tuner.fit(X, Y))
    assert "best_estimator_" not in before
    assert "estimator: Pipeline" in before
    assert "best_estimator_: Pipeline" in after
    assert type(tuner).__name__ in after
    assert "StandardScaler" in after
    within = estimator_html_repr(make_pipeline(StandardScaler(), tuner))
    assert type(tuner).__name__ in within


def test_words(fitted):
    text = repr(fitted)
    assert text.startswith(type(fitted).__name__)
    assert "estimator=SVC()" in text


def test_history_holds_every_trial(fitted):
    history = fitted.history()
    assert [dict(trial.params) for trial in history.trials] == fitted.cv_results_["params"]
    assert [trial.score for trial in history.trials] == pytest.approx(
        fitted.cv_results_["mean_test_score"]
    )
    assert history.incumbent.number == fitted.best_index_
    assert all(len(trial.splits) == fitted.n_splits_ for trial in history.trials)
