"""Voters, and a classifier under its threshold, are fitted once for all that counts them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.ensemble import RandomForestRegressor, VotingClassifier, VotingRegressor
from sklearn.linear_model import LogisticRegression, Ridge, RidgeClassifier
from sklearn.model_selection import FixedThresholdClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.tree import DecisionTreeClassifier

from tests.oracles.reuse import (
    assert_exact,
    assert_served,
    assert_views_are_fits,
    samples,
    several_rows,
)

WEIGHTS = st.lists(
    st.one_of(
        st.none(),
        st.sampled_from([[1, 2, 3], (0.5, 0.1, 0.4), np.array([2.0, 0.0, 1.0])]),
        st.lists(st.floats(0.01, 9.0), min_size=3, max_size=3),
    ),
    min_size=2,
    max_size=3,
)
VOTINGS = st.permutations(["hard", "soft"])


def classifiers(**settings):
    voters = [
        ("trees", DecisionTreeClassifier(max_depth=2, random_state=0)),
        ("bayes", GaussianNB()),
        ("linear", LogisticRegression()),
    ]
    return VotingClassifier(voters, **settings)


def regressors():
    voters = [
        ("trees", RandomForestRegressor(3, random_state=0)),
        ("linear", Ridge()),
        ("flat", Ridge(alpha=100.0)),
    ]
    return VotingRegressor(voters)


@settings(max_examples=4)
@given(samples(regression=False), WEIGHTS, st.one_of(st.none(), VOTINGS))
def test_votes_for_classes(drawn, weights, votings):
    space = {"weights": weights} | ({"voting": votings} if votings else {})
    assert_served(classifiers(), space, *drawn, without=False)
    assert_views_are_fits(classifiers(), several_rows(space), *drawn)


@settings(max_examples=4)
@given(samples(regression=False), WEIGHTS)
def test_votes_by_probabilities(drawn, weights):
    scoring = ["accuracy", "neg_log_loss"]
    model = classifiers(voting="soft")
    assert_served(model, {"weights": weights}, *drawn, scoring=scoring, without=False)


@settings(max_examples=4)
@given(samples(regression=True), WEIGHTS)
def test_means_of_predictions(drawn, weights):
    assert_served(regressors(), {"weights": weights}, *drawn, without=False)
    assert_views_are_fits(regressors(), [{"weights": value} for value in weights], *drawn)


def _samples():
    rng = np.random.RandomState(0)
    X = rng.normal(size=(45, 3))
    return X, (X[:, 0] + rng.normal(size=45) > 0).astype(int)


def test_votes_as_a_step():
    pipe = make_pipeline(classifiers(), LogisticRegression())
    assert_served(pipe, {"votingclassifier__voting": ["soft", "hard"]}, *_samples())


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.FitFailedWarning")
@pytest.mark.filterwarnings("ignore:One or more of the t.* scores", "ignore:Scoring failed")
@pytest.mark.parametrize(
    ("space", "expected"),
    [
        ({"weights": [[1, 2], [1, 2, 3], None]}, [0]),
        ({"weights": ["many", [1, 2, 3], None]}, [0]),
        ({"voting": ["loud", "hard", "soft"]}, [0]),
        ({"voting": ["hard", "soft"], "linear": [RidgeClassifier(), GaussianNB()]}, [1]),
    ],
)
def test_votes_that_cannot_be_counted_fail_alone(space, expected):
    assert assert_exact(classifiers(), space, *_samples()) == expected


THRESHOLDS = st.lists(
    st.one_of(st.sampled_from(["auto", 0, 1.0]), st.floats(-1.0, 1.5)),
    min_size=2,
    max_size=3,
    unique_by=repr,
)


@pytest.mark.parametrize("method", ["auto", "decision_function"])
@settings(max_examples=4)
@given(samples(regression=False), THRESHOLDS)
def test_thresholds_of_decisions(method, drawn, values):
    X, y = drawn
    y = (y == y[0]).astype(int)
    model = FixedThresholdClassifier(LogisticRegression(), response_method=method)
    scoring = ["accuracy", "neg_log_loss"]
    assert_served(model, {"threshold": values}, X, y, scoring=scoring, without=False)
    assert_views_are_fits(model, [{"threshold": value} for value in values], X, y)
