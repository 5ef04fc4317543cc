"""Searches to compare: estimators, spaces and data; each fitted by our class and by theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from sklearn import model_selection as theirs
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, recall_score
from sklearn.naive_bayes import GaussianNB, MultinomialNB
from sklearn.neighbors import KernelDensity, KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from tests.contract import tuners as ours

N = 48
RNG = np.random.RandomState(0)
X = RNG.normal(size=(N, 4))
Y_REAL = X @ [1.0, -2.0, 0.5, 0.0] + RNG.normal(size=N)
Y_CLASS = (Y_REAL > 0).astype(int)
Y_NAMED = np.array(["no", "yes"])[Y_CLASS]
Y_MULTILABEL = np.column_stack([Y_CLASS, X[:, 1] > 0]).astype(int)
Y_MULTIOUTPUT = np.column_stack([Y_REAL, X[:, 2]])
GROUPS = np.arange(N) % 5
WEIGHTS = RNG.randint(1, 4, size=N).astype(float)
TEXTS = [" ".join(RNG.choice(["red", "green", "blue", "dark"], size=6)) for _ in range(N)]


class Failing(ClassifierMixin, BaseEstimator):
    """Fails for some values of its parameter, and for some samples."""

    def __init__(self, depth=0):
        self.depth = depth

    def fit(self, X, y):
        if self.depth == 2 or (self.depth == 3 and X[0, 0] > 0):
            raise ValueError(f"too deep: {self.depth}")
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        return np.full(len(X), self.classes_[self.depth % 2])


class Scored(BaseEstimator):
    """Has the scores that its parameter lists, by what it was fitted on."""

    def __init__(self, scores=(0.0,), extra=None):
        self.scores = scores
        self.extra = extra

    def fit(self, X, y=None):
        self.split_ = int(X[0, 0] == 0)
        return self

    def score(self, X, y=None):
        return self.scores[self.split_ % len(self.scores)]


def recall_and_accuracy(estimator, X, y):
    predicted = estimator.predict(X)
    return {
        "recall": recall_score(y, predicted, zero_division=0),
        "accuracy": accuracy_score(y, predicted),
    }


def negative_spread(estimator, X, y=None):
    return -float(np.abs(estimator.predict(X) - np.mean(y)).sum())


SUBJECTS = {
    "classifier": (LogisticRegression(), {"C": [0.01, 1, 10.0]}, X, Y_CLASS),
    "classifier of words": (GaussianNB(), {"var_smoothing": [1e-9, 0.5]}, X, Y_NAMED),
    "regressor": (Ridge(), {"alpha": [0.1, 10], "fit_intercept": [True, False]}, X, Y_REAL),
    "pipeline": (
        make_pipeline(StandardScaler(), SVC()),
        {"svc__C": [0.1, 1], "svc__kernel": ["linear", "rbf"]},
        X,
        Y_CLASS,
    ),
    "column transformer": (
        make_pipeline(
            ColumnTransformer([("a", StandardScaler(), [0, 1]), ("b", MinMaxScaler(), [2, 3])]),
            Ridge(),
        ),
        {"columntransformer__a": [StandardScaler(), "drop", "passthrough"]},
        X,
        Y_REAL,
    ),
    "clusterer": (KMeans(n_init=1, random_state=0), {"n_clusters": [2, 3]}, X, None),
    "density": (KernelDensity(), {"bandwidth": [0.5, 1.0]}, X, None),
    "transformer with score": (PCA(), {"n_components": [1, 2, None]}, X, None),
    "multi-output": (
        DecisionTreeRegressor(random_state=0),
        {"max_depth": [None, 1, 3]},
        X,
        Y_MULTIOUTPUT,
    ),
    "multi-label": (KNeighborsClassifier(), {"n_neighbors": [1, 5]}, X, Y_MULTILABEL),
    "texts": (
        make_pipeline(CountVectorizer(), MultinomialNB()),
        {"countvectorizer__ngram_range": [(1, 1), (1, 2)], "multinomialnb__alpha": [0.1, 1]},
        TEXTS,
        Y_CLASS,
    ),
    "sparse": (LogisticRegression(), {"C": [0.1, 1.0]}, sparse.csr_matrix(X), Y_CLASS),
    "lists": (DecisionTreeClassifier(random_state=0), {"max_depth": [1, 2]}, X.tolist(), Y_NAMED),
    "precomputed": (SVC(kernel="precomputed"), {"C": [0.1, 1]}, X @ X.T, Y_CLASS),
}


@dataclass(frozen=True)
class Fresh:
    """An argument that a search uses up, so that each search needs its own."""

    make: Callable[[], Any]


def make_both(name, estimator, space, **arguments):
    """Make our search and theirs, alike."""
    return [
        getattr(room, name)(
            estimator,
            space,
            **{
                key: value.make() if isinstance(value, Fresh) else value
                for key, value in arguments.items()
            },
        )
        for room in (ours, theirs)
    ]


def fit_both(name, estimator, space, *data, fit=None, **arguments):
    """Fit our search and theirs, on two splits if nothing else is said.

    `fit` goes to their ``fit`` besides the data.
    """
    searches = make_both(name, estimator, space, **{"cv": 2, **arguments})
    return [search.fit(*data, **(fit or {})) for search in searches]


def grids(estimator, space, *data, **arguments):
    """Fit both grid searches."""
    return fit_both("GridSearchCV", estimator, space, *data, **arguments)


def randoms(estimator, space, *data, **arguments):
    """Fit both random searches."""
    return fit_both("RandomizedSearchCV", estimator, space, *data, **arguments)
