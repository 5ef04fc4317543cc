"""The digest of a value: what is the same, and what is not."""

import functools

import numpy as np
import pytest
from scipy import stats
from sklearn.base import BaseEstimator
from sklearn.metrics import accuracy_score, f1_score, make_scorer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.svm import SVC

from sklearn_hpt._digest import digest
from sklearn_hpt._readable import readable
from tests.elsewhere import said_elsewhere


def adds(n):
    return lambda x: x + n


def with_default(k):
    return lambda x, k=k: x + k


class Holder:
    def __init__(self, value):
        self.value = value

    def __call__(self, *given):
        return self.value

    def method(self):
        return self.value

    def __repr__(self):
        return "Holder()"


class Slotted:
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value


def flips(sign):
    return make_scorer(lambda y, p: sign * accuracy_score(y, p))


MAKERS = {
    "number": lambda n: n,
    "text": lambda n: f"{n}",
    "list": lambda n: [1, n],
    "order": lambda n: [n, 3 - n],
    "set": lambda n: {n, 7},
    "dict": lambda n: {"a": n},
    "closure": adds,
    "default of a function": with_default,
    "object with a constant repr": Holder,
    "bound method": lambda n: Holder(n).method,
    "object with slots": Slotted,
    "partial": lambda n: functools.partial(max, n),
    "estimator": lambda n: SVC(C=n),
    "pipeline": lambda n: make_pipeline(SVC(C=n)),
    "transformer with a closure": lambda n: FunctionTransformer(adds(n)),
    "scorer with a closure": flips,
    "scorer with arguments": lambda n: make_scorer(f1_score, labels=[n]),
    "array": lambda n: np.arange(9) * n,
    "long array": lambda n: np.r_[np.zeros(10_000), n],
    "masked array": lambda n: np.ma.MaskedArray([1, 2], mask=[n == 1, False]),
    "array of objects": lambda n: np.array([n, "a"], dtype=object),
    "distribution": lambda n: stats.norm(n),
    "type": lambda n: [None, int, float][n],
    "what holds itself": lambda n: holding_itself(n),
}


def holding_itself(n):
    value = [n]
    value.append(value)
    return value


@pytest.mark.parametrize("kind", MAKERS)
def test_equal_values_have_equal_digests_and_others_have_others(kind):
    make = MAKERS[kind]
    assert digest(make(1)) == digest(make(1))
    assert digest(make(1)) != digest(make(2))


@pytest.mark.parametrize(
    ("one", "other"), [(1, 1.0), (1, True), ((1,), [1]), ("1", 1), (None, "None"), ({}, [])]
)
def test_types_are_told_apart(one, other):
    assert digest(one) != digest(other)


def test_a_long_series_is_told_by_all_its_rows():
    pandas = pytest.importorskip("pandas")
    one, other = pandas.Series(range(1000)), pandas.Series([*range(999), -1])
    assert digest(one) == digest(one.copy()) != digest(other)


def test_how_an_array_lies_in_memory_is_no_difference():
    values = np.arange(6.0).reshape(2, 3)
    assert digest(values) == digest(np.asfortranarray(values))


def test_a_function_that_can_be_imported_goes_by_its_name():
    assert digest(accuracy_score) != digest(f1_score)


class Open(BaseEstimator):
    """Takes any params and gives them in the order in which they were set."""

    def __init__(self, **params):
        self.params = params

    def get_params(self, deep=True):
        return self.params


def test_the_order_in_which_params_were_set_is_no_difference():
    one, other = Open(a=1, b=2), Open(b=2, a=1)
    assert digest(one) == digest(other)
    assert readable(one) == readable(other)


def say():
    return [digest(make(1)) for make in MAKERS.values()]


def test_another_process_gives_the_same():
    assert said_elsewhere(__name__) == [say()] * 2
