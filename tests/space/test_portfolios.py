"""Portfolios for default spaces."""

import json
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import clone, is_classifier
from sklearn.compose import make_column_transformer
from sklearn.decomposition import PCA
from sklearn.ensemble import VotingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC
from sklearn.tree import ExtraTreeClassifier
from sklearn.utils import all_estimators

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import Integer, Real, default_space
from sklearn_hpt.space.bounds import DataCounts
from sklearn_hpt.space.choices import Constant
from sklearn_hpt.space.defaults import portfolio
from sklearn_hpt.space.defaults.portfolios import realise

RECIPES = json.loads(files("sklearn_hpt.space.defaults").joinpath("portfolios.json").read_text())
NAMES = sorted(RECIPES)
KINDS = dict(all_estimators())


def zeros(n_samples, n_features):
    """Data of any shape, without their memory."""
    return np.broadcast_to(0.0, (n_samples, n_features))


@pytest.mark.parametrize("name", NAMES)
@given(n_samples=st.integers(2, 10**6), n_features=st.integers(1, 10**6))
def test_all_lie_in_the_default_space_whatever_the_shape(name, n_samples, n_features):
    X = zeros(n_samples, n_features)
    estimator = KINDS[name]()
    space = default_space(estimator).resolve(X)
    given_params = portfolio(estimator, X)
    assert given_params
    assert all(map(space.contains, given_params))
    assert len(set(map(space.key, given_params))) == len(given_params)


@pytest.mark.parametrize("name", NAMES)
def test_every_recipe_is_whole(name):
    X = zeros(500, 20)
    given_params = portfolio(KINDS[name](), X)
    assert [params.keys() for params in given_params] == [r.keys() for r in RECIPES[name]]
    assert len(given_params) == 8


@pytest.mark.parametrize("name", NAMES)
def test_shares_are_never_taken_for_counts(name):
    X = zeros(500, 20)
    estimator = KINDS[name]()
    dimensions = default_space(estimator).resolve(X).branches[0]
    for params in portfolio(estimator, X):
        for param, value in params.items():
            if isinstance(dimensions[param], Real):
                assert type(value) is float


@pytest.mark.parametrize("name", NAMES)
def test_all_can_be_fitted(name):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 3))
    y = (X[:, 0] > 0).astype(int) if is_classifier(KINDS[name]()) else X[:, 0]
    for params in portfolio(KINDS[name](), X, y):
        estimator = KINDS[name](**params)
        assert np.isfinite(estimator.fit(X, y).score(X, y))


def test_gamma_follows_the_number_of_features_up_to_its_bounds():
    dimensions = {"gamma": Real(0.01, 8.0, log=True)}
    for n_features, gamma in [(10, 0.05), (20, 0.025), (1000, 0.01)]:
        counts = DataCounts(100, n_features, None)
        assert realise({"gamma": "0.5 / n_features"}, dimensions, counts) == {"gamma": gamma}


def test_what_lies_beyond_a_bound_is_moved_to_it():
    counts = DataCounts(9, 2, None)
    recipe = {"k": 50, "layers": [64, 64], "kernel": "rbf", "of another": 1}
    dimensions = {"k": Integer(1, 4), "layers": Constant((64, 64)), "kernel": Constant("poly")}
    assert realise(recipe, dimensions, counts) == {"k": 4, "layers": (64, 64), "kernel": "poly"}


def test_without_columns_only_what_needs_none_is_left():
    params = portfolio(SVC(), ["one", "two", "three"] * 3)
    assert {"linear"} <= {each["kernel"] for each in params}
    assert len(params) < len(portfolio(SVC(), zeros(9, 5)))


def test_a_pipeline_gets_the_portfolio_of_its_part():
    X = zeros(100, 5)
    pipeline = make_pipeline(StandardScaler(), SVC())
    assert portfolio(pipeline, X) == [
        {f"svc__{name}": value for name, value in params.items()} for params in portfolio(SVC(), X)
    ]


def test_parts_without_a_portfolio_keep_their_own_params():
    X = zeros(100, 5)
    prepare = make_column_transformer((SimpleImputer(), [0, 1]), (OneHotEncoder(), [2]))
    pipeline = make_pipeline(prepare, SVC())
    space = default_space(pipeline).resolve(X)
    params = portfolio(pipeline, X)
    assert len(params) == len(RECIPES["SVC"])
    assert all(map(space.contains, params))
    strategies = {each["columntransformer__simpleimputer__strategy"] for each in params}
    assert strategies == {"mean"}


def test_a_part_whose_own_params_lie_outside_leaves_none():
    assert portfolio(make_pipeline(PCA(), SVC()), zeros(100, 5)) == []
    assert len(portfolio(make_pipeline(PCA(0.9), SVC()), zeros(100, 5))) == len(RECIPES["SVC"])


def test_several_parts_are_combined_in_their_order():
    X = zeros(100, 5)
    both = VotingClassifier([("a", SVC()), ("b", SVC(kernel="precomputed"))])
    for params, of_a in zip(portfolio(both, X), portfolio(SVC(), X), strict=True):
        assert params == {**{f"a__{n}": v for n, v in of_a.items()}, "b__C": of_a["C"]}


def test_a_param_that_is_not_searched_is_left_out():
    X = zeros(100, 5)
    params = portfolio(SVC(kernel="precomputed"), X)
    assert [each.keys() for each in params] == [{"C"}] * len(params)
    assert len({each["C"] for each in params}) == len(params)


def test_a_subclass_is_treated_like_its_parent():
    class MySVC(SVC):
        pass

    X = zeros(100, 5)
    assert portfolio(MySVC(), X) == portfolio(SVC(), X) != []


@pytest.mark.parametrize("estimator", [Ridge(), ExtraTreeClassifier()])
def test_without_a_portfolio_there_is_none(estimator):
    assert portfolio(estimator, zeros(100, 5)) == []


def test_without_a_default_space_there_is_an_error():
    with pytest.raises(SearchSpaceError, match="no default space for StandardScaler"):
        portfolio(StandardScaler(), zeros(100, 5))


def test_what_is_given_can_be_changed_without_harm():
    X, estimator = zeros(100, 5), SVC()
    before = estimator.get_params()
    first = portfolio(estimator, X)
    expected = [dict(params) for params in first]
    first[0].clear()
    assert portfolio(estimator, X) == expected
    assert clone(estimator).get_params() == before
