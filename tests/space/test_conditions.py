"""Conditions as users write them."""

import numpy as np
import pytest

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import Categorical, Constant, Integer, Ordinal, Real, SearchSpace


def test_when_leaves_the_dimension_as_it_was():
    plain = Integer(2, 5)
    conditional = plain.when(kernel="poly")
    assert plain.conditions == ()
    assert conditional != plain
    assert conditional == Integer(2, 5).when({"kernel": "poly"})


@pytest.mark.parametrize(
    "dimension",
    [Real(0, 1), Integer(1, 2), Categorical(["ab", 1]), Ordinal([1, 2]), Constant(1)],
    ids=repr,
)
def test_every_dimension_takes_conditions(dimension):
    assert dimension.when(a=1).when(b=[2, 3]).conditions[1].allowed == (2, 3)
    assert repr(dimension.when(a=1).when(b=[2, 3])).endswith(".when(a=1).when(b=[2, 3])")
    assert repr(dimension.when({"a b": len})).endswith(".when({'a b': len})")


def test_a_name_that_is_no_identifier_goes_into_a_dict():
    space = SearchSpace({"n jobs": Categorical([1, 2]), "b": Real(0, 1).when({"n jobs": 2})})
    assert space.contains({"n jobs": 1})
    assert space.contains({"n jobs": 2, "b": 0.5})


def test_any_value_of_a_list_will_do():
    space = SearchSpace({"k": Categorical(["x", "y", "z"]), "b": Real(0, 1).when(k=["x", "z"])})
    assert [space.contains({"k": k, "b": 0.5}) for k in ("x", "z", "y")] == [True, True, False]


def test_all_conditions_must_hold():
    space = SearchSpace(
        {
            "a": Categorical([1, 2]),
            "b": Categorical([True, False]),
            "c": Real(0, 1).when(a=1, b=True),
        }
    )
    for a in (1, 2):
        for b in (True, False):
            assert space.contains({"a": a, "b": b, "c": 0.5}) == (a == 1 and b)
            assert space.contains({"a": a, "b": b}) != (a == 1 and b)


def test_a_predicate_looks_at_numbers_too():
    space = SearchSpace({"depth": Integer(1, 100_000), "b": Real(0, 1).when(depth=lambda n: n > 9)})
    assert space.contains({"depth": 10, "b": 0.5})
    assert not space.contains({"depth": 9, "b": 0.5})
    points = space.encoding().spread(np.random.default_rng(0).random((200, 2)))
    deep = np.array([params["depth"] > 9 for params in space.encoding().decode(points)])
    np.testing.assert_array_equal(space.encoding().active(points)[:, 1], deep)


def test_a_function_among_the_choices_is_a_value_not_a_predicate():
    space = SearchSpace({"f": Categorical([len, abs]), "b": Real(0, 1).when(f=len)})
    assert space.contains({"f": len, "b": 0.5})
    assert space.contains({"f": abs})


def test_a_class_stands_for_its_instances():
    space = SearchSpace({"x": Categorical(["a", 1, 2]), "b": Real(0, 1).when(x=int)})
    assert space.contains({"x": 1, "b": 0.5})
    assert space.contains({"x": "a"})


def test_conditions_nest_to_any_depth():
    space = SearchSpace(
        {
            "d": Real(0, 1).when(c=True),  # children may come before their parents
            "c": Categorical([True, False]).when(b=True),
            "b": Categorical([True, False]).when(a=True),
            "a": Categorical([True, False]),
        }
    )
    assert space.contains({"a": False})
    assert not space.contains({"a": False, "b": True})
    assert space.contains({"a": True, "b": True, "c": True, "d": 0.5})
    assert not space.contains({"a": True, "b": False, "c": True, "d": 0.5})
    (params,) = (each for each in space.grid(1) if len(each) == 4)
    assert list(params) == ["d", "c", "b", "a"]


def test_a_child_of_a_constant_follows_its_grandparent():
    space = SearchSpace(
        {
            "a": Categorical([1, 2]),
            "b": Constant("on").when(a=1),
            "c": Categorical([5, 6]).when(b="on"),
        }
    )
    assert space.n_points == 3
    assert space.contains({"a": 2})
    assert space.contains({"a": 1, "b": "on", "c": 6})


BAD = [
    (lambda: Real(0, 1).when(), r"when\(\) needs at least one condition"),
    (lambda: Real(0, 1).when("kernel"), r"when\(\) needs a dict .* got 'kernel'"),
    (lambda: Real(0, 1).when(a=[]), "'a' allows no value"),
    (
        lambda: SearchSpace({"kernel": [1, 3, 2], "b": Real(0, 1).when(kernell=1)}),
        "'kernell', which is no param of the space; did you mean 'kernel'",
    ),
    (
        lambda: SearchSpace({"kernel": ["rbf", "poly"], "b": Real(0, 1).when(kernel="ply")}),
        "'b' asks for kernel='ply', which is no value of 'kernel': the choices are 'rbf', 'poly'",
    ),
    (
        lambda: SearchSpace({"n": Integer(1, 5), "b": Real(0, 1).when(n=6)}),
        "n=6, which is no value of 'n': it goes from 1 to 5",
    ),
    (
        lambda: SearchSpace({"n": [1, 2, 3], "b": Real(0, 1).when(n=lambda n: n > 3)}),
        "of 'b' holds for no value of 'n'",
    ),
    (
        lambda: SearchSpace({"n": [1, 2, 3], "b": Real(0, 1).when(n=lambda n: n.upper())}),
        "on 'n' raised AttributeError.* for the value 1",
    ),
    (
        lambda: SearchSpace({"a": Real(0, 1).when(a=0.5)}),
        "in a circle: a -> a",
    ),
    (
        lambda: SearchSpace(
            {
                "a": Categorical([1, 2]).when(c=1),
                "b": Categorical([1, 2]).when(a=1),
                "c": Categorical([1, 2]).when(b=1),
            }
        ),
        "in a circle: a -> c -> b -> a",
    ),
]


@pytest.mark.parametrize(("build", "match"), BAD, ids=[match for _, match in BAD])
def test_bad_conditions_are_refused_with_the_mend(build, match):
    with pytest.raises(SearchSpaceError, match=match):
        build()
