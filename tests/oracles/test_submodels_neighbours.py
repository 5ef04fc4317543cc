"""One look-up of neighbours scores every number, radius and weighting as a fit of each does."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.base import clone
from sklearn.neighbors import (
    KNeighborsClassifier,
    KNeighborsRegressor,
    RadiusNeighborsClassifier,
    RadiusNeighborsRegressor,
)

from sklearn_hpt.evaluation import SUBMODELS
from tests.oracles.reuse import (
    N_SAMPLES,
    assert_exact,
    assert_served,
    find_submodel,
    samples,
    several_rows,
)
from tests.oracles.searches import ours

KINDS = pytest.mark.parametrize("kind", [0, 1], ids=["classifier", "regressor"])
COUNTS = st.lists(st.integers(1, 14), min_size=2, max_size=4, unique=True)
RADII = st.lists(
    st.sampled_from([1.0, 1.5, 2, 2.25, 3.0, 5.0]), min_size=2, max_size=4, unique=True
)
WEIGHTINGS = ["uniform", "distance", np.exp]
SETTINGS = {
    "algorithm": st.sampled_from(["auto", "brute", "kd_tree", "ball_tree"]),
    "weights": st.sampled_from(WEIGHTINGS),
    "metric": st.sampled_from(["minkowski", "manhattan", "chebyshev"]),
    "leaf_size": st.sampled_from([3, 30]),
}


@pytest.mark.parametrize("form", [np.asarray, pd.DataFrame], ids=["array", "frame"])
@pytest.mark.parametrize("return_train_score", [False, True])
def test_neighbours_are_looked_up_once_on_each_side(form, return_train_score, monkeypatch):
    asked = []
    look_up = KNeighborsRegressor.kneighbors

    def counted(self, X=None, n_neighbors=None, return_distance=True):
        asked.append(n_neighbors)
        return look_up(self, X, n_neighbors, return_distance)

    monkeypatch.setattr(KNeighborsRegressor, "kneighbors", counted)
    X = np.random.RandomState(0).normal(size=(N_SAMPLES, 3))
    space = {"n_neighbors": [1, 5, 3], "weights": ["uniform", "distance"]}
    model = KNeighborsRegressor(algorithm="kd_tree")
    arguments = {"cv": 3, "refit": False, "return_train_score": return_train_score}
    ours.GridSearchCV(model, space, **arguments).fit(form(X), X[:, 0])
    assert asked == [6] * (6 if return_train_score else 3)


@pytest.mark.parametrize("weights", ["uniform", None])
@pytest.mark.parametrize("algorithm", ["kd_tree", "brute"])
def test_ties_that_change_no_vote_are_not_looked_up_again(algorithm, weights, monkeypatch):
    asked = []
    predict = KNeighborsClassifier.predict

    def noted(self, X):
        asked.append(len(X))
        return predict(self, X)

    monkeypatch.setattr(KNeighborsClassifier, "predict", noted)
    X = np.arange(20.0).repeat(2)[:, np.newaxis]  # each neighbour has a twin of its class
    y = np.array(["no", "yes"])[(X[:, 0] // 3 % 2).astype(int)]
    fitted = KNeighborsClassifier(10, algorithm=algorithm, weights=weights).fit(X, y)
    (submodel,) = (s for s in SUBMODELS if s.applies(fitted))
    near = X[::2] + 0.25
    views = {k: submodel.view(fitted, {"n_neighbors": k}) for k in range(1, 10)}
    predicted = {k: view.predict(near) for k, view in views.items()}
    by_brute_force = algorithm == "brute" and weights == "uniform"
    assert asked == ([1] if by_brute_force else [])  # whether that works is tried once
    for k in views:
        own = clone(fitted).set_params(n_neighbors=k).fit(X, y)
        np.testing.assert_array_equal(predicted[k], own.predict(near), strict=True)


def exp_of_each(distances):
    """Weigh neighbours where there may be another number of them for each sample."""
    weights = np.empty(len(distances), dtype=object)
    for i, row in enumerate(distances):
        weights[i] = np.exp(-row)
    return weights


@st.composite
def neighbours(draw, kind, targets=(1, 2), *, nearest=True, names=False):
    """An estimator by neighbours, what one look-up serves, and samples."""
    settings = {parameter: draw(values) for parameter, values in SETTINGS.items()}
    if nearest:
        estimator = (KNeighborsClassifier, KNeighborsRegressor)[kind](**settings)
        if draw(st.booleans()) and settings["algorithm"] == "brute":
            estimator.set_params(metric="sqeuclidean")
        space = {"n_neighbors": draw(COUNTS)}
    else:
        estimator = (RadiusNeighborsClassifier, RadiusNeighborsRegressor)[kind](**settings)
        if kind == 0:
            estimator.set_params(outlier_label=draw(st.sampled_from(["most_frequent", None])))
        space = {"radius": draw(RADII)}
    if draw(st.booleans()):
        space["weights"] = draw(st.permutations(WEIGHTINGS))[:2]
    if not nearest:
        if estimator.weights is np.exp:
            estimator.set_params(weights=exp_of_each)
        if "weights" in space:
            space["weights"] = [exp_of_each if w is np.exp else w for w in space["weights"]]
    X, y = draw(samples(regression=bool(kind)))
    if not names and kind == 0:
        y = np.unique(y, return_inverse=True)[1]
    form = draw(st.sampled_from(["plain", "float32", "sparse"]))
    if form == "float32":
        X = X.astype(np.float32)
    elif form == "sparse" and estimator.metric in ("minkowski", "manhattan"):
        X = sparse.csr_matrix(X)
        estimator.set_params(algorithm="brute")
    if draw(st.sampled_from(targets)) == 2:
        y = np.column_stack([y, y[::-1]])
    return estimator, space, X, y


@KINDS
@settings(max_examples=6)
@given(st.data())
def test_scores_by_the_nearest(kind, data):
    targets = (1, 2) if kind else (1,)  # no metric takes several targets of many classes
    estimator, space, X, y = data.draw(neighbours(kind, targets))
    scoring = None
    if kind == 0:
        scoring = data.draw(st.sampled_from([None, "neg_log_loss", ["accuracy", "roc_auc_ovr"]]))
    # Of two splits, the most neighbours would be half the samples, for which "auto" takes no tree.
    assert_served(estimator, space, X, y, scoring=scoring, cv=3, without=False)


@pytest.mark.filterwarnings("ignore:One or more samples have no neighbors")
@pytest.mark.filterwarnings("ignore:Scoring failed", "ignore:One or more of the test scores")
@pytest.mark.filterwarnings("ignore:Outlier label", "ignore:One or more of the train scores")
@KINDS
@settings(max_examples=6)
@given(st.data())
def test_scores_within_a_radius(kind, data):
    targets = (1, 2) if kind else (1,)
    estimator, space, X, y = data.draw(neighbours(kind, targets, nearest=False))
    assert_exact(estimator, space, X, y, without=False)


@KINDS
def test_radii_with_some_neighbours_are_all_served(kind):
    rng = np.random.RandomState(0)
    X = rng.normal(size=(N_SAMPLES, 3))
    y = (X[:, 0], X[:, 0] > 0)[1 - kind]
    estimator = (RadiusNeighborsClassifier, RadiusNeighborsRegressor)[kind]()
    space = {"radius": [9.0, 5.0, 7], "weights": ["uniform", "distance", None]}
    assert_served(estimator, space, X, y)


@pytest.mark.filterwarnings("ignore:One or more samples have no neighbors")
@pytest.mark.filterwarnings("ignore:Outlier label")
@pytest.mark.parametrize("nearest", [True, False], ids=["nearest", "within"])
@KINDS
@settings(max_examples=6)
@given(st.data())
def test_views_answer_as_fits_of_their_own(kind, nearest, data):
    estimator, space, X, y = data.draw(neighbours(kind, nearest=nearest, names=True))
    rows = several_rows(space)
    submodel = find_submodel(estimator, space)
    fitted = clone(estimator).set_params(**submodel.anchor(rows)).fit(X, y)
    for row in rows:
        own = clone(estimator).set_params(**row).fit(X, y)
        view = submodel.view(fitted, row)
        for name in ("predict", "predict_proba"):
            if hasattr(own, name):
                for asked in (X, X[:7]):
                    ours, theirs = (outcome(getattr(one, name), asked) for one in (view, own))
                    np.testing.assert_array_equal(ours, theirs, strict=True)


def outcome(predict, X):
    """Predict; 1.7 cannot where classes have names and votes are counted by brute force."""
    try:
        return predict(X)
    except ValueError as error:
        return np.array([str(error)])


def spread(distances):
    """Weigh neighbours by what is found for all samples together."""
    return 1.0 + distances / np.max(distances)


def test_weights_that_look_at_all_samples_are_given_all():
    X = np.random.RandomState(0).randint(0, 3, size=(N_SAMPLES, 3)).astype(float)
    space = {"n_neighbors": [3, 4, 9], "weights": ["uniform", spread]}
    assert_served(KNeighborsRegressor(algorithm="kd_tree"), space, X, X[:, 0] + X[:, 1] ** 2)
