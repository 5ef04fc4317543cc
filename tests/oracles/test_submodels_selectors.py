"""Features that are told apart once are chosen among as fits of their own choose."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.ensemble import ExtraTreesClassifier, RandomForestRegressor
from sklearn.feature_selection import (
    RFE,
    GenericUnivariateSelect,
    SelectFdr,
    SelectFpr,
    SelectFromModel,
    SelectFwe,
    SelectKBest,
    SelectPercentile,
    VarianceThreshold,
    f_classif,
    f_regression,
)
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from sklearn_hpt import GridSearchTuner
from tests.oracles.reuse import (
    N_SAMPLES,
    assert_exact,
    assert_served,
    assert_views_are_fits,
    rows_alone,
    samples,
    several_rows,
)

KINDS = pytest.mark.parametrize("kind", [0, 1], ids=["classifier", "regressor"])
FEW = settings(max_examples=2)
ENDS = (GaussianNB(), Ridge())
TESTS = (f_classif, f_regression)
ALPHAS = st.sampled_from([0.9, 0.5, 0.999, 1.0, 1])
IMPORTANT = (
    (ExtraTreesClassifier(3, random_state=0), LogisticRegression()),
    (RandomForestRegressor(3, random_state=0), Ridge()),
)


def several(values):
    return st.lists(values, min_size=2, max_size=3, unique=True)


def scored(kind, selector):
    return selector(TESTS[kind])


def modelled(kind, selector):
    return selector(IMPORTANT[kind][1])


def grown(kind, selector):
    return selector(IMPORTANT[kind][0])


def plain(kind, selector):
    return selector()


# Each: selector, how it is made, what is served.
SELECTORS = {
    "k": (SelectKBest, scored, {"k": st.sampled_from([1, 2, 3, 5, "all"])}),
    "percentile": (
        SelectPercentile,
        scored,
        {"percentile": st.sampled_from([10, 20, 33.3, 60, 100])},
    ),
    "false positives": (SelectFpr, scored, {"alpha": ALPHAS}),
    "false discoveries": (SelectFdr, scored, {"alpha": ALPHAS}),
    "family of errors": (SelectFwe, scored, {"alpha": ALPHAS}),
    "generic": (
        GenericUnivariateSelect,
        scored,
        {
            "param": st.sampled_from([1, 2, 4, 5]),
            "mode": st.sampled_from(["k_best", "fpr", "fwe", "fdr"]),
        },
    ),
    "coefficients": (
        SelectFromModel,
        modelled,
        {
            "threshold": st.sampled_from([None, "mean", "0.5*median", -np.inf, 1e-9]),
            "max_features": st.sampled_from([None, 1, 3, 5]),
        },
    ),
    "importances": (
        SelectFromModel,
        grown,
        {
            "threshold": st.sampled_from([None, "mean", "0.5*median", 0.0, 0.01]),
            "max_features": st.sampled_from([None, 1, 3, 5]),
        },
    ),
    "variance": (VarianceThreshold, plain, {"threshold": st.sampled_from([1e-9, 0.01, 0.1, 0.2])}),
    "elimination by coefficients": (
        RFE,
        modelled,
        {"n_features_to_select": st.integers(1, 5)},
    ),
    "elimination by importances": (RFE, grown, {"n_features_to_select": st.integers(1, 5)}),
}


@st.composite
def spaces(draw, served):
    names = draw(st.lists(st.sampled_from(sorted(served)), min_size=1, unique=True))
    return {name: draw(several(served[name])) for name in names}


@KINDS
@pytest.mark.parametrize("name", SELECTORS)
@FEW
@given(st.data())
def test_scores_after_a_selector(name, kind, data):
    kind_of_selector, make, served = SELECTORS[name]
    selector = make(kind, kind_of_selector)
    if name == "generic":
        selector.set_params(mode="k_best", param=2)
    space = data.draw(spaces(served))
    X, y = data.draw(samples(regression=bool(kind)))
    pipe = make_pipeline(selector, ENDS[kind])
    step = type(selector).__name__.lower()
    space = {f"{step}__{name}": values for name, values in space.items()}
    assert_served(pipe, space, X, y, without=False)


@KINDS
@pytest.mark.parametrize("name", SELECTORS)
@FEW
@given(st.data())
def test_views_choose_as_fits_of_their_own(name, kind, data):
    kind_of_selector, make, served = SELECTORS[name]
    selector = make(kind, kind_of_selector)
    if name == "generic":
        selector.set_params(mode="k_best", param=2)
    rows = several_rows(data.draw(spaces(served)))
    X, y = data.draw(samples(regression=bool(kind)))
    assert_views_are_fits(selector, rows, X, y)


def test_one_scoring_of_the_features_is_enough():
    calls = []

    def score(X, y):
        calls.append(len(X))
        return f_classif(X, y)

    X = np.random.RandomState(0).normal(size=(N_SAMPLES, 5))
    pipe = make_pipeline(GenericUnivariateSelect(score), GaussianNB())
    space = {
        "genericunivariateselect__param": [1, 2, 3],
        "genericunivariateselect__mode": ["k_best"],
    }
    with rows_alone() as alone:
        assert_served(pipe, space, X, X[:, 0] > 0, without=False)
    assert alone == []
    assert len(calls) == 6 + 2  # those of the plain search, and one a split


ELIMINATIONS = {
    "classifier": (RFE(SVC(kernel="linear", random_state=0)), ["accuracy", "roc_auc"]),
    "regressor": (RFE(Ridge()), ["r2", "neg_max_error"]),
    "trees": (RFE(DecisionTreeClassifier(random_state=0)), ["accuracy", "roc_auc"]),
}


@pytest.mark.parametrize(("model", "scoring"), ELIMINATIONS.values(), ids=ELIMINATIONS.keys())
@FEW
@given(st.data())
def test_scores_by_the_models_of_an_elimination(model, scoring, data):
    numbers = data.draw(several(st.integers(1, 5)))
    X, y = data.draw(samples(regression=scoring[0] == "r2"))
    y = y if scoring[0] == "r2" else y == y[0]
    space = {"n_features_to_select": numbers}
    assert_served(model, space, X, y, scoring=scoring, without=False)


def test_rows_that_an_elimination_does_not_serve_are_fitted_alone():
    X = np.random.RandomState(0).normal(size=(N_SAMPLES, 4))
    y = X[:, 0] > X[:, 1]
    space = {"n_features_to_select": [0.5, None, 2, 3], "step": [1, 2]}
    alone = assert_exact(RFE(LogisticRegression()), space, X, y)
    assert alone == [0, 1, 2, 3, 5, 7]
    steps = {f"rfe__{name}": values for name, values in space.items()}
    assert_exact(make_pipeline(RFE(LogisticRegression()), GaussianNB()), steps, X, y)


@pytest.mark.parametrize("order", [1, -1], ids=["more first", "fewer first"])
@pytest.mark.parametrize(
    ("selector", "more", "fewer"),
    [
        (
            SelectFromModel(LogisticRegression(), max_features=1),
            {"threshold": [-np.inf], "max_features": [3, None]},
            {"threshold": [-np.inf, 1e-9]},
        ),
        (
            GenericUnivariateSelect(mode="fpr"),
            {"param": [2, 3], "mode": ["k_best"]},
            {"param": [0.5, 1.0]},
        ),
    ],
    ids=["from model", "generic"],
)
def test_spaces_that_set_more_parameters_of_a_step_than_others(selector, more, fewer, order):
    X = np.random.RandomState(0).normal(size=(N_SAMPLES, 6))
    y = X[:, 0] + X[:, 1] / 2 > 0
    pipe = Pipeline([("pick", selector), ("clf", GaussianNB())])
    spaces = [
        {f"pick__{name}": values for name, values in space.items()} for space in (more, fewer)
    ]
    assert_served(pipe, spaces[::order], X, y, scoring=["accuracy", "neg_log_loss"], without=False)


def last_coefficient(model, X, y):
    """Look at what is within the selector."""
    return float(model[0].estimator_.coef_.ravel()[-1])


def test_a_scorer_may_look_at_the_model_of_an_elimination():
    X = np.random.RandomState(0).normal(size=(N_SAMPLES, 4))
    pipe = make_pipeline(RFE(Ridge()), Ridge())
    numbers = {"rfe__n_features_to_select": [1, 2, 4]}
    assert_served(pipe, numbers, X, X[:, 0] + X[:, 1] ** 2, scoring=last_coefficient)


class Counted(Ridge):
    """Counts how often it is fitted."""

    n_fits = 0

    def fit(self, X, y, sample_weight=None):
        Counted.n_fits += 1
        return super().fit(X, y, sample_weight)


@pytest.mark.parametrize("numbers", [[1, 2, 3], [3, 1, 2], [3, 2, 1]], ids=str)
def test_one_elimination_is_enough_in_whatever_order_numbers_come(numbers):
    X = np.random.RandomState(0).normal(size=(N_SAMPLES, 5))
    pipe = make_pipeline(RFE(Counted(random_state=0)), Ridge())
    space = {"rfe__n_features_to_select": numbers, "ridge__alpha": [0.1, 1]}
    tuner = GridSearchTuner(pipe, space, cv=3, refit=False)
    Counted.n_fits = 0
    tuner.fit(X, X[:, 0])
    assert Counted.n_fits == 3 * 5  # from five features down to one, on each split
    assert tuner.plan(X, X[:, 0]).n_step_fits("rfe") == 3


def test_variances_of_sparse_samples():
    X = sparse.csr_matrix(np.random.RandomState(0).poisson(0.7, size=(N_SAMPLES, 6)))
    y = np.tile([0, 1, 1], N_SAMPLES // 3)
    pipe = make_pipeline(VarianceThreshold(), LogisticRegression())
    space = {"variancethreshold__threshold": [0.0, 0.1, 0.6, 0.2]}
    assert assert_exact(pipe, space, X, y) == [0]  # for 0 the fit looks at ranges too


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.FitFailedWarning")
@pytest.mark.filterwarnings("ignore:One or more of the t.* scores", "ignore:k=7 is greater")
@pytest.mark.filterwarnings("ignore:Found n_features_to_select=7")
@pytest.mark.parametrize(
    ("selector", "parameter", "values"),
    [
        (VarianceThreshold(), "threshold", [0.1, 1e9, 0.2]),
        (GenericUnivariateSelect(mode="k_best"), "param", [1, 7, 2]),
        (SelectKBest(), "k", [1, 7, 2]),
        (SelectFromModel(LogisticRegression()), "max_features", [1, 7, 2]),
        (SelectFromModel(LogisticRegression()), "threshold", ["mean", "meen", 0.0]),
        (RFE(LogisticRegression()), "n_features_to_select", [1, 7, 2]),
    ],
    ids=lambda value: type(value).__name__ if hasattr(value, "fit") else str(value),
)
def test_choices_that_make_a_fit_complain_do_so_alone(selector, parameter, values):
    X = np.random.RandomState(0).normal(size=(N_SAMPLES, 4))
    pipe = make_pipeline(selector, GaussianNB())
    name = f"{type(selector).__name__.lower()}__{parameter}"
    assert_exact(pipe, {name: values}, X, X[:, 0] > 0)
