"""One fit of trees or of an ensemble scores several values as a fit of each does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.dummy import DummyRegressor
from sklearn.ensemble import (
    AdaBoostClassifier,
    AdaBoostRegressor,
    BaggingClassifier,
    BaggingRegressor,
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    IsolationForest,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import (
    DecisionTreeClassifier,
    DecisionTreeRegressor,
    ExtraTreeClassifier,
    ExtraTreeRegressor,
)

from tests.oracles.reuse import (
    N_SAMPLES,
    assert_exact,
    assert_served,
    assert_views_are_fits,
    samples,
    several_rows,
)

FEW = settings(max_examples=3)
LEAVES = st.sampled_from([2, 3, 4, 5, 7, 9, 30])
MEMBERS = st.integers(1, 8)
BOOSTING = {
    "learning_rate": st.sampled_from([0.1, 1.0]),
    "subsample": st.sampled_from([1.0, 0.6]),
    "max_features": st.sampled_from([None, 2]),
    "n_iter_no_change": st.sampled_from([None, 1]),
    "max_depth": st.just(2),
}
HISTOGRAMS = {
    "early_stopping": st.sampled_from([False, True]),
    "n_iter_no_change": st.just(2),
    "validation_fraction": st.sampled_from([0.2, None]),
    "max_features": st.sampled_from([1.0, 0.5]),
    "min_samples_leaf": st.just(4),
}
BAGS = {
    "bootstrap": st.booleans(),
    "bootstrap_features": st.booleans(),
    "max_samples": st.sampled_from([1.0, 0.6]),
    "max_features": st.sampled_from([1.0, 0.5]),
}
FOREST = {
    "n_estimators": st.just(5),
    "bootstrap": st.booleans(),
    "max_features": st.sampled_from(["sqrt", None]),
    "max_depth": st.sampled_from([None, 3]),
    "min_samples_leaf": st.sampled_from([1, 3]),
}
TREE = {
    "splitter": st.sampled_from(["best", "random"]),
    "max_features": st.sampled_from(["sqrt", None]),
    "max_depth": st.sampled_from([None, 3]),
    "min_samples_leaf": st.sampled_from([1, 3]),
}
STRENGTHS = st.sampled_from([0.0, 0.001, 0.01, 0.02, 0.1, 1])
GROWTH = {"max_leaf_nodes": LEAVES, "ccp_alpha": STRENGTHS}
SIZE = {"n_estimators": MEMBERS, "max_leaf_nodes": LEAVES, "ccp_alpha": STRENGTHS}

# Each: classifier, regressor, what is served, what else is set.
ENSEMBLES = {
    "gradient boosting": (
        GradientBoostingClassifier,
        GradientBoostingRegressor,
        {"n_estimators": MEMBERS},
        BOOSTING,
    ),
    "boosting of histograms": (
        HistGradientBoostingClassifier,
        HistGradientBoostingRegressor,
        {"max_iter": MEMBERS},
        HISTOGRAMS,
    ),
    "adaptive boosting": (
        AdaBoostClassifier,
        AdaBoostRegressor,
        {"n_estimators": MEMBERS},
        {"learning_rate": st.sampled_from([1.0, 0.3])},
    ),
    "bagging": (BaggingClassifier, BaggingRegressor, {"n_estimators": MEMBERS}, BAGS),
    "forest": (RandomForestClassifier, RandomForestRegressor, SIZE, FOREST),
    "extra trees": (ExtraTreesClassifier, ExtraTreesRegressor, SIZE, FOREST),
}
TREES = {
    "tree": (DecisionTreeClassifier, DecisionTreeRegressor, GROWTH, TREE),
    "extra tree": (ExtraTreeClassifier, ExtraTreeRegressor, GROWTH, TREE),
}
GROWN = ENSEMBLES | TREES
KINDS = pytest.mark.parametrize("kind", [0, 1], ids=["classifier", "regressor"])


@st.composite
def cases(draw, name, kind, table):
    """An estimator, a space in which one fit serves all values, and samples."""
    *classes, served, others = table[name]
    settings = {parameter: draw(values) for parameter, values in others.items()}
    estimator = classes[kind](random_state=draw(st.integers(0, 99)), **settings)
    names = draw(st.lists(st.sampled_from(sorted(served)), min_size=1, unique=True))
    space = {
        parameter: draw(st.lists(served[parameter], min_size=2, max_size=3, unique=True))
        for parameter in names
    }
    return estimator, space, *draw(samples(regression=bool(kind)))


@KINDS
@pytest.mark.parametrize("name", GROWN)
@FEW
@given(st.data())
def test_scores(name, kind, data):
    estimator, space, X, y = data.draw(cases(name, kind, GROWN))
    assert_served(estimator, space, X, y, without=False)


@KINDS
@pytest.mark.parametrize("name", GROWN)
@FEW
@given(st.data())
def test_views_answer_and_look_as_fits_of_their_own(name, kind, data):
    estimator, space, X, y = data.draw(cases(name, kind, GROWN))
    assert_views_are_fits(estimator, several_rows(space), X, y)


def sum_of_probabilities(model, X, y, sample_weight=None):
    return float(model.predict_proba(X)[:, 0].sum())


def count_members(model, X, y, sample_weight=None):
    return float(len(model.estimators_) + model.n_estimators)


SCORINGS = {
    "own": None,
    "several": ["accuracy", "neg_log_loss"],
    "function": sum_of_probabilities,
    "look inside": count_members,
}


@pytest.mark.parametrize("scoring", SCORINGS)
@pytest.mark.parametrize("weighted", [False, True], ids=["even", "weighted"])
@pytest.mark.parametrize(
    "model",
    [
        RandomForestClassifier(random_state=0, class_weight="balanced_subsample"),
        GradientBoostingClassifier(random_state=0),
        AdaBoostClassifier(GaussianNB(), random_state=0),
        BaggingClassifier(DecisionTreeClassifier(max_depth=2), random_state=0),
    ],
    ids=lambda model: type(model).__name__,
)
def test_scorings_and_weights(model, weighted, scoring):
    rng = np.random.RandomState(0)
    X = rng.normal(size=(N_SAMPLES, 3))
    y = (X[:, 0] > 0).astype(int)
    fit = {"sample_weight": rng.uniform(0.5, 2, N_SAMPLES)} if weighted else {}
    options = {"scoring": SCORINGS[scoring], "fit": fit, "without": False}
    assert_served(model, {"n_estimators": [3, 1, 4]}, X, y, **options)


def test_missing_values():
    rng = np.random.RandomState(0)
    X = rng.normal(size=(N_SAMPLES, 3))
    y = X[:, 0] + X[:, 1] ** 2
    X[rng.uniform(size=X.shape) < 0.2] = np.nan
    leaves = {"max_leaf_nodes": [2, 5, 11]}
    assert_served(DecisionTreeRegressor(random_state=0), leaves, X, y)
    assert_served(RandomForestRegressor(5, random_state=0), leaves | {"n_estimators": [3]}, X, y)
    assert_served(HistGradientBoostingRegressor(random_state=0), {"max_iter": [1, 9]}, X, y)


def test_several_targets():
    rng = np.random.RandomState(0)
    X = rng.normal(size=(N_SAMPLES, 3))
    y = np.column_stack([X[:, 0], X[:, 1]])
    for model in (RandomForestRegressor(random_state=0), ExtraTreesRegressor(random_state=0)):
        assert_served(model, {"n_estimators": [1, 5], "max_leaf_nodes": [3, 8]}, X, y)


def test_constraints_of_direction():
    rng = np.random.RandomState(0)
    X = rng.normal(size=(N_SAMPLES, 2))
    tree = DecisionTreeRegressor(monotonic_cst=[1, -1], random_state=0)
    assert_served(tree, {"max_leaf_nodes": [2, 4, 8], "ccp_alpha": [0.0, 0.01]}, X, X[:, 0] ** 3)


def test_pruned_forests_are_grown_once():
    X = np.random.RandomState(0).normal(size=(N_SAMPLES, 3))
    space = {"ccp_alpha": [0.0, 0.01, 0.1], "n_estimators": [2, 4], "max_leaf_nodes": [None, 5]}
    forest = RandomForestRegressor(random_state=0)
    assert_served(forest, space, X, X[:, 0] * X[:, 1])


def test_forests_that_are_pruned_anyway_serve_fewer_trees_only():
    X = np.random.RandomState(0).normal(size=(N_SAMPLES, 3))
    forest = RandomForestRegressor(5, random_state=0, ccp_alpha=0.05)
    assert_served(forest, {"n_estimators": [2, 4]}, X, X[:, 0])
    alone = assert_exact(forest, {"max_leaf_nodes": [3, 9]}, X, X[:, 0])
    assert alone == [0, 1]


def test_values_of_other_families_stand_beside():
    X = np.random.RandomState(0).normal(size=(N_SAMPLES, 3))
    y = X[:, 0] * X[:, 1]
    space = {"max_leaf_nodes": [None, 3, 6], "n_estimators": [2, 5]}
    assert_served(RandomForestRegressor(random_state=0), space, X, y)
    tree = DecisionTreeRegressor(random_state=0)
    space = {"max_leaf_nodes": [None, 3, 6], "ccp_alpha": [0.0, 0.01]}
    assert_served(tree, space, X, y)
    assert_served(DummyRegressor(), {"constant": [1, 1]}, X, y)


@FEW
@given(
    samples(regression=False),
    st.lists(MEMBERS, min_size=2, max_size=3, unique=True),
    st.sampled_from([{}, {"max_features": 0.5}, {"bootstrap": True, "max_samples": 0.6}]),
)
def test_isolation_of_outliers(drawn, counts, settings):
    X, _ = drawn
    y = np.where(np.abs(X[:, 0]) > 1, -1, 1)
    y[:6] = [-1, 1, -1, 1, -1, 1]
    forest = IsolationForest(random_state=3, **settings)
    space = {"n_estimators": counts}
    assert_served(forest, space, X, y, scoring=["roc_auc", "accuracy"], without=False)
    assert_views_are_fits(forest, several_rows(space), X, y)


def test_outliers_told_by_a_share_of_the_samples_are_told_alone():
    X = np.random.RandomState(0).normal(size=(N_SAMPLES, 3))
    y = np.tile([1, 1, -1], N_SAMPLES // 3)
    forest = IsolationForest(contamination=0.2, random_state=0)
    assert assert_exact(forest, {"n_estimators": [2, 4]}, X, y, scoring="accuracy") == [0, 1]
