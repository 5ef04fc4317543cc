"""One fit for several values scores each as its own fit does, for all that is registered."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.base import clone
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
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.feature_selection import SelectKBest, SelectPercentile, f_classif, f_regression
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.tree import (
    DecisionTreeClassifier,
    DecisionTreeRegressor,
    ExtraTreeClassifier,
    ExtraTreeRegressor,
)

from sklearn_hpt.evaluation import SUBMODELS
from tests.oracles.reuse import assert_same_responses, assert_served

N_SAMPLES = 45
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
NEIGHBOURS = {
    "algorithm": st.sampled_from(["auto", "brute", "kd_tree", "ball_tree"]),
    "weights": st.sampled_from(["uniform", "distance", np.exp]),
    "metric": st.sampled_from(["minkowski", "manhattan", "chebyshev", "sqeuclidean"]),
    "leaf_size": st.sampled_from([3, 30]),
}
STRENGTHS = st.sampled_from([0.0, 0.001, 0.01, 0.02, 0.1, 1])
GROWTH = {"max_leaf_nodes": LEAVES, "ccp_alpha": STRENGTHS}
SIZE = {"n_estimators": MEMBERS, "max_leaf_nodes": LEAVES}

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
def samples(draw, *, regression):
    """Samples with as many ties as fall out of coarse rounding, or none."""
    rng = np.random.RandomState(draw(st.integers(0, 2**32 - 1)))
    X = rng.normal(size=(N_SAMPLES, 5))
    decimals = draw(st.sampled_from([0, 1, 12]))
    X = np.round(X, decimals)
    signal = X[:, 0] - 2 * X[:, 1] + 0.5 * rng.normal(size=N_SAMPLES)
    if regression:
        return X, np.round(signal, decimals)
    n_classes = draw(st.sampled_from([2, 3]))
    classes = np.argsort(np.argsort(signal, kind="stable")) * n_classes // N_SAMPLES
    return X, draw(st.sampled_from([classes, np.array(["no", "yes", "so"])[classes]]))


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
    values = [
        {parameter: column[i % len(column)] for parameter, column in space.items()}
        for i in range(max(map(len, space.values())))
    ]
    submodel = next(s for s in SUBMODELS if s.applies(estimator) and set(space) <= {*s.parameters})
    fitted = clone(estimator).set_params(**submodel.anchor(values)).fit(X, y)
    fresh = np.round(np.random.RandomState(1).normal(size=(30, 5)), 1)
    for value in values:
        view = submodel.view(fitted, value)
        own = clone(estimator).set_params(**value).fit(X, y)
        assert_same_responses(view, own, fresh)
        assert view.get_params(deep=False) == own.get_params(deep=False)
        assert_same_state(view, own)


def assert_same_state(view, own):
    """Check that two fitted models publish the same attributes, trees included."""
    published = [name for name in vars(own) if name.endswith("_") and not name.startswith("_")]
    assert published == [name for name in vars(view) if name in published]
    for name in published:
        assert_same_attribute(getattr(view, name), getattr(own, name), name)


def assert_same_attribute(ours, theirs, name):
    if hasattr(theirs, "__getstate__") and hasattr(theirs, "node_count"):
        assert_same_tree(ours, theirs)
    elif isinstance(theirs, list) or (isinstance(theirs, np.ndarray) and theirs.dtype == object):
        assert len(ours) == len(theirs), name
        for our_part, their_part in zip(ours, theirs, strict=True):
            assert_same_attribute(our_part, their_part, name)
    elif hasattr(theirs, "get_params"):
        assert_same_state(ours, theirs)
    elif isinstance(theirs, (np.ndarray, float, int, str)):
        np.testing.assert_array_equal(ours, theirs, name)


def assert_same_tree(ours, theirs):
    ours, theirs = ours.__getstate__(), theirs.__getstate__()
    assert (ours["max_depth"], ours["node_count"]) == (theirs["max_depth"], theirs["node_count"])
    np.testing.assert_array_equal(ours["values"], theirs["values"])
    for field in theirs["nodes"].dtype.names:
        np.testing.assert_array_equal(ours["nodes"][field], theirs["nodes"][field], field)


@st.composite
def neighbours(draw, kind, targets=(1, 2)):
    """An estimator by nearest neighbours, numbers of them, and samples."""
    settings = {parameter: draw(values) for parameter, values in NEIGHBOURS.items()}
    if settings["metric"] == "sqeuclidean":
        settings["algorithm"] = "brute"
    estimator = (KNeighborsClassifier, KNeighborsRegressor)[kind](**settings)
    counts = draw(st.lists(st.integers(1, 14), min_size=2, max_size=6, unique=True))
    X, y = draw(samples(regression=bool(kind)))
    form = draw(st.sampled_from(["plain", "float32", "sparse"]))
    if form == "float32":
        X = X.astype(np.float32)
    elif form == "sparse" and settings["metric"] in ("minkowski", "manhattan"):
        X = sparse.csr_matrix(X)
        estimator.set_params(algorithm="brute")
    if draw(st.sampled_from(targets)) == 2:
        y = np.column_stack([y, y[::-1]])
    return estimator, {"n_neighbors": counts}, X, y


@KINDS
@settings(max_examples=12)
@given(st.data())
def test_scores_by_neighbours(kind, data):
    targets = (1, 2) if kind else (1,)  # no metric takes several targets of many classes
    estimator, space, X, y = data.draw(neighbours(kind, targets))
    scoring = None
    if kind == 0:
        scoring = data.draw(st.sampled_from([None, "neg_log_loss", ["accuracy", "roc_auc_ovr"]]))
    assert_served(estimator, space, X, y, scoring=scoring, without=False)


@KINDS
@settings(max_examples=12)
@given(st.data())
def test_views_by_neighbours_answer_as_fits_of_their_own(kind, data):
    estimator, space, X, y = data.draw(neighbours(kind))
    submodel = next(s for s in SUBMODELS if s.parameters == ("n_neighbors",))
    assert submodel.applies(estimator)
    values = [{"n_neighbors": count} for count in space["n_neighbors"]]
    fitted = clone(estimator).set_params(**submodel.anchor(values)).fit(X, y)
    for value in values:
        own = clone(estimator).set_params(**value).fit(X, y)
        view = submodel.view(fitted, value)
        for name in ("predict", "predict_proba"):
            if hasattr(own, name):
                for asked in (X, X[:7]):
                    np.testing.assert_array_equal(
                        getattr(view, name)(asked), getattr(own, name)(asked), strict=True
                    )


SELECTORS = {
    "k": (SelectKBest, st.lists(st.sampled_from([1, 2, 3, 5, "all"]), min_size=2, unique=True)),
    "percentile": (
        SelectPercentile,
        st.lists(st.sampled_from([10, 20, 33.3, 60, 100]), min_size=2, unique=True),
    ),
}


@KINDS
@pytest.mark.parametrize("parameter", SELECTORS)
@settings(max_examples=5)
@given(st.data())
def test_scores_after_a_selector(parameter, kind, data):
    selector, values = SELECTORS[parameter]
    score = (f_classif, f_regression)[kind]
    pipe = make_pipeline(selector(score), (GaussianNB(), Ridge())[kind])
    name = f"{selector.__name__.lower()}__{parameter}"
    X, y = data.draw(samples(regression=bool(kind)))
    assert_served(pipe, {name: data.draw(values)}, X, y)


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
        AdaBoostClassifier(LogisticRegression(), random_state=0),
        BaggingClassifier(DecisionTreeClassifier(max_depth=2), random_state=0),
    ],
    ids=lambda model: type(model).__name__,
)
def test_scorings_and_weights(model, weighted, scoring):
    rng = np.random.RandomState(0)
    X = rng.normal(size=(N_SAMPLES, 3))
    y = (X[:, 0] > 0).astype(int)
    fit = {"sample_weight": rng.uniform(0.5, 2, N_SAMPLES)} if weighted else {}
    assert_served(model, {"n_estimators": [4, 1, 6]}, X, y, scoring=SCORINGS[scoring], fit=fit)


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


def test_values_of_other_families_stand_beside():
    X = np.random.RandomState(0).normal(size=(N_SAMPLES, 3))
    y = X[:, 0] * X[:, 1]
    space = {"max_leaf_nodes": [None, 3, 6], "n_estimators": [2, 5]}
    assert_served(RandomForestRegressor(random_state=0), space, X, y)
    tree = DecisionTreeRegressor(random_state=0)
    space = {"max_leaf_nodes": [None, 3, 6], "ccp_alpha": [0.0, 0.01]}
    assert_served(tree, space, X, y)
    assert_served(DummyRegressor(), {"constant": [1, 1]}, X, y)
