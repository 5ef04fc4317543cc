"""The parts of submodels: what is refused, which values are served, look-ups, importances."""

import copy
import pickle
import warnings

import numpy as np
import pytest
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
from sklearn.ensemble import (
    IsolationForest,
    RandomForestClassifier,
    VotingClassifier,
    VotingRegressor,
)
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
)
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import FixedThresholdClassifier
from sklearn.naive_bayes import BernoulliNB, CategoricalNB, ComplementNB, GaussianNB, MultinomialNB
from sklearn.neighbors import KNeighborsClassifier, RadiusNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

from sklearn_hpt.evaluation import SUBMODELS, NotServedError
from sklearn_hpt.evaluation.reuse.submodels.elimination import Importances, NotKept
from sklearn_hpt.evaluation.reuse.submodels.lookups import Table
from sklearn_hpt.evaluation.reuse.submodels.responses import answered_by

LINEAR = LogisticRegression()
SERVED = {
    "n_estimators": IsolationForest(random_state=0),
    "n_neighbors": KNeighborsClassifier(),
    "radius": RadiusNeighborsClassifier(),
    "var_smoothing": GaussianNB(),
    "alpha": MultinomialNB(),
    "reg_param": QuadraticDiscriminantAnalysis(),
    "k": SelectKBest(),
    "percentile": SelectPercentile(),
    "param": GenericUnivariateSelect(),
    "max_features": SelectFromModel(LINEAR),
    "threshold": FixedThresholdClassifier(LINEAR),
    "n_features_to_select": RFE(LINEAR),
    "weights": VotingRegressor([("linear", LINEAR)]),
    "voting": VotingClassifier([("linear", LINEAR)]),
}
FURTHER = [
    BernoulliNB(),
    CategoricalNB(),
    ComplementNB(),
    SelectFpr(),
    SelectFdr(),
    SelectFwe(),
    VarianceThreshold(),
]


def find(estimator, parameter):
    return [s for s in SUBMODELS if parameter in s.parameters and s.applies(estimator)]


@pytest.mark.parametrize("parameter", SERVED)
def test_a_subclass_is_refused(parameter):
    estimator = SERVED[parameter]
    assert len(find(estimator, parameter)) == 1
    own = copy.copy(estimator)
    own.__class__ = type(type(own).__name__, (type(own),), {})
    assert find(own, parameter) == []


@pytest.mark.parametrize("estimator", FURTHER, ids=repr)
def test_what_is_served_by_the_same_submodels(estimator):
    assert sum(submodel.applies(estimator) for submodel in SUBMODELS) == 1


@pytest.mark.parametrize(
    ("parameter", "settings"),
    [
        ("n_estimators", {"contamination": 0.1}),
        ("n_estimators", {"random_state": None}),
        ("n_estimators", {"warm_start": True}),
        ("n_estimators", {"n_jobs": 2}),
        ("n_neighbors", {"metric": lambda a, b: 0.0}),
        ("n_neighbors", {"metric": "precomputed"}),
        ("n_neighbors", {"n_jobs": 2}),
        ("radius", {"metric": "cosine"}),
        ("radius", {"metric": "haversine"}),
        ("radius", {"n_jobs": 2}),
        ("alpha", {"force_alpha": False}),
        ("reg_param", {"store_covariance": True}),
        ("max_features", {"prefit": True}),
        ("n_features_to_select", {"step": 2}),
        ("n_features_to_select", {"step": 0.1}),
        ("n_features_to_select", {"verbose": 1}),
        ("n_features_to_select", {"importance_getter": "coef_"}),
        ("weights", {"verbose": True}),
    ],
)
def test_settings_that_could_make_a_difference_are_refused(parameter, settings):
    estimator = copy.copy(SERVED[parameter]).set_params(**settings)
    assert find(estimator, parameter) == []


def test_another_solver_of_discriminants_is_refused():
    model = QuadraticDiscriminantAnalysis()
    model.solver = "eigen"  # a parameter from 1.8 on
    assert find(model, "reg_param") == []


@pytest.mark.parametrize(
    ("parameter", "served", "others"),
    [
        ("n_neighbors", [1, np.int64(3)], [0, -1, 2.0, True, "all", None]),
        ("radius", [0, 1.5, np.inf], [-1.0, "wide", None, True, np.nan]),
        ("var_smoothing", [0.0, 1], [-1e-9, np.inf, np.nan, "much", True]),
        ("alpha", [1e-10, 3], [0, 0.0, -1, np.inf, np.array([1.0]), "much"]),
        ("reg_param", [0, 0.5, 1.0], [-0.1, 1.1, np.nan, None]),
        ("k", [0, 3, "all"], [-1, 2.5, "some", None]),
        ("percentile", [0, 33.3, 100], [-1, 101, "all", None]),
        ("param", [0, 2.5, "all"], [-1, "some", None, np.nan]),
        ("max_features", [None, 0, 3], [-1, 2.5, len, "all"]),
        ("threshold", ["auto", 0, -1.5], ["none", None, np.nan, True]),
        ("n_features_to_select", [1, np.int32(5)], [0, 0.5, None, 1.0, True]),
        ("weights", [None, [1, 2], (1,), np.ones(3)], ["many", 3, {1: 2}]),
        ("voting", ["hard", "soft"], ["loud", None]),
    ],
)
def test_values_that_are_served(parameter, served, others):
    (submodel,) = find(SERVED[parameter], parameter)
    families = {submodel.family({parameter: value}) for value in served}
    assert len(families) == 1
    assert families != {None}
    assert {submodel.family({parameter: value}) for value in others} == {None}


def test_one_value_that_is_not_served_is_enough():
    (submodel,) = find(GenericUnivariateSelect(), "param")
    assert submodel.family({"param": 1, "mode": "k_best"})
    assert submodel.family({"param": 1, "mode": "best"}) is None
    (submodel,) = find(KNeighborsClassifier(), "weights")
    assert submodel.family({"n_neighbors": 3, "weights": None})
    assert submodel.family({"n_neighbors": 3, "weights": "heavy"}) is None


def test_submodels_can_be_sent_to_workers():
    sent = pickle.loads(pickle.dumps(SUBMODELS))
    assert [type(submodel) for submodel in sent] == [type(submodel) for submodel in SUBMODELS]


def test_a_look_up_is_done_once_for_the_same_samples():
    asked = []
    table = Table(lambda X: asked.append(X) or len(asked))
    one, other, third = np.zeros(2), np.zeros(2), np.zeros(2)
    assert [table(one), table(other), table(one), table(other)] == [1, 2, 1, 2]
    assert [table(third), table(other), table(one)] == [3, 2, 4]


@pytest.mark.filterwarnings("always:rounded")
def test_a_look_up_that_warns_serves_nobody():
    def find(X):
        asked.append(X)
        warnings.warn("rounded", UserWarning, stacklevel=1)
        return 0

    asked = []
    table = Table(find)
    samples = np.zeros(2)
    for _ in range(2):
        with pytest.raises(NotServedError):
            table(samples)
    assert len(asked) == 1


def test_answers_come_from_elsewhere_and_the_model_stays_as_it_was():
    fitted = DecisionTreeClassifier().fit([[0], [1]], [0, 1])
    view = answered_by(fitted, lambda name: lambda X: name)
    assert (view.predict([[0]]), view.predict_proba([[0]])) == ("predict", "predict_proba")
    assert view.predict.__name__ == "predict"
    assert list(fitted.predict([[0]])) == [0]


@pytest.mark.parametrize("model", [LINEAR, RandomForestClassifier(3, random_state=0)])
def test_importances_keep_the_models_that_were_asked_for(model):
    X = np.random.RandomState(0).normal(size=(30, 4))
    y = (X[:, 0] > 0).astype(int)
    importances = pickle.loads(pickle.dumps(Importances([2, 3])))
    usual = RFE(model, n_features_to_select=1).fit(X, y)
    keeping = RFE(model, n_features_to_select=1, importance_getter=importances).fit(X, y)
    np.testing.assert_array_equal(keeping.ranking_, usual.ranking_)
    assert {n: kept.n_features_in_ for n, kept in importances.kept.items()} == {2: 2, 3: 3}


def test_a_model_that_was_not_kept_is_shown_to_nobody():
    with pytest.raises(NotServedError):
        copy.deepcopy([NotKept()])


def test_an_elimination_serves_what_it_passes_by():
    X = np.random.RandomState(0).normal(size=(30, 4))
    y = (X[:, 0] > 0).astype(int)
    (submodel,) = find(RFE(LINEAR), "n_features_to_select")
    rows = [{"n_features_to_select": number} for number in (3, 2)]
    fitted = RFE(LINEAR).set_params(**submodel.anchor(rows)).fit(X, y)
    assert submodel.view(fitted, rows[0]).support_.sum() == 3
    assert isinstance(submodel.view(fitted, {"n_features_to_select": 4}).estimator_, NotKept)
    for number in (1, 5):
        with pytest.raises(NotServedError):
            submodel.view(fitted, {"n_features_to_select": number})
    fitted.step = 2
    with pytest.raises(NotServedError):
        submodel.view(fitted, rows[0])
