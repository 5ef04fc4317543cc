"""The plan: it counts fits as written and fits needed, and fits nothing itself."""

import re
import time

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import load_iris
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_selection import SelectKBest
from sklearn.model_selection import GroupKFold, KFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from sklearn_hpt import GridSearchTuner

X, y = load_iris(return_X_y=True)
PIPE = Pipeline([("scale", StandardScaler()), ("pca", PCA()), ("svc", SVC())])


class NeverFitted(ClassifierMixin, BaseEstimator):
    def __init__(self, value=0):
        self.value = value

    def fit(self, X, y):
        raise AssertionError("a plan fits nothing")


def plan(estimator, space, **options):
    return GridSearchTuner(estimator, space, **options).plan(X, y)


def test_steps_are_fitted_once_for_each_of_their_values():
    space = {"pca__n_components": [1, 2, 3, 4], "svc__C": [2.0**k for k in range(20)]}
    made = plan(PIPE, space, cv=5)
    assert made.n_candidates == made.n_distinct == 80
    assert made.n_fits_written == made.n_fits_needed == 400
    assert made.n_step_fits("scale") == 5
    assert made.n_step_fits("pca") == 20


def test_one_forest_serves_a_grid():
    space = {"n_estimators": [10, 20, 30], "max_leaf_nodes": [4, 8]}
    made = plan(RandomForestClassifier(random_state=0), space, cv=5)
    assert (made.n_fits_written, made.n_fits_needed) == (30, 5)
    assert made.fits[0].params == {"n_estimators": 30, "max_leaf_nodes": 8}
    assert plan(RandomForestClassifier(), space, cv=5).n_fits_needed == 30


def test_features_are_scored_once():
    pipe = Pipeline([("pick", SelectKBest()), ("svc", SVC())])
    made = plan(pipe, {"pick__k": [1, 2, 3, 4]}, cv=5)
    assert made.n_step_fits("pick") == 5
    assert made.n_fits_needed == 20


def test_repeated_params_stand_in_one_row():
    made = plan(SVC(), [{"C": [1, 2]}, {"C": [2, 1.0]}], cv=3)
    assert (made.n_candidates, made.n_distinct) == (4, 3)
    assert [row.trials for fit in made.fits for row in fit.rows] == [(0,), (1, 2), (3,)]


def test_without_reuse_every_row_is_a_fit():
    made = plan(PIPE, {"svc__C": [1, 1, 2]}, cv=3, reuse=False)
    assert made.n_fits_written == made.n_fits_needed == 9
    assert not any(fit.is_shared for fit in made.fits)


def test_printed_it_is_a_tree():
    made = plan(PIPE, {"pca__n_components": [1, 2], "svc__C": [0.1, 1]}, cv=5)
    assert str(made).splitlines() == [
        "4 candidates, 4 of them distinct, on 5 splits: 20 fits as written, 20 needed.",
        "scale(): under 4 rows",
        "  pca(pca__n_components=1): under 2 rows",
        "    svc__C=0.1: scores 1 row",
        "    svc__C=1: scores 1 row",
        "  pca(pca__n_components=2): under 2 rows",
        "    svc__C=0.1: scores 1 row",
        "    svc__C=1: scores 1 row",
    ]


def test_nothing_is_fitted():
    estimator = NeverFitted()
    assert plan(estimator, {"value": [1, 2]}, cv=3).n_fits_needed == 6
    assert estimator.get_params() == {"value": 0}


def test_splits_that_can_be_drawn_once_are_not_used_up():
    splits = KFold(3).split(X)
    with pytest.raises(ValueError, match=r"cv=list\(\.\.\.\)"):
        plan(SVC(), {"C": [1]}, cv=splits)
    assert len(list(splits)) == 3


@pytest.mark.parametrize("n_timed", [1, 3, 50])
def test_a_few_fits_tell_how_long_all_will_take(n_timed):
    space = {"max_depth": [1, 2, 3], "min_samples_leaf": [1, 5]}
    tuner = GridSearchTuner(DecisionTreeClassifier(random_state=0), space, cv=4)
    assert tuner.plan(X, y).seconds is None
    start = time.perf_counter()
    plan = tuner.plan(X, y, n_timed=n_timed)
    spent = time.perf_counter() - start
    n_done = min(n_timed, len(plan.fits))
    assert 0.0 < plan.seconds < spent * plan.n_fits_needed / n_done
    assert re.search(r"^About \S+ s for one worker\.$", str(plan), re.MULTILINE)


def test_timing_a_plan_needs_groups_where_the_splitter_does():
    tuner = GridSearchTuner(
        DecisionTreeClassifier(random_state=0), {"max_depth": [1, 2]}, cv=GroupKFold(3)
    )
    plan = tuner.plan(X, y, groups=np.arange(len(y)) % 6, n_timed=1)
    assert plan.n_fits_needed == 6
    assert plan.seconds > 0.0
