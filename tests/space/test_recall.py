"""A space is known by its words, and finds its params by theirs."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from sklearn_hpt import Categorical, Constant, Integer, Ordinal, Real, SearchSpace
from sklearn_hpt._readable import readable_params
from sklearn_hpt._rng import generator
from sklearn_hpt.space import identify_space, recall_params
from sklearn_hpt.testing import params_from, spaces


@given(st.data())
def test_params_are_found_by_what_they_read_like(data):
    space = data.draw(spaces())
    params = data.draw(params_from(space))
    form = json.loads(json.dumps(readable_params(params)))
    found = recall_params(space, form)
    assert found is not None
    assert repr(sorted(found.items())) == repr(sorted(params.items()))


def test_objects_are_those_of_the_space():
    estimators = [SVC(), RandomForestClassifier(random_state=0), LogisticRegression()]
    space = SearchSpace(
        {
            "clf": Categorical(estimators),
            "clf__C": Real(0.1, 10, log=True).when(clf=[estimators[0], estimators[2]]),
            "weights": [(1, 2), [1, 2], None, {"a": 1}],
            "mean": norm(0, 1),
        }
    )
    for params in space.sample(20, generator(0, "sample")):
        found = recall_params(space, json.loads(json.dumps(readable_params(params))))
        assert found == params
        assert all(found[name] is params[name] for name in ("clf", "weights"))


@pytest.mark.parametrize("value", [0, 0.0, False, 1, 1.0, True, None, "None"])
def test_choices_that_are_equal_but_not_the_same_are_told_apart(value):
    space = SearchSpace({"x": Categorical([0, 0.0, False, 1, 1.0, True, None, "None"])})
    assert repr(recall_params(space, readable_params({"x": value}))) == repr({"x": value})


def one():
    return lambda x: x + 1


def test_what_cannot_be_told_is_not_guessed():
    space = SearchSpace({"f": Categorical([one(), one()]), "x": Real(0, 1)})
    params = {"f": space.branches[0]["f"].choices[1], "x": 0.5}
    assert recall_params(space, readable_params(params)) is None  # two choices read alike


@pytest.mark.parametrize(
    "form", [{"C": 11.0}, {"C": "1.0"}, {"gamma": 1.0}, {"C": {"$is": "nothing"}}, {}]
)
def test_what_is_not_in_the_space_is_none(form):
    assert recall_params(SearchSpace({"C": Real(0.1, 10)}), form) is None


BASE = {"C": Real(0.1, 10, log=True), "kernel": ["rbf", "poly"]}
OTHERS = [
    {**BASE, "C": Real(0.1, 10)},
    {**BASE, "C": Real(0.1, 11, log=True)},
    {**BASE, "kernel": ["poly", "rbf"]},
    {**BASE, "kernel": ["rbf", "poly", "linear"]},
    {**BASE, "degree": Integer(2, 4).when(kernel="poly")},
    {**BASE, "degree": Integer(2, 4).when(kernel="rbf")},
    {**BASE, "degree": Integer(2, 4).when(kernel=lambda kernel: kernel == "rbf")},
    {**BASE, "degree": Ordinal([2, 3, 4])},
    {**BASE, "degree": Constant(3)},
    {**BASE, "degree": Constant(3.0)},
    [BASE, {"C": Constant(1)}],
]


def test_each_space_has_words_of_its_own():
    constrained = SearchSpace(BASE, [lambda params: params["C"] > 1])
    other_limit = SearchSpace(BASE, [lambda params: params["C"] > 2])
    every = [SearchSpace(BASE), constrained, other_limit, *map(SearchSpace, OTHERS)]
    words = [json.dumps(identify_space(space)) for space in every]
    assert len(set(words)) == len(words)
    assert identify_space(SearchSpace(BASE)) == identify_space(SearchSpace(dict(BASE)))


def test_the_choices_of_a_secret_are_told_by_a_digest():
    spaces = [SearchSpace([{"token": [each, "y"]}, {"C": [1]}]) for each in ("hidden", "other")]
    told, other = (identify_space(space)["token (dict 1)"] for space in spaces)
    assert "hidden" not in told
    assert told.startswith("*** #")
    assert told != other
