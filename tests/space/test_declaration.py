"""What a user declares, and how it is read back."""

import functools
import json
import pickle

import numpy as np
import pytest
from scipy import stats
from sklearn.svm import SVC

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import (
    Categorical,
    Constant,
    Integer,
    Real,
    SearchSpace,
    n_features,
    n_samples,
)


def positive(params):
    return params["a"] > 0


RICH = {
    "a": stats.norm(0, scale=2),
    "b": [None, True, 1, 1.5, "x", (1, (2,)), [1, [2]], float("inf"), float("nan"), {"k": (1,)}],
    "c": np.array([0.1, 1.0, 10.0]),
    "d": Integer(1, (n_samples / 2).at_most(50)).when(b=[None, (1, (2,))]),
    "e": Real(1e-3, 1, log=True).when({"b": 1.5}, f=3),
    "f": Constant(3),
    "g": stats.randint(1, 9),
}


def test_what_json_can_hold_is_in_it_as_it_is():
    space = SearchSpace(RICH)
    text = space.to_json()
    json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no strict JSON"))
    assert SearchSpace.from_json(text) == space
    assert json.loads(text)["objects"] == []


def test_a_plain_dict_stays_plain():
    dicts = [{"a": [1, 2, 2], "b": stats.uniform(0, 1)}, {"a": [3]}]
    space = SearchSpace(dicts)
    assert SearchSpace.from_json(space.to_json()).draw(10, 0) == space.draw(10, 0)


def test_what_json_cannot_hold_is_numbered():
    svc, half = SVC(C=2), functools.partial(max, 0.5)
    space = SearchSpace(
        {"a": Real(-1, 1), "clf": [svc, None], "f": [len, half], "g": Real(0, 1).when(clf=SVC)},
        constraints=[positive],
    )
    text = space.to_json()
    assert json.loads(text)["objects"][:2] == ["SVC(C=2)", "len"]
    assert SearchSpace.from_json(text, [SVC(C=2), len, half, SVC, positive]) == space
    with pytest.raises(
        SearchSpaceError, match=r"5 objects that JSON cannot, got 1; .*SVC\(C=2\), len"
    ):
        SearchSpace.from_json(text, [svc])


BAD_TEXTS = [
    ("{", "no search space as JSON"),
    ("[]", "no search space as JSON"),
    ("{}", "no search space as JSON"),
    ('{"version": 99, "objects": []}', "is of version 99, this package reads version 1"),
    (
        '{"version": 1, "objects": [], "constraints": [], '
        '"dicts": [[["a", {"$scipy": "sys.exit", "args": [], "kwds": {}}]]]}',
        "scipy.stats has no distribution 'sys.exit'",
    ),
    (
        '{"version": 1, "objects": [], "constraints": [], "dicts": [[["a", {"$what": 1}]]]}',
        "which this package cannot read",
    ),
]


@pytest.mark.parametrize(("text", "match"), BAD_TEXTS, ids=[match for _, match in BAD_TEXTS])
def test_other_texts_are_refused(text, match):
    with pytest.raises(SearchSpaceError, match=match):
        SearchSpace.from_json(text)


def test_pickle_carries_conditions_constraints_and_repeats():
    space = SearchSpace(
        {"a": [1, 1, 2], "b": Real(0, 1).when(a=2)}, constraints=[positive]
    ).resolve(np.zeros((3, 2)))
    back = pickle.loads(pickle.dumps(space))
    assert back == space
    assert back.draw(5, 0) == space.draw(5, 0)
    assert pickle.loads(pickle.dumps(SearchSpace({"a": [1, 1]}))).grid() == [{"a": 1}, {"a": 1}]


def test_a_space_is_frozen_and_unspoilt_by_what_it_was_made_from():
    choices = [1, 2]
    given = {"a": choices}
    space = SearchSpace(given)
    choices.append(3)
    given["b"] = [1]
    assert space.names == ("a",)
    assert space.grid() == [{"a": 1}, {"a": 2}]
    with pytest.raises(AttributeError):
        space.constraints = ()


def test_equal_declarations_are_equal():
    one = SearchSpace({"a": [1, 2, 3], "b": stats.uniform(0, 1)})
    assert one == SearchSpace({"b": Real(0, 1), "a": [1, 2, 3]})
    assert hash(one) == hash(SearchSpace({"b": Real(0, 1), "a": [1, 2, 3]}))
    assert one != SearchSpace({"a": [1, 2, 3]})
    assert one != {"a": [1, 2, 3]}


BAD = [
    ({}, r"The search space is empty, got \{\}"),
    ([], r"The search space is empty, got \[\]"),
    ([{}, {}], "The search space is empty"),
    (None, "needs to be a dict or a list of dicts, got None"),
    (3, "needs to be a dict or a list of dicts, got 3"),
    ([3], r"Parameter distribution is not a dict \(3\)"),
    ([({"a": [1]}, 10)], "Parameter distribution is not a dict"),
    ({1: [1]}, "Names of params are str, got 1 of type int"),
]


@pytest.mark.parametrize(("given", "match"), BAD, ids=[match for _, match in BAD])
def test_what_is_no_space_is_refused_with_the_mend(given, match):
    with pytest.raises(SearchSpaceError, match=match):
        SearchSpace(given)


def test_an_empty_dict_beside_another_is_the_default_params():
    space = SearchSpace([{}, {"a": [1, 2]}])
    assert space.contains({})
    assert space.n_points == 3


def test_the_text_is_a_table():
    space = SearchSpace(
        {
            "kernel": Categorical(["linear", "rbf"]),
            "gamma": Real(1e-4, 1, log=True).when(kernel="rbf"),
            "k": Integer(1, n_features),
        },
        constraints=[positive],
    )
    assert repr(space).splitlines() == [
        "SearchSpace(3 params)",
        "name    kind         range            scale   active if",
        "kernel  categorical  'linear', 'rbf'",
        "gamma   real         0.0001 to 1.0    log     kernel='rbf'",
        "k       integer      1 to n_features  linear",
        "subject to: positive",
    ]


def test_several_dicts_are_told_apart():
    lines = repr(SearchSpace([{"a": [1]}, {"a": [2], "b": stats.norm(0, 1)}])).splitlines()
    assert lines[2] == "one of 2: 1"
    assert lines[4] == "one of 2: 2"
    assert lines[6] == "b     distribution  norm(0, 1)  quantiles"


def test_long_lists_are_cut():
    assert max(map(len, repr(SearchSpace({"a": list(range(99))})).splitlines())) < 100


def test_html_escapes_what_users_wrote():
    html = SearchSpace({"<b>": ["<script>", "x"]})._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "&lt;b&gt;" in html
    assert html.count("<tr>") == 2


def test_tables_do_not_show_the_values_of_a_secret():
    space = SearchSpace({"api_key": ["hidden", "x"], "C": [0.5]})
    for shown in (repr(space), space._repr_html_()):
        assert "hidden" not in shown
        assert "***" in shown
        assert "0.5" in shown


def test_html_names_dicts_and_constraints():
    html = SearchSpace([{"a": [1]}, {"a": [2]}], [positive])._repr_html_()
    assert "one of 2: 2" in html
    assert "subject to: positive" in html
