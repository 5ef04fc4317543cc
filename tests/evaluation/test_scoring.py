"""Scoring: numbers come through, errors become error_score, anything else is refused."""

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.dummy import DummyClassifier
from sklearn.metrics import accuracy_score

from sklearn_hpt.evaluation.scoring import metric_names, resolve_scorer, score

X, y = load_iris(return_X_y=True)
FITTED = DummyClassifier().fit(X, y)


def scored(scorer, error_score=np.nan):
    return score(FITTED, X, y, scorer, {}, error_score)


def failing(estimator, X, y):
    raise RuntimeError("no score today")


def test_one_metric_gives_a_number():
    scorer = resolve_scorer(FITTED, "accuracy", np.nan)
    assert scored(scorer) == accuracy_score(y, FITTED.predict(X))
    assert metric_names(scorer) is None


@pytest.mark.parametrize(
    "scoring", [["accuracy", "f1_macro"], {"accuracy": "accuracy", "f1_macro": "f1_macro"}]
)
def test_several_metrics_give_a_number_each(scoring):
    scorer = resolve_scorer(FITTED, scoring, np.nan)
    assert metric_names(scorer) == ("accuracy", "f1_macro")
    assert set(scored(scorer)) == {"accuracy", "f1_macro"}


def test_a_zero_dimensional_array_is_unwrapped():
    value = scored(lambda estimator, X, y: np.float32(0.25))
    assert type(value) is float
    assert value == 0.25
    assert scored(lambda estimator, X, y: {"a": np.array(0.5)}) == {"a": 0.5}


def test_an_error_becomes_error_score_and_a_warning():
    with pytest.warns(UserWarning, match="Scoring failed.*set to -1"):
        assert scored(failing, error_score=-1) == -1


def test_an_error_comes_through_when_asked_to():
    with pytest.raises(RuntimeError, match="no score today"):
        scored(failing, error_score="raise")


def test_one_failing_metric_of_several_does_not_take_the_others_along():
    scorer = resolve_scorer(FITTED, {"good": "accuracy", "bad": failing}, np.nan)
    with pytest.warns(UserWarning, match="no score today"):
        scores = scored(scorer, error_score=0.0)
    assert scores["bad"] == 0.0
    assert scores["good"] > 0


@pytest.mark.parametrize("value", ["0.5", None, [0.5, 0.6]])
def test_what_is_not_a_number_is_refused(value):
    with pytest.raises(ValueError, match="scoring must return a number, got"):
        scored(lambda estimator, X, y: value)
    with pytest.raises(ValueError, match="scoring must return a number, got"):
        scored(lambda estimator, X, y: {"metric": value})


def test_no_target_is_not_passed_on():
    assert score(FITTED, X, None, lambda estimator, X: len(X), {}, np.nan) == 150


def test_a_metric_is_no_scorer():
    with pytest.raises(ValueError, match="looks like it is a metric function rather than a scorer"):
        resolve_scorer(FITTED, accuracy_score, np.nan)
