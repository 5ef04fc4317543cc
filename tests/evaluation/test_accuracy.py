"""Accuracy is what scikit-learn makes of it: to the last bit, with its warnings and errors."""

import warnings

import numpy as np
import pandas as pd
import pytest
import sklearn
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.cluster import DBSCAN
from sklearn.datasets import load_iris
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LinearRegression
from sklearn.metrics import accuracy_score, check_scoring, get_scorer, make_scorer
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, RadiusNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from sklearn_hpt.evaluation import accuracy as module
from sklearn_hpt.evaluation.accuracy import accuracy, gives_accuracy

X, y = load_iris(return_X_y=True)
TYPES = ["int64", "int8", "uint8", "uint64", "bool", "float64", "<U1", "<U3", "S1", "object"]


class Constant(ClassifierMixin, BaseEstimator):
    """Predicts what it is given, and has no methods but these."""

    def __init__(self, label=0):
        self.label = label

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        return np.full(len(X), self.label)


class Generous(GaussianNB):
    """A classifier with another idea of its score."""

    def score(self, X, y, sample_weight=None):
        return 1.0


@st.composite
def labels(draw, n):
    """So many labels of any type, with many classes or few, flat or in a column, in any form."""
    numbers = draw(hnp.arrays(int, n, elements=st.integers(0, draw(st.sampled_from([1, 3, 60])))))
    made = numbers.astype(draw(st.sampled_from(TYPES)))
    if made.dtype == float and draw(st.booleans()):
        made = made + draw(st.sampled_from([0.5, np.nan]))
    if draw(st.booleans()):
        return made
    shape = draw(
        st.sampled_from([np.ndarray.tolist, pd.Series, pd.Categorical, to_column, to_wide])
    )
    return shape(made)


def to_column(made):
    return made[:, np.newaxis]


def to_wide(made):
    return np.column_stack([made, made])


def outcome(metric, *arrays):
    """Give a value with its bits and type, or an error; and what was warned of."""
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        try:
            value = metric(*arrays)
            came = (type(value), value.hex())
        except Exception as error:
            came = (type(error), str(error))
    return came, [(one.category, str(one.message)) for one in shown]


@given(st.data())
def test_it_is_that_of_scikit_learn(data):
    n = data.draw(st.integers(0, 50))
    one, other = (data.draw(labels(data.draw(st.sampled_from([n, n, n, n + 1])))) for _ in "12")
    assert outcome(accuracy, one, other) == outcome(accuracy_score, one, other)


@given(
    st.sampled_from(["int64", "int16", "uint8", "bool", "<U2"]),
    st.sampled_from([np.asarray, pd.Series]),
    st.integers(1, 3000),
    st.integers(0, 2**32 - 1),
)
def test_plain_labels_are_only_compared(kind, form, n, seed):
    rng = np.random.default_rng(seed)
    one, other = (rng.integers(0, 2, n).astype(kind) for _ in "12")
    expected = outcome(accuracy_score, one, other)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "accuracy_score", None)
        assert outcome(accuracy, form(one) if kind != "<U2" else one, other) == expected


PLAIN = [
    GaussianNB(),
    KNeighborsClassifier(),
    RadiusNeighborsClassifier(5.0),
    Constant(),
    make_pipeline(StandardScaler(), GaussianNB()),
    make_pipeline(StandardScaler(), make_pipeline(StandardScaler(), KNeighborsClassifier())),
]


@pytest.mark.parametrize("estimator", PLAIN, ids=repr)
@pytest.mark.parametrize("scoring", [None, "accuracy", make_scorer(accuracy_score)], ids=repr)
def test_scores_that_are_accuracy_are_known(estimator, scoring):
    fitted = estimator.fit(X, y)
    scorer = check_scoring(fitted, scoring)
    assert gives_accuracy(scorer, fitted)
    assert accuracy(y, fitted.predict(X)) == scorer(fitted, X, y)


@pytest.mark.parametrize("estimator", [Generous(), DummyClassifier(), LinearRegression()], ids=repr)
def test_methods_of_another_kind_are_called(estimator):
    fitted = estimator.fit(X, y)
    assert not gives_accuracy(check_scoring(fitted), fitted)
    piped = make_pipeline(fitted)
    assert not gives_accuracy(check_scoring(piped), piped)


def test_a_method_of_the_object_is_called():
    fitted = GaussianNB().fit(X, y)
    fitted.score = lambda X, y: 1.0
    assert not gives_accuracy(check_scoring(fitted), fitted)


@pytest.mark.parametrize(
    "scorer",
    [
        get_scorer("balanced_accuracy"),
        make_scorer(accuracy_score, normalize=False),
        make_scorer(accuracy_score, greater_is_better=False),
        check_scoring(GaussianNB(), ["accuracy"]),
        lambda estimator, X, y: 1.0,
    ],
    ids=["metric", "keyword", "sign", "several", "own"],
)
def test_other_scorers_are_called(scorer):
    assert not gives_accuracy(scorer, GaussianNB().fit(X, y))


def test_a_scorer_tells_itself_of_a_classifier_that_cannot_predict():
    fitted = DBSCAN().fit(X)
    fitted.classes_ = np.unique(y)
    assert not gives_accuracy(get_scorer("accuracy"), fitted)


def test_a_pipeline_that_routes_metadata_is_called():
    fitted = make_pipeline(StandardScaler(), GaussianNB()).fit(X, y)
    with sklearn.config_context(enable_metadata_routing=True):
        assert not gives_accuracy(check_scoring(fitted), fitted)


@pytest.mark.parametrize("classes", [[[0, 1]], np.arange(30), np.array([0.0, 1.0]), None])
def test_a_scorer_that_may_warn_of_the_classes_is_called(classes):
    fitted = Constant().fit(X, y)
    fitted.classes_ = classes
    assert not gives_accuracy(get_scorer("accuracy"), fitted)
