"""Every kind of estimator and target: classes, numbers, several of them, or none."""

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin, is_classifier, is_clusterer, is_regressor
from sklearn.cluster import KMeans
from sklearn.covariance import GraphicalLasso
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.ensemble import IsolationForest
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import make_scorer, silhouette_score
from sklearn.mixture import GaussianMixture
from sklearn.multioutput import MultiOutputClassifier
from sklearn.neighbors import KernelDensity, KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import OneClassSVM
from sklearn.tree import DecisionTreeClassifier

from tests.integration.tuners import KINDS, Y_REAL, X, Y, make

WORDS = np.array(["no", "yes"], dtype=object)[Y]
THREE = np.digitize(Y_REAL, [-1, 1])
LABELS = np.column_stack([Y, X[:, 0] > 0]).astype(int)
OUTPUTS = np.column_stack([Y_REAL, X[:, 0]])


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.mark.parametrize(
    "y", [Y, Y.astype(bool), WORDS, WORDS.astype(str), THREE, Y.tolist(), WORDS.tolist()]
)
def test_classes(kind, y):
    tuner = make(kind, LogisticRegression(), {"C": [0.1, 1.0]}).fit(X, y)
    np.testing.assert_array_equal(tuner.classes_, np.unique(y))
    assert set(tuner.predict(X)) <= set(y)
    assert tuner.predict_proba(X).shape == (len(X), len(tuner.classes_))
    assert is_classifier(tuner)


def test_numbers(kind):
    tuner = make(kind, Ridge(), {"alpha": [0.1, 1.0]}).fit(X, Y_REAL)
    assert is_regressor(tuner)
    assert not hasattr(tuner, "classes_")
    assert not hasattr(tuner, "predict_proba")
    assert tuner.score(X, Y_REAL) == tuner.best_estimator_.score(X, Y_REAL)


def test_several_numbers(kind):
    tuner = make(kind, KNeighborsRegressor(), {"n_neighbors": [1, 3]}).fit(X, OUTPUTS)
    assert tuner.predict(X).shape == OUTPUTS.shape


@pytest.mark.parametrize(
    ("estimator", "space"),
    [
        (KNeighborsClassifier(), {"n_neighbors": [1, 3]}),
        (MultiOutputClassifier(DecisionTreeClassifier()), {"estimator__max_depth": [1, 2]}),
    ],
)
def test_several_labels(kind, estimator, space):
    tuner = make(kind, estimator, space).fit(X, LABELS)
    assert tuner.predict(X).shape == LABELS.shape
    assert isinstance(tuner.classes_, list)


@pytest.mark.parametrize("y", [None, Y], ids=["without y", "with y"])
def test_clusters(kind, y):
    tuner = make(kind, KMeans(n_init=1, random_state=0), {"n_clusters": [2, 3]}).fit(X, y)
    assert is_clusterer(tuner)
    assert set(tuner.predict(X)) == set(range(tuner.best_params_["n_clusters"]))
    assert tuner.transform(X).shape == (len(X), tuner.best_params_["n_clusters"])


def test_clusters_by_a_metric_of_their_own(kind):
    def silhouette(estimator, X, y=None):
        return silhouette_score(X, estimator.predict(X))

    estimator = KMeans(n_init=1, random_state=0)
    tuner = make(kind, estimator, {"n_clusters": [2, 3]}, scoring=silhouette).fit(X)
    assert -1 < tuner.best_score_ < 1


@pytest.mark.parametrize(
    ("estimator", "space", "method"),
    [
        (KernelDensity(), {"bandwidth": [0.5, 1.0]}, "score_samples"),
        (GaussianMixture(random_state=0), {"n_components": [1, 2]}, "predict_proba"),
        (PCA(), {"n_components": [1, 2]}, "inverse_transform"),
        (GraphicalLasso(), {"alpha": [0.5, 0.9]}, "score"),
    ],
)
def test_no_target(kind, estimator, space, method):
    tuner = make(kind, estimator, space).fit(X)
    best = tuner.best_estimator_
    given = best.transform(X) if method == "inverse_transform" else X
    np.testing.assert_array_equal(getattr(tuner, method)(given), getattr(best, method)(given))


@pytest.mark.parametrize(
    "estimator", [IsolationForest(n_estimators=5, random_state=0), OneClassSVM()]
)
def test_outliers_by_known_labels(kind, estimator):
    name = "max_samples" if isinstance(estimator, IsolationForest) else "nu"
    scoring = make_scorer(lambda y, found: np.mean((found == 1) == y))
    tuner = make(kind, estimator, {name: [0.2, 0.5]}, scoring=scoring).fit(X, Y)
    assert set(tuner.predict(X)) <= {-1, 1}
    assert 0 <= tuner.best_score_ <= 1


def test_a_transformer_without_score_needs_a_scoring(kind):
    def kept(estimator, X, y=None):
        return estimator.explained_variance_ratio_.sum()

    space = {"n_components": [1, 3]}
    tuner = make(kind, TruncatedSVD(random_state=0), space, scoring=kept).fit(X)
    assert tuner.best_params_ == {"n_components": 3}
    assert tuner.transform(X).shape == (len(X), 3)
    with pytest.raises(TypeError, match="no scoring"):
        make(kind, TruncatedSVD(), space).fit(X)


def test_the_kind_of_estimator_is_seen_through_a_pipeline(kind):
    tuner = make(kind, make_pipeline(StandardScaler(), Ridge()), {"ridge__alpha": [1.0]})
    assert is_regressor(tuner)
    assert is_regressor(make_pipeline(StandardScaler(), tuner))


class InsideX(ClassifierMixin, BaseEstimator):
    """Finds its target in the last column of X, as estimators of whole data sets do."""

    def __init__(self, column=0):
        self.column = column

    def fit(self, X, y=None):
        self.classes_ = np.unique(X[:, -1])
        return self

    def score(self, X, y=None):
        return float(np.mean((X[:, self.column] > 0) == X[:, -1]))


def test_a_classifier_that_needs_no_target(kind):
    tuner = make(kind, InsideX(), {"column": [0, 1]}).fit(np.column_stack([X, Y]))
    assert tuner.best_score_ == max(tuner.cv_results_["mean_test_score"])
