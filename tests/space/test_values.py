"""The identity of values."""

import functools
import math

import numpy as np
import pytest
from scipy import stats
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from sklearn_hpt.space.values import is_number, show, token


class Unhashable:
    __hash__ = None


EQUAL = [
    (1, np.int64(1)),
    (0.1, np.float64(0.1)),
    (True, np.True_),
    (math.nan, np.float64("nan")),
    ("a", np.str_("a")),
    ([1, "a"], [np.int32(1), "a"]),
    ({"a": 1}, {"a": 1}),
    (np.array([1, 2]), np.array([1, 2])),
    (SVC(C=2), SVC(C=2)),
    (stats.norm(1, scale=2), stats.norm(1, scale=2)),
    (functools.partial(max, 1), functools.partial(max, 1)),
    (len, len),
    (SVC, SVC),
]
DIFFERENT = [
    (1, 1.0),
    (1, True),
    (1.0, True),
    (0, False),
    (None, "None"),
    ([1], (1,)),
    ((1,), (1.0,)),
    ({1}, frozenset({1})),
    (np.array([1, 2]), np.array([1.0, 2.0])),
    (SVC(C=2), SVC(C=2.0)),
    (SVC(), LogisticRegression()),
    (SVC(), SVC),
    (stats.norm(1), stats.norm(2)),
    (stats.norm(1), stats.expon(1)),
    (Unhashable(), Unhashable()),
]


@pytest.mark.parametrize(("one", "other"), EQUAL, ids=str)
def test_the_same_choice_has_one_token(one, other):
    assert token(one) == token(other)
    assert hash(token(one)) == hash(token(other))


@pytest.mark.parametrize(("one", "other"), DIFFERENT, ids=str)
def test_choices_that_look_alike_have_different_tokens(one, other):
    assert token(one) != token(other)


def test_an_unhashable_object_is_known_by_its_identity():
    thing = Unhashable()
    assert token(thing) == token(thing)


@pytest.mark.parametrize("value", [1, 0.5, np.int8(3), np.float32(0.5)])
def test_finite_reals_are_numbers(value):
    assert is_number(value)


@pytest.mark.parametrize("value", [True, np.False_, math.inf, math.nan, "1", None, 1j, [1]])
def test_everything_else_is_no_number(value):
    assert not is_number(value)


def test_show_is_short_and_on_one_line():
    assert show("a\nb") == "'a\\nb'"
    assert show(np.float64(0.5)) == "0.5"
    assert show(len) == "len"
    assert "0x" not in show(lambda params: True)
    assert len(show(list(range(1000)), limit=20)) == 20
