"""Conditions that choices of estimators imply."""

import numpy as np
import pytest
from sklearn.ensemble import BaggingClassifier, RandomForestClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import Integer, Real, SearchSpace


def test_a_param_is_active_for_the_estimators_that_have_it():
    svc, forest = SVC(), RandomForestClassifier()
    space = SearchSpace(
        {"clf": [svc, forest], "clf__C": Real(0.1, 10), "clf__max_depth": [1, 2, None]}
    )
    for params in space.sample(50, np.random.default_rng(0)):
        assert ("clf__C" in params) == (params["clf"] is svc)
        assert ("clf__max_depth" in params) == (params["clf"] is forest)


def test_a_param_of_all_choices_needs_no_condition():
    space = SearchSpace({"clf": [SVC(), SVC(kernel="linear")], "clf__C": [1, 2]})
    assert space.branches[0]["clf__C"].conditions == ()


def test_passthrough_has_no_params():
    space = SearchSpace(
        {"scale": ["passthrough", StandardScaler()], "scale__with_mean": [True, False]}
    )
    assert space.n_points == 3
    assert space.contains({"scale": "passthrough"})


def test_params_inside_a_pipeline_are_found():
    pipe = make_pipeline(StandardScaler(), SVC())
    space = SearchSpace({"clf": [pipe, SVC()], "clf__svc__C": [1, 2], "clf__C": [1, 2]})
    assert space.n_points == 4


def test_the_nearest_choice_decides():
    space = SearchSpace(
        {
            "clf": [BaggingClassifier(), SVC()],
            "clf__estimator": [DecisionTreeClassifier(), KNeighborsClassifier()],
            "clf__estimator__max_depth": Integer(1, 3),
        }
    )
    assert space.n_points == 1 + 1 + 3
    assert space.contains({"clf": space.branches[0]["clf"].values()[1]})


def test_an_explicit_condition_stays_the_only_one():
    space = SearchSpace(
        {"clf": [SVC(), RandomForestClassifier()], "clf__C": Real(0.1, 10).when(clf=SVC)}
    )
    assert len(space.branches[0]["clf__C"].conditions) == 1


def test_other_conditions_stay_beside_it():
    space = SearchSpace(
        {
            "clf": [SVC(), RandomForestClassifier()],
            "clf__kernel": ["poly", "rbf"],
            "clf__degree": Integer(2, 3).when(clf__kernel="poly"),
        }
    )
    assert space.n_points == 2 + 1 + 1


def test_a_param_of_no_choice_is_refused():
    with pytest.raises(SearchSpaceError, match=r"'clf__CC' is a param of none .* SVC\(\), Random"):
        SearchSpace({"clf": [SVC(), RandomForestClassifier()], "clf__CC": [1, 2]})
