"""Spaces written for RandomizedSearchCV."""

import numpy as np
import pytest
from scipy import stats
from sklearn.model_selection import ParameterSampler

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import Categorical, Integer, Real, SearchSpace


def test_what_was_given_comes_back():
    dicts = [{"a": [1, 1, 2], "b": stats.norm(0, 1)}, {"a": np.arange(3)}]
    back = SearchSpace(dicts).to_param_distributions()
    assert [list(each) for each in back] == [["a", "b"], ["a"]]
    assert back[0]["a"] == [1, 1, 2]
    assert back[0]["b"] is dicts[0]["b"]
    assert back[1]["a"].dtype == dicts[1]["a"].dtype
    assert SearchSpace(dicts[0]).to_param_distributions() == dicts[0]


def test_what_comes_back_may_be_changed():
    space = SearchSpace({"a": [1, 2]})
    space.to_param_distributions()["b"] = [3]
    space.to_param_distributions()["a"].append(3)
    assert space.names == ("a",)
    assert space.grid() == [{"a": 1}, {"a": 2}]


def test_scikit_learn_samples_our_dimensions():
    space = SearchSpace(
        {
            "a": Real(-1, 1),
            "b": Real(1e-3, 1, log=True),
            "c": Integer(2, 5),
            "d": Integer(1, 1000, log=True),
            "e": Categorical(["x", "y"]),
            "f": stats.beta(2, 2),
        }
    )
    drawn = list(ParameterSampler(space.to_param_distributions(), 500, random_state=0))
    assert all(map(space.contains, drawn))
    assert {params["c"] for params in drawn} == {2, 3, 4, 5}
    small = np.mean([params["d"] <= 31 for params in drawn])
    assert small == pytest.approx(0.5, abs=0.06)


def test_conditions_become_dicts():
    space = SearchSpace(
        {
            "kernel": ["linear", "rbf", "poly", "sigmoid"],
            "gamma": Real(1e-4, 1, log=True).when(kernel=["rbf", "poly"]),
            "degree": Categorical([2, 3, 4]).when(kernel="poly"),
            "coef0": Categorical([0, 1]).when(degree=[3, 4]),
        }
    )
    dicts = space.to_param_distributions()
    assert [each["kernel"] for each in dicts] == [
        ["linear", "sigmoid"],
        ["rbf"],
        ["poly"],
        ["poly"],
    ]
    assert [each.get("degree") for each in dicts[2:]] == [[2], [3, 4]]
    drawn = list(ParameterSampler(dicts, 200, random_state=0))
    assert all(map(space.contains, drawn))


def test_several_dicts_stay_several():
    space = SearchSpace([{"a": Real(0, 1)}, {"b": Categorical([1, 2])}])
    assert [list(each) for each in space.to_param_distributions()] == [["a"], ["b"]]


MANY = {f"p{number}": Categorical([1, 2]) for number in range(11)}
CHILDREN = {f"c{number}": Real(0, 1).when({f"p{number}": 1}) for number in range(11)}
BAD = [
    (SearchSpace({**MANY, **CHILDREN}), "make more than 1000 dicts; sample from the space itself"),
    (
        SearchSpace({"a": [1, 2]}, [lambda params: params["a"] == 1]),
        "cannot say .*lambda.*; sample from the space itself",
    ),
    (
        SearchSpace({"a": Real(0, 1), "b": Real(0, 1).when(a=lambda a: a > 0.5)}),
        "looks at 'a', whose values are too many to list",
    ),
]


@pytest.mark.parametrize(("space", "match"), BAD, ids=[match for _, match in BAD])
def test_what_lists_cannot_say_is_refused(space, match):
    with pytest.raises(SearchSpaceError, match=match):
        space.to_param_distributions()
