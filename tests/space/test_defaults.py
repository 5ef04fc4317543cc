"""Default spaces."""

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.compose import make_column_transformer
from sklearn.decomposition import PCA
from sklearn.ensemble import (
    BaggingClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
    VotingClassifier,
)
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, RidgeCV
from sklearn.model_selection import GridSearchCV
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC
from sklearn.utils import all_estimators

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import default_space, parse_space
from sklearn_hpt.space.defaults import CATALOGUE
from sklearn_hpt.testing import check_space

OTHERS = ("XGB", "LGBM", "CatBoost", "NeuralNet")  # libraries that are known by name only


def _known():
    """Make one estimator of scikit-learn for each class in the catalogue."""
    kinds = dict(all_estimators())
    return {name: kinds[name]() for name in CATALOGUE if not name.startswith(OTHERS)}


KNOWN = _known()


@pytest.mark.parametrize("name", [name for name in KNOWN if name != "SpectralClustering"])
def test_every_default_can_be_fitted(name):
    check_space("default", KNOWN[name], max_examples=4)


@pytest.mark.parametrize("name", list(KNOWN))
def test_every_default_is_for_existing_valid_params(name):
    space = parse_space("default", KNOWN[name])
    assert space.constraints == ()
    assert set(space.names) <= KNOWN[name].get_params().keys()
    for advice in CATALOGUE[name].values():
        assert len(advice.reason) > 5


def test_pipelines_and_column_transformers_get_the_right_prefixes():
    prepare = make_column_transformer(
        (make_pipeline(SimpleImputer(), PCA()), [0, 1]), (OneHotEncoder(), [2])
    )
    names = default_space(Pipeline([("prepare", prepare), ("svc", SVC())])).names
    assert "prepare__pipeline__simpleimputer__strategy" in names
    assert "prepare__pipeline__pca__n_components" in names
    assert "svc__C" in names


def test_conditions_get_the_prefix_too():
    space = default_space(make_pipeline(StandardScaler(), SVC()))
    assert space.contains({"svc__C": 1.0, "svc__kernel": "linear"})


def test_ensembles_search_their_parts():
    voting = VotingClassifier([("a", LogisticRegression()), ("b", RandomForestClassifier())])
    assert {"a__C", "b__max_features"} <= set(default_space(voting).names)
    bagging = BaggingClassifier(LogisticRegression())
    assert {"max_samples", "estimator__C"} <= set(default_space(bagging).names)


def test_what_is_searched_already_is_left_alone():
    inner = GridSearchCV(SVC(), {"C": [1, 2]})
    assert default_space(make_pipeline(PCA(), inner)).names == ("pca__n_components", "pca__whiten")
    with pytest.raises(SearchSpaceError, match="no default space for GridSearchCV"):
        default_space(inner)


def test_a_subclass_is_treated_like_its_parent():
    class MySVC(SVC):
        pass

    assert default_space(MySVC()) == default_space(SVC())


@pytest.mark.parametrize(
    ("estimator", "absent"),
    [
        (SVC(kernel="precomputed"), "kernel"),
        (SVC(kernel=np.dot), "gamma"),
        (PCA(svd_solver="arpack"), "n_components"),
        (SimpleImputer(strategy="most_frequent"), "strategy"),
    ],
)
def test_advice_that_does_not_apply_is_left_out(estimator, absent):
    try:
        names = default_space(estimator).names
    except SearchSpaceError:
        names = ()
    assert absent not in names


@pytest.mark.parametrize("estimator", [StandardScaler(), RidgeCV()])
def test_an_unknown_estimator_is_refused(estimator):
    name = type(estimator).__name__
    with pytest.raises(SearchSpaceError, match=f"no default space for {name}; give a dict .*SVC"):
        default_space(estimator)


@pytest.mark.parametrize(
    ("kind", "params", "names"),
    [
        ("XGBClassifier", {"learning_rate": 0.1, "max_depth": 6}, {"learning_rate", "max_depth"}),
        (
            "LGBMRegressor",
            {"num_leaves": 31, "subsample": 1.0, "subsample_freq": 0},
            {"num_leaves"},
        ),
        (
            "LGBMRegressor",
            {"num_leaves": 31, "subsample": 1.0, "subsample_freq": 1},
            {"num_leaves", "subsample"},
        ),
        ("CatBoostClassifier", {"depth": None}, {"depth"}),
    ],
)
def test_other_boosters_are_known_by_name(kind, params, names):
    booster = type(kind, (), {"get_params": lambda self, deep=True: params, **params})()
    assert set(default_space(booster).names) == names


def test_bounds_follow_the_data():
    space = default_space(KMeans()).resolve(np.zeros((10, 2)))
    assert max(params["n_clusters"] for params in space.grid(99)) == 5


def test_texts_need_no_features():
    pipe = make_pipeline(TfidfVectorizer(), MultinomialNB())
    space = default_space(pipe).resolve(["a text"] * 9, [0, 1, 2] * 3)
    assert "multinomialnb__alpha" in space.names


def test_default_needs_an_estimator():
    with pytest.raises(SearchSpaceError, match="\"default\" with an estimator, got 'default'"):
        parse_space("default")
    with pytest.raises(TypeError, match="got 'defualt'"):
        parse_space("defualt", SVC())
    assert parse_space("default", HistGradientBoostingClassifier()).n_points is None
