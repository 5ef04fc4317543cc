"""GridSearchTuner: every combination, from lists, dimensions or a space; never a range."""

import pytest
from sklearn.datasets import load_iris
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from sklearn_hpt import Categorical, GridSearchTuner, Integer, Real, SearchSpace
from sklearn_hpt.exceptions import SearchSpaceError

X, y = load_iris(return_X_y=True)
TREE = DecisionTreeClassifier(random_state=0)


@pytest.mark.parametrize(
    "grid",
    [
        {"max_depth": Integer(1, 3), "criterion": ["gini", "entropy"]},
        SearchSpace({"max_depth": Integer(1, 3), "criterion": Categorical(["gini", "entropy"])}),
    ],
)
def test_finite_dimensions_stand_for_lists(grid):
    lists = {"max_depth": [1, 2, 3], "criterion": ["gini", "entropy"]}
    tried = GridSearchTuner(TREE, grid).fit(X, y).cv_results_["params"]
    expected = GridSearchCV(TREE, lists).fit(X, y).cv_results_["params"]
    assert sorted(map(str, map(sorted, map(dict.items, tried)))) == sorted(
        map(str, map(sorted, map(dict.items, expected)))
    )


@pytest.mark.parametrize("grid", [{"C": Real(0.1, 1)}, SearchSpace({"C": Real(0.1, 1)})])
def test_a_range_has_no_end_of_values(grid):
    with pytest.raises(
        SearchSpaceError, match=r"(?s)there is no end of them.*give lists of values"
    ):
        GridSearchTuner(SVC(), grid).fit(X, y)


def test_what_is_no_submodel_is_refused():
    with pytest.raises(TypeError, match=r"reuse=\[3\] has 3, which is no submodel"):
        GridSearchTuner(SVC(), {"C": [1]}, reuse=[3]).fit(X, y)


def test_a_plan_counts_and_fits_nothing():
    tuner = GridSearchTuner(SVC(), {"C": [1, 1, 2]}, cv=4)
    plan = tuner.plan(X, y)
    assert (plan.n_candidates, plan.n_distinct, plan.n_fits_written) == (3, 2, 12)
    assert not hasattr(tuner, "cv_results_")


def test_a_plan_does_not_use_up_a_generator():
    splits = (pair for pair in [([0, 60], [1])])
    tuner = GridSearchTuner(SVC(), {"C": [1]}, cv=splits)
    with pytest.raises(ValueError, match=r"plan\(\) would use up cv"):
        tuner.plan(X, y)
    assert len(list(splits)) == 1


def test_a_second_fit_forgets_the_first():
    tuner = GridSearchTuner(SVC(), {"C": [1, 2]}).fit(X, y)
    tuner.set_params(refit=False).fit(X, y)
    assert not hasattr(tuner, "best_estimator_")
    assert not hasattr(tuner, "refit_time_")
