"""The tuners say what scikit-learn's searches say: errors, warnings and printed lines."""

import re
from collections import Counter

import numpy as np
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from tests.oracles.cv_results import assert_same_search, assert_says_at_least, listen
from tests.oracles.searches import (
    WEIGHTS,
    Y_CLASS,
    Failing,
    N,
    X,
    make_both,
    negative_spread,
    recall_and_accuracy,
)


def failing(**arguments):
    return Failing(), {"depth": [0, 1, 2, 3]}, arguments


def plain(**arguments):
    return LogisticRegression(), {"C": [0.1, 1]}, arguments


def accuracy_that_fails(estimator, X, y):
    raise RuntimeError("no score today")


def one_that_fails(estimator, X, y):
    return {
        "accuracy": accuracy_score(y, estimator.predict(X)),
        "bad": accuracy_that_fails(1, 2, 3),
    }


def nan_with_the_first_sample(estimator, samples, y):
    return np.nan if X[0, 0] in samples[:, 0] else 0.5


SPOKEN = {
    "some fits fail": failing(),
    "some fits fail, with a number": failing(error_score=0.25),
    "some fits fail, with an integer": failing(error_score=-1),
    "some fits fail, train scores": failing(error_score=0.25, return_train_score=True),
    "some fits fail, several metrics": failing(scoring=["accuracy", "recall"], refit="recall"),
    "some fits fail, metrics by function": failing(scoring=recall_and_accuracy, refit="recall"),
    "some fits fail, dict without refit": failing(scoring=recall_and_accuracy, refit=False),
    "fits fail, error raised": failing(error_score="raise"),
    "all fits fail": (Failing(), {"depth": [2]}, {}),
    "all fits fail, with a number": (Failing(), {"depth": [2, 2]}, {"error_score": 0.0}),
    "all fits fail, several metrics": (
        Failing(),
        {"depth": [2]},
        {"scoring": ["recall"], "refit": "recall"},
    ),
    "scoring fails": plain(scoring=accuracy_that_fails),
    "scoring fails, with a number": plain(scoring=accuracy_that_fails, error_score=0.5),
    "scoring fails, error raised": plain(scoring=accuracy_that_fails, error_score="raise"),
    "one of several scorings fails": plain(
        scoring={"good": "accuracy", "bad": accuracy_that_fails}, refit="good"
    ),
    "one of several fails, error raised": plain(
        scoring={"good": "accuracy", "bad": accuracy_that_fails}, refit="good", error_score="raise"
    ),
    "a function to dict fails": plain(scoring=one_that_fails, refit=False),
    "not a number in train and test": plain(
        scoring=nan_with_the_first_sample, return_train_score=True
    ),
    "all not a number": plain(scoring=lambda *_: np.nan),
    "infinite": plain(scoring=lambda *_: np.inf),
    "a word for a score": plain(scoring=lambda *_: "good"),
    "an array for a score": plain(scoring=lambda *_: np.arange(2.0)),
    "None for a score": plain(scoring=lambda *_: None),
    "a word in a dict": plain(scoring=lambda *_: {"a": "good"}, refit=False),
    "refit=True with several metrics": plain(scoring=["accuracy", "recall"]),
    "refit names no metric": plain(scoring=["accuracy", "recall"], refit="precision"),
    "refit names no metric of a function": plain(scoring=recall_and_accuracy, refit="precision"),
    "refit=True with a function to dict": plain(scoring=recall_and_accuracy),
    "best index is no integer": plain(refit=lambda results: 1.5),
    "best index is negative": plain(refit=lambda results: -1),
    "best index is too large": plain(refit=lambda results: 2),
    "unknown scoring": plain(scoring="accurracy"),
    "scoring of a wrong type": plain(scoring=3),
    "empty scoring": plain(scoring=[]),
    "scoring twice": plain(scoring=["recall", "recall"]),
    "no scoring and no score": (StandardScaler(), {"with_mean": [True]}, {}),
    "error_score of a wrong value": plain(error_score="no"),
    "refit of a wrong type": plain(refit=3.5),
    "cv of a wrong type": plain(cv="five"),
    "cv of one fold": plain(cv=1),
    "more folds than samples": plain(cv=N + 1),
    "more folds than members": plain(cv=40),
    "empty cv": plain(cv=[]),
    "groups missing": plain(cv=GroupKFold(3)),
    "verbose of a wrong type": plain(verbose="very"),
    "n_jobs of a wrong type": plain(n_jobs=1.5),
    "return_train_score of a wrong type": plain(return_train_score="yes"),
    "grid holds no dict": (SVC(), [{"C": [1]}, 3], {}),
    "grid key is no word": (SVC(), {3: [1]}, {}),
    "scalar in the grid": (SVC(), {"C": 1}, {}),
    "word in the grid": (SVC(), {"kernel": "rbf"}, {}),
    "nothing in the grid": (SVC(), {"C": []}, {}),
    "two axes in the grid": (SVC(), {"C": np.ones((2, 2))}, {}),
    "no axis in the grid": (SVC(), {"C": np.array(1.0)}, {}),
    "no grid": (SVC(), [], {}),
    "estimator without fit": (3, {"C": [1]}, {}),
    "value the estimator refuses": (SVC(), {"C": [-1.0]}, {}),
    "value the estimator refuses, raised": (SVC(), {"C": [-1.0]}, {"error_score": "raise"}),
}


@pytest.mark.parametrize("case", SPOKEN)
def test_errors_and_warnings_have_the_same_words(case):
    estimator, space, arguments = SPOKEN[case]
    searches = make_both("GridSearchCV", estimator, space, **arguments)
    said = [listen(search, X, Y_CLASS) for search in searches]
    assert_says_at_least(*said)
    if said[1].error is None:
        assert said[1].warnings, "the case is about something said"
        assert_same_search(*searches)


FIT_ARGUMENTS = {
    "y shorter": ((X, Y_CLASS[:-1]), {}),
    "y longer": ((X[:-1], Y_CLASS), {}),
    "weights shorter": ((X, Y_CLASS), {"sample_weight": WEIGHTS[:-1]}),
    "unknown parameter": ((X, Y_CLASS), {"weight": WEIGHTS}),
    "X has one axis": ((X[:, 0], Y_CLASS), {}),
    "no samples": ((X[:0], Y_CLASS[:0]), {}),
    "one class": ((X, np.zeros(N, dtype=int)), {}),
    "NaN in X": ((np.where(X > 1, np.nan, X), Y_CLASS), {}),
    "weights that the scorer ignores": ((X, Y_CLASS), {"sample_weight": WEIGHTS}),
}


@pytest.mark.parametrize("case", FIT_ARGUMENTS)
def test_wrong_data_is_refused_in_the_same_words(case):
    data, fit = FIT_ARGUMENTS[case]
    scoring = negative_spread if case == "weights that the scorer ignores" else None
    searches = make_both("GridSearchCV", LogisticRegression(), {"C": [0.1, 1]}, scoring=scoring)
    said = [listen(search, *data, **fit) for search in searches]
    assert_says_at_least(*said)
    assert said[1].error or said[1].warnings, "the case is about something said"


RANDOM_SPOKEN = {
    "more than there are": ({"C": [1, 2]}, {"n_iter": 5}),
    "fewer than one": ({"C": [1, 2]}, {"n_iter": 0}),
    "no integer": ({"C": [1, 2]}, {"n_iter": 2.5}),
    "scalar": ({"C": 1}, {}),
    "no dict in the list": ([3], {}),
    "seed of a wrong type": ({"C": [1, 2]}, {"random_state": "x"}),
}


@pytest.mark.parametrize("case", RANDOM_SPOKEN)
def test_random_search_speaks_the_same_words(case):
    space, arguments = RANDOM_SPOKEN[case]
    searches = make_both("RandomizedSearchCV", SVC(), space, **arguments)
    said = [listen(search, X, Y_CLASS) for search in searches]
    assert_says_at_least(*said)
    assert said[1].error or said[1].warnings, "the case is about something said"


@pytest.mark.parametrize(
    ("name", "parameter"),
    [("GridSearchCV", "param_grid"), ("RandomizedSearchCV", "param_distributions")],
)
def test_a_space_of_a_wrong_type_is_an_invalid_parameter(name, parameter):
    """The words name what else a tuner takes, so only their beginning is the same."""
    said = [listen(search, X, Y_CLASS) for search in make_both(name, SVC(), 3)]
    for error in (said[0].error, said[1].error):
        assert type(error).__name__ == "InvalidParameterError"
        assert str(error).startswith(f"The '{parameter}' parameter of {name} must be an instance")
        assert str(error).endswith("Got 3 instead.")


@pytest.mark.parametrize("verbose", [0, 1, 2, 3, 10])
@pytest.mark.parametrize("return_train_score", [False, True])
@pytest.mark.parametrize("scoring", [None, ["accuracy", "recall"]])
def test_verbose_prints_the_same_lines(verbose, return_train_score, scoring, capsys):
    space = [{"C": [1, 10], "kernel": ["linear"]}, {}]
    arguments = {"scoring": scoring, "return_train_score": return_train_score}
    printed = []
    for search in make_both(
        "GridSearchCV", SVC(), space, **arguments, verbose=verbose, cv=2, refit=False
    ):
        search.fit(X, Y_CLASS)
        printed.append(without_times(capsys.readouterr().out))
    assert printed[0] == printed[1]


def test_verbose_prints_lines_in_the_same_order(capsys):
    """Candidate by candidate, though fits that share a step are made together."""
    space = {"logisticregression__C": [0.1, 1], "standardscaler__with_mean": [True, False]}
    estimator = make_pipeline(StandardScaler(), LogisticRegression())
    printed = []
    for search in make_both("GridSearchCV", estimator, space, verbose=3, cv=2, refit=False):
        search.fit(X, Y_CLASS)
        printed.append(without_times(capsys.readouterr().out))
    assert printed[0] == printed[1]


PRINTING = {
    "a pipeline": (
        Pipeline(
            [("scale", StandardScaler()), ("forest", RandomForestClassifier(random_state=0))],
            verbose=True,
        ),
        {"forest__n_estimators": [2, 4], "scale__with_mean": [True, False]},
    ),
    "a pipeline, repeated": (Pipeline([("svc", SVC())], verbose=True), {"svc__C": [1, 1]}),
    "boosting": (GradientBoostingClassifier(random_state=0, verbose=1), {"n_estimators": [1, 2]}),
    "boosting, repeated": (
        GradientBoostingClassifier(random_state=0, n_estimators=2, verbose=1),
        {"max_depth": [1, 1]},
    ),
    "a first step": (
        make_pipeline(
            ColumnTransformer([("all", StandardScaler(), [0, 1, 2, 3])], verbose=True), SVC()
        ),
        {"svc__C": [0.1, 1]},
    ),
}


@pytest.mark.parametrize("case", PRINTING)
def test_estimators_that_print_do_so_for_every_row(case, capsys):
    estimator, space = PRINTING[case]
    printed = []
    for search in make_both("GridSearchCV", estimator, space, cv=2, refit=False):
        search.fit(X, Y_CLASS)
        lines = re.sub(r"total=.*|\d+\.\d+[ms]", "", capsys.readouterr().out).splitlines()
        printed.append(Counter(lines))
    assert printed[0] == printed[1]
    assert printed[1]


def without_times(text):
    """Leave out the seconds, and the dots that fill a line up to them."""
    return re.sub(r"total time=.*", "", re.sub(r"\.{2,}", "..", text))
