"""Fits that are shared in other processes score as each does on its own."""

import os
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.feature_selection import RFE, SelectKBest
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from sklearn_hpt.evaluation.dispatch import Dispatcher
from tests.oracles.cv_results import assert_same_results
from tests.oracles.searches import TEXTS, WEIGHTS, Y_CLASS, X, ours, theirs

C = [0.1, 10.0]
RNG = np.random.RandomState(0)
LARGE = RNG.normal(size=(1500, 100))  # so large that workers read it from a file
LARGE_CLASSES = (LARGE[:, :5].sum(axis=1) > 0).astype(int)


class Noting(TransformerMixin, BaseEstimator):
    """Writes down where it is fitted."""

    def __init__(self, path="", shift=0.0):
        self.path = path
        self.shift = shift

    def fit(self, X, y=None):
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(f"{os.getpid()} {self.shift}\n")
        return self

    def transform(self, X):
        return X + self.shift


class NotingInPlace(Noting):
    """Writes into its samples as well."""

    def transform(self, X):
        X += self.shift
        return X


def steps(**named):
    return Pipeline(list(named.items()))


@pytest.fixture(autouse=True)
def _all_in_workers(monkeypatch):
    """Let no unit stay in this process."""
    monkeypatch.setattr(Dispatcher, "_stays", lambda *_: False)


def assert_exact_in_workers(estimator, space, *data, **arguments):
    """Check that workers that share fits change no bit; give the results."""
    arguments = {"cv": 2, "refit": False, "return_train_score": True} | arguments
    fit = arguments.pop("fit", {})
    expected = theirs.GridSearchCV(estimator, space, **arguments).fit(*data, **fit).cv_results_
    results = (
        ours.GridSearchCV(estimator, space, n_jobs=2, **arguments).fit(*data, **fit).cv_results_
    )
    assert_same_results(results, expected)
    return results


@pytest.mark.parametrize("kind", [Noting, NotingInPlace])
def test_first_steps_are_fitted_once_in_workers(tmp_path, kind):
    path = tmp_path / "fits"
    pipe = steps(scale=StandardScaler(), note=kind(str(path)), reduce=PCA(2), clf=SVC())
    space = {"note__shift": [0.0, 1.0], "reduce__n_components": [1, 2], "clf__C": C}
    assert_exact_in_workers(pipe, space, X, Y_CLASS)
    notes = [line.split() for line in path.read_text().splitlines()]
    elsewhere = Counter(shift for pid, shift in notes if int(pid) != os.getpid())
    here = Counter(shift for pid, shift in notes if int(pid) == os.getpid())
    assert here == {"0.0": 2 * 4, "1.0": 2 * 4}  # theirs
    if kind is Noting:
        assert elsewhere == {"0.0": 2, "1.0": 2}
    else:
        assert elsewhere["0.0"] >= 2 * 4  # each row on its own, after what was tried


# Each: estimator, space, samples, targets. One fit a split scores all rows.
WHOLE = {
    "forest": (
        RandomForestClassifier(random_state=0),
        {"n_estimators": [2, 7, 4], "max_leaf_nodes": [3, 8]},
        X,
        Y_CLASS,
    ),
    "forest of large samples": (
        RandomForestClassifier(random_state=0, max_depth=4),
        {"n_estimators": [2, 7, 4]},
        LARGE,
        LARGE_CLASSES,
    ),
    "forest of a frame": (
        RandomForestClassifier(random_state=0),
        {"n_estimators": [2, 7, 4]},
        pd.DataFrame(X, columns=list("abcd")),
        pd.Series(Y_CLASS),
    ),
    "histograms": (
        HistGradientBoostingRegressor(random_state=0, min_samples_leaf=5),
        {"max_iter": [2, 9, 4]},
        X,
        X[:, 0],
    ),
    "neighbours of large samples": (
        KNeighborsClassifier(),
        {"n_neighbors": [1, 9, 4], "weights": ["uniform", "distance"]},
        LARGE,
        LARGE_CLASSES,
    ),
    "smoothing": (GaussianNB(), {"var_smoothing": [1e-9, 1e-3, 0.1]}, X, Y_CLASS),
    "smoothing, sparse after scaling": (
        steps(scale=StandardScaler(with_mean=False), clf=RandomForestClassifier(random_state=0)),
        {"clf__n_estimators": [2, 5]},
        sparse.csr_matrix(X.round()),
        Y_CLASS,
    ),
}


@pytest.mark.parametrize("case", WHOLE)
def test_one_fit_serves_all_in_workers(case):
    results = assert_exact_in_workers(*WHOLE[case])
    assert len(set(results["mean_fit_time"])) == 1  # the cost of one, divided


# Each: pipeline, space, samples, targets. The first steps are shared.
PIPELINES = {
    "scaled and reduced": (
        steps(scale=StandardScaler(), reduce=PCA(random_state=0), clf=SVC()),
        {"reduce__n_components": [1, 2], "clf__C": C},
        X,
        Y_CLASS,
    ),
    "scaled and reduced, large": (
        steps(scale=StandardScaler(), reduce=PCA(random_state=0), clf=LogisticRegression()),
        {"reduce__n_components": [2, 5], "clf__C": C},
        LARGE,
        LARGE_CLASSES,
    ),
    "best features": (
        steps(pick=SelectKBest(), clf=LogisticRegression()),
        {"pick__k": [1, 3, "all", 2], "clf__C": C},
        X,
        Y_CLASS,
    ),
    "best features, large": (
        steps(pick=SelectKBest(), clf=LogisticRegression()),
        {"pick__k": [1, 3, "all", 2]},
        LARGE,
        LARGE_CLASSES,
    ),
    "features left": (
        steps(drop=RFE(Ridge()), clf=LogisticRegression()),
        {"drop__n_features_to_select": [3, 1, 2], "clf__C": C},
        X,
        Y_CLASS,
    ),
    "texts": (
        steps(words=TfidfVectorizer(), clf=LogisticRegression()),
        {"words__sublinear_tf": [True, False], "clf__C": C},
        TEXTS,
        Y_CLASS,
    ),
    "selector and forest": (
        steps(pick=SelectKBest(), clf=RandomForestClassifier(random_state=0)),
        {"pick__k": [1, 2], "clf__n_estimators": [2, 5], "clf__max_leaf_nodes": [3, 4]},
        X,
        Y_CLASS,
    ),
}


@pytest.mark.parametrize("scoring", [None, ["accuracy", "neg_log_loss"]], ids=["own", "several"])
@pytest.mark.parametrize("case", PIPELINES)
def test_pipelines_in_workers(case, scoring):
    pipe, space, *data = PIPELINES[case]
    if isinstance(pipe[-1], SVC):
        scoring = scoring and ["accuracy", "roc_auc"]
    assert_exact_in_workers(pipe, space, *data, scoring=scoring)


def test_weights_in_workers():
    pipe = steps(scale=StandardScaler(), clf=LogisticRegression())
    fit = {"clf__sample_weight": WEIGHTS, "scale__sample_weight": WEIGHTS}
    assert_exact_in_workers(pipe, {"clf__C": C}, X, Y_CLASS, fit=fit)
