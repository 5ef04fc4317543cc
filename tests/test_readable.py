"""The readable form: exact where JSON can hold a value, and words that tell it where not."""

import functools
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC

from sklearn_hpt._readable import identity_words, readable, readable_params, restore, words
from tests.elsewhere import said_elsewhere

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(plain)
def test_plain_values_come_back_as_they_were_through_strict_json(value):
    form = json.loads(json.dumps(readable(value), allow_nan=False))
    assert repr(restore(form)) == repr(value)


@pytest.mark.parametrize(
    ("value", "same"),
    [(np.float64(0.5), 0.5), (np.int32(3), 3), (np.bool_(True), True), (np.str_("a"), "a")],
)
def test_numpy_scalars_are_the_python_values_they_hold(value, same):
    assert readable(value) == same
    assert type(readable(value)) is type(same)


OBJECTS = [
    SVC(C=3),
    SVC(C=3.0),
    make_pipeline(SVC()),
    make_pipeline(SVC(C=2)),
    LogisticRegression,
    len,
    functools.partial(max, 1),
    functools.partial(max, 2),
    lambda x: x + 1,
    lambda x: x + 2,
    np.arange(3),
    np.arange(3.0),
    {1, 2},
    frozenset({1}),
    object(),
]


def test_objects_are_told_apart_and_are_not_restored():
    forms = [json.dumps(readable(each)) for each in OBJECTS]
    assert len(set(forms)) == len(OBJECTS)
    for each in OBJECTS:
        assert words(readable(each))
        with pytest.raises(ValueError, match="known by its words only"):
            restore(readable(each))


def test_words_hold_no_address():
    class Plain:
        def __init__(self):
            self.value = 1

    def local():
        return None

    for value in (Plain(), local, lambda: None, object(), functools.partial(local)):
        assert "0x" not in words(readable(value))
    assert readable(Plain()) == readable(Plain())


def say():
    return readable([SVC(C=3), {"b", "a", "c"}, lambda x: x * 7, np.arange(4)])


def test_words_are_the_same_in_another_process():
    assert said_elsewhere(__name__) == [json.loads(json.dumps(say()))] * 2


def test_secrets_are_masked_by_their_names_and_still_told_apart():
    form = readable_params({"password": "x", "clf__api_key": "y", "tokenizer": "z", "C": 1})
    assert form["tokenizer"] == "z"
    assert form["password"]["$is"] == form["clf__api_key"]["$is"] == "***"
    assert form["password"] != form["clf__api_key"]
    assert form["password"] == readable_params({"password": "x"})["password"]
    assert readable_params({"token": None}) == {"token": None}


class Client(BaseEstimator):
    def __init__(self, api_key=None):
        self.api_key = api_key


def test_secrets_of_what_is_described_are_masked_too():
    one, other = (readable({"clf": Client(api_key)}) for api_key in ("k-123", "k-124"))
    assert "k-12" not in json.dumps([one, other])
    assert "api_key=***" in words(one)
    assert one != other


def test_what_holds_itself_is_written_down_to_some_depth():
    value: list = []
    value.append(value)
    assert "..." in json.dumps(readable(value))


def test_words_are_short_and_on_one_line():
    text = words(readable("line\nline" * 50), 30)
    assert len(text) == 30
    assert "\n" not in text


def test_words_of_identity_are_the_same_only_for_the_same():
    assert identity_words([{"C": 1}]) == identity_words([{"C": 1}]) == "[{'C': 1}]"
    values = [[{"C": 1.0}], list(range(99)), list(range(98)), [len], [max], "x" * 99, "x" * 98]
    assert len({identity_words(value) for value in values}) == len(values)
