"""Hazards of shared work: what one fit or scorer does must not reach the next row."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import make_classification, make_regression
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GridSearchCV
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils import check_random_state

from sklearn_hpt import GridSearchTuner
from sklearn_hpt.evaluation import SUBMODELS, plan_candidates

X, y = make_classification(120, 6, random_state=0)


def table(kind, *arguments, fit=None, **options):
    given = {name: value.copy() for name, value in (fit or {}).items()}
    results = kind(*arguments, cv=3, **options).fit(X.copy(), y, **given).cv_results_
    return {key: column for key, column in results.items() if "_score" in key and "time" not in key}


def assert_same(*arguments, **options):
    ours, theirs = (table(kind, *arguments, **options) for kind in (GridSearchTuner, GridSearchCV))
    assert list(ours) == list(theirs)
    for key, column in theirs.items():
        np.testing.assert_array_equal(ours[key], column, err_msg=key)


class WritesWeights(ClassifierMixin, BaseEstimator):
    """Scores by the weights that it finds, and doubles them."""

    def __init__(self, a=1):
        self.a = a

    def fit(self, X, y, sample_weight=None):
        self.classes_ = np.unique(y)
        self.rate_ = np.average(y, weights=sample_weight)
        sample_weight *= np.where(y == 1, 2.0, 1.0)
        return self

    def score(self, X, y):
        return self.rate_


class WritesColumns(ClassifierMixin, BaseEstimator):
    """Adds one to a column of the frame that it is fitted on."""

    def __init__(self, a=1):
        self.a = a

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        X["a"] += 1
        return self

    def score(self, X, y):
        return float(X["a"].sum())


def spoiling_scorer(estimator, X, y):
    tree = estimator[-1]
    tree.seen_ = getattr(tree, "seen_", 0) + 1
    scaler = estimator[0]
    scaler.mean_ += 1.0
    return float(scaler.mean_.sum()) + tree.seen_


def test_weights_that_a_fit_writes_to_are_fresh_for_the_next():
    pipeline = Pipeline([("scale", StandardScaler()), ("w", WritesWeights())])
    assert_same(pipeline, {"w__a": [1, 2, 3]}, fit={"w__sample_weight": np.ones(len(y))})


def test_frames_that_a_fit_writes_to_are_scored_as_it_left_them():
    frame = pd.DataFrame(X, columns=list("abcdef"))
    searches = [
        kind(WritesColumns(), {"a": [1, 2, 2]}, cv=3, return_train_score=True)
        for kind in (GridSearchTuner, GridSearchCV)
    ]
    ours, theirs = (search.fit(frame.copy(), y).cv_results_ for search in searches)
    for key in ("mean_train_score", "mean_test_score"):
        np.testing.assert_array_equal(ours[key], theirs[key])


def test_a_scorer_that_writes_to_the_estimator_spoils_no_other_row():
    tree = DecisionTreeClassifier(random_state=0)
    assert_same(
        make_pipeline(StandardScaler(), tree),
        {"decisiontreeclassifier__max_leaf_nodes": [2, 3, 3, 5]},
        scoring=spoiling_scorer,
    )


def test_more_neighbours_than_samples_fail_alone():
    X_few, y_few = make_regression(30, 3, random_state=0)
    searches = [
        kind(KNeighborsRegressor(), {"n_neighbors": [5, 100]}, cv=3)
        for kind in (GridSearchTuner, GridSearchCV)
    ]
    ours, theirs = (_results_with_warnings(search, X_few, y_few) for search in searches)
    np.testing.assert_array_equal(ours, theirs)
    assert np.isnan(ours[1])


def _results_with_warnings(search, X, y):
    with pytest.warns(UserWarning, match="non-finite|Scoring failed"):
        return search.fit(X, y).cv_results_["mean_test_score"]


@pytest.mark.parametrize("grid", [{"n_estimators": [5, 5, 6]}, {"max_depth": [1, 3]}])
def test_a_global_seed_gives_the_same_draws_where_seeds_are_open(grid):
    check_random_state(None).seed(0)  # what np.random.seed does
    ours = table(GridSearchTuner, RandomForestClassifier(5), grid)
    check_random_state(None).seed(0)  # what np.random.seed does
    theirs = table(GridSearchCV, RandomForestClassifier(5), grid)
    for key, column in theirs.items():
        np.testing.assert_array_equal(ours[key], column)


class Flat(ClassifierMixin, BaseEstimator):
    """Lists the seed of something within it, but not the thing itself."""

    def __init__(self, a=1):
        self.a = a

    def get_params(self, deep=True):
        return {"a": self.a, **({"inner__random_state": None} if deep else {})}

    def fit(self, X, y):
        return self


def test_a_nested_seed_without_its_owner_is_no_obstacle():
    plan = plan_candidates(Flat(), [(0, {"a": 1}), (1, {"a": 1})], 3, SUBMODELS)
    assert plan.n_candidates == 2
