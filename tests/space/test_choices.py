"""Choices, ordered and not."""

import numpy as np
import pytest
from sklearn.svm import SVC

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import Categorical, Constant, Ordinal

BAD = [
    (lambda: Categorical([]), "non-empty"),
    (lambda: Ordinal([]), "non-empty"),
    (lambda: Categorical("abc"), r"but got 'abc' \(of type str\).*\['abc'\]"),
    (lambda: Categorical(["a", "b", "a"]), "the choice 'a' twice"),
    (lambda: Categorical([SVC(), SVC()]), r"the choice SVC\(\) twice"),
    (lambda: Ordinal([1, 2, 1]), "the choice 1 twice"),
    (lambda: Categorical(x for x in "ab"), r"can be read only once; wrap it in list"),
    (lambda: Categorical(iter([1])), "can be read only once"),
    (lambda: Categorical({1, 2}), "got a set, which has no order"),
    (lambda: Categorical({"a": 1}), "got a dict, which has no order"),
    (lambda: Categorical(3), r"but got 3 \(of type int\)"),
    (lambda: Categorical(None), "but got None"),
    (lambda: Categorical(np.zeros((2, 2))), r"one-dimensional, got an array of shape \(2, 2\)"),
]


@pytest.mark.parametrize(("build", "match"), BAD, ids=[match for _, match in BAD])
def test_bad_choices_are_refused_with_the_mend(build, match):
    with pytest.raises(SearchSpaceError, match=match):
        build()


def test_a_wrong_type_is_a_type_error_too():
    with pytest.raises(TypeError):
        Categorical("abc")


def test_one_one_and_true_are_three_choices():
    three = Categorical([1, 1.0, True])
    for value in (1, 1.0, True):
        assert type(three.from_unit(three.to_unit(value))) is type(value)


def test_choices_are_matched_by_identity_first():
    first, second = SVC(), SVC(C=2)
    choices = Categorical([first, second])
    second.set_params(C=1.0)  # now equal to the first
    assert choices.from_unit(choices.to_unit(second)) is second
    assert choices.from_unit(choices.to_unit(first)) is first


def test_an_equal_estimator_is_the_same_choice():
    choices = Categorical([SVC(), SVC(C=2)])
    assert choices.from_unit(choices.to_unit(SVC(C=2))) is choices.values()[1]
    assert not choices.contains(SVC(C=3))


def test_choices_keep_their_type_and_identity():
    inner = [1, 2]
    choices = Categorical([inner, (1, 2), None, len])
    assert choices.from_unit(0.1) is inner
    assert choices.values()[3] is len


def test_categories_are_in_the_middle_of_their_cells():
    assert Categorical(list("abcd")).positions().tolist() == [0.125, 0.375, 0.625, 0.875]


@pytest.mark.parametrize(
    ("values", "positions"),
    [
        ([1, 2, 3], [0, 0.5, 1]),
        ([3, 2, 1], [0, 0.5, 1]),
        ([1, 10, 100], [0, 0.5, 1]),
        ([10, 20, 50, 100], [0, np.log10(2), np.log10(5), 1]),
        ([0, 1, 10], [0, 0.1, 1]),
        ([-10, 0, 30], [0, 0.25, 1]),
        ([1, 3, 2], [0, 0.5, 1]),
        (["low", "middle", "high"], [0, 0.5, 1]),
        ([5], [0.5]),
        ([0, 1e-300, 1e300], [0, 0.5, 1]),  # too close for floating point
    ],
)
def test_ordered_values_have_positions_by_value(values, positions):
    ordinal = Ordinal(values)
    np.testing.assert_allclose(ordinal.positions(), positions, atol=1e-12)
    assert ordinal.from_units(ordinal.positions()) == values


def test_ordered_values_are_drawn_alike():
    skewed = Ordinal([0, 1, 1000])
    drawn = skewed.sample(3000, np.random.default_rng(0))
    assert [drawn.count(value) / 3000 for value in (0, 1, 1000)] == pytest.approx(
        [1 / 3] * 3, abs=0.03
    )


def test_a_constant_is_always_the_same():
    one = Constant([1, 2])
    assert one.sample(2, np.random.default_rng(0)) == [[1, 2], [1, 2]]
    assert one.value == [1, 2]
    assert one.neighbours([1, 2]) == []
    assert repr(one) == "Constant([1, 2])"
