"""Params as points of the unit cube."""

import numpy as np
import pytest
from scipy import stats

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import Categorical, Constant, Integer, Ordinal, Real, SearchSpace

SPACE = SearchSpace(
    {
        "kind": Categorical(["a", "b", "c"]),
        "flag": Categorical([True, False]),
        "constant": Constant(7),
        "c": Real(1e-2, 1e2, log=True),
        "n": Integer(0, 4).when(kind="b"),
        "deep": Categorical(["p", "q", "r"]).when(n=[3, 4]),
        "step": [1, 10, 100],
    }
)
ENCODING = SPACE.encoding()


def test_the_shape_of_the_encoding():
    assert ENCODING.n_dimensions == 6
    assert ENCODING.names == ("kind", "flag", "c", "n", "deep", "step")
    assert ENCODING.categorical.tolist() == [True, True, False, False, True, False]
    assert ENCODING.levels.tolist() == [3, 2, 0, 5, 3, 3]
    assert ENCODING.n_columns == 3 + 1 + 1 + 1 + 3 + 1
    assert ENCODING.owner.tolist() == [0, 0, 0, 1, 2, 3, 4, 4, 4, 5]


def test_encoding_by_hand():
    params = [
        {"kind": "a", "flag": True, "constant": 7, "c": 1.0, "step": 10},
        {"kind": "b", "flag": False, "constant": 7, "c": 0.01, "n": 4, "deep": "q", "step": 100},
        {"kind": "b", "flag": False, "constant": 7, "c": 100, "n": 1, "step": 1},
    ]
    points = ENCODING.encode(params)
    sixth = 1 / 6
    expected = [
        [sixth, 0.25, 0.5, 0.5, sixth, 0.5],
        [0.5, 0.75, 0.0, 1.0, 0.5, 1.0],
        [0.5, 0.75, 1.0, 0.25, sixth, 0.0],
    ]
    np.testing.assert_allclose(points, expected, atol=1e-12)
    half = np.sqrt(0.5)
    embedded = [
        [half, 0, 0, 0, 0.5, 0.5, half, 0, 0, 0.5],
        [0, half, 0, 1, 0.0, 1.0, 0, half, 0, 1.0],
        [0, half, 0, 1, 1.0, 0.25, half, 0, 0, 0.0],
    ]
    np.testing.assert_allclose(ENCODING.embed(points), embedded, atol=1e-12)
    active = [[1, 1, 1, 0, 0, 1], [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 0, 1]]
    np.testing.assert_array_equal(ENCODING.active(points), np.array(active, dtype=bool))
    assert ENCODING.decode(points)[:2] == params[:2]


def test_different_choices_are_one_apart():
    points = SearchSpace({"a": list("wxyz"), "b": [True, False]}).encoding().enumerate()
    encoding = SearchSpace({"a": list("wxyz"), "b": [True, False]}).encoding()
    embedded = encoding.embed(points)
    squared = ((embedded[:, None] - embedded[None]) ** 2).sum(axis=2)
    differences = (points[:, None] != points[None]).sum(axis=2)
    np.testing.assert_allclose(squared, differences, atol=1e-12)


def test_points_that_differ_in_what_is_inactive_become_the_same():
    points = np.tile([0.1, 0.1, 0.5, 0.5, 0.5, 0.5], (50, 1))
    points[:, 3:5] = np.random.default_rng(0).random((50, 2))
    assert len(np.unique(ENCODING.canonical(points), axis=0)) == 1


def test_nothing_that_is_given_is_changed():
    points = np.random.default_rng(0).random((20, 6))
    points.setflags(write=False)
    canonical = ENCODING.canonical(points)
    canonical.setflags(write=False)
    ENCODING.spread(points)
    for use in (ENCODING.embed, ENCODING.active, ENCODING.decode, ENCODING.feasible):
        use(canonical)


def test_no_points_are_no_trouble():
    none = np.empty((0, 6))
    assert ENCODING.canonical(none).shape == (0, 6)
    assert ENCODING.embed(none).shape == (0, 10)
    assert ENCODING.active(none).shape == (0, 6)
    assert ENCODING.decode(none) == []
    assert ENCODING.encode([]).shape == (0, 6)


def test_a_space_of_constants_has_no_dimension():
    encoding = SearchSpace({"a": Constant(1), "b": ["x"]}).encoding()
    assert encoding.n_dimensions == encoding.n_columns == 0
    assert encoding.decode(np.empty((2, 0))) == [{"a": 1, "b": "x"}] * 2
    assert encoding.encode([{"a": 1, "b": "x"}]).shape == (1, 0)
    assert encoding.enumerate().shape == (1, 0)
    assert encoding.embed(np.empty((3, 0))).shape == (3, 0)


BAD = [
    ({"kind": "a"}, "lacks 'flag', 'constant', 'c', 'step'"),
    ({"kind": "z"}, "kind='z', but the choices are 'a', 'b', 'c'"),
    ({"kin": "a"}, "'kin' is no param of it; did you mean 'kind'"),
    (
        {"kind": "a", "flag": True, "constant": 7, "c": 1.0, "step": 10, "n": 3},
        "'n' is not active",
    ),
    (
        {"kind": "a", "flag": True, "constant": 8, "c": 1.0, "step": 10},
        "constant=8, but the choices are 7",
    ),
    ({"kind": "a", "flag": True, "constant": 7, "c": 1e9, "step": 10}, "it goes from 0.01 to 100"),
]


@pytest.mark.parametrize(("params", "match"), BAD, ids=[match for _, match in BAD])
def test_params_outside_the_space_are_refused_with_the_reason(params, match):
    good = SPACE.sample(1, np.random.default_rng(0))
    with pytest.raises(SearchSpaceError, match=f"does not lie in the search space: .*{match}"):
        ENCODING.encode([*good, params])


def test_params_of_none_of_several_dicts_are_refused():
    encoding = SearchSpace([{"a": [1, 2]}, {"b": Real(0, 1)}]).encoding()
    with pytest.raises(SearchSpaceError, match="does not lie in the search space"):
        encoding.encode([{"a": 1}, {"a": 1, "b": 0.5}])
    with pytest.raises(SearchSpaceError, match=r"b=7, but it goes from 0\.0 to 1\.0"):
        encoding.encode([{"b": 7}])


# --- several dicts


def test_several_dicts_have_a_hidden_dimension():
    space = SearchSpace([{"a": Real(0, 1)}, {"a": Real(0, 1), "b": [1, 2]}, {"c": ["x"]}])
    encoding = space.encoding()
    assert encoding.names == (None, "a", "b")  # the common dimension is one axis
    assert encoding.categorical[0]
    assert encoding.levels[0] == 3
    params = [{"a": 0.5}, {"a": 0.25, "b": 2}, {"c": "x"}]
    points = encoding.encode(params)
    np.testing.assert_allclose(points[:, 0], [1 / 6, 3 / 6, 5 / 6])
    assert encoding.decode(points) == params


def test_the_same_name_may_mean_different_things_in_different_dicts():
    space = SearchSpace([{"k": ["a"], "C": Real(0, 1)}, {"k": ["b"], "C": Integer(5, 9)}])
    encoding = space.encoding()
    assert encoding.names == (None, "C", "C")
    params = [{"k": "a", "C": 0.5}, {"k": "b", "C": 6}]
    assert encoding.decode(encoding.encode(params)) == params


def test_params_of_two_dicts_belong_to_the_first():
    space = SearchSpace([{"a": [1, 2], "b": [1]}, {"a": [2, 3], "b": [1]}])
    encoding = space.encoding()
    points = encoding.canonical(np.random.default_rng(0).random((100, encoding.n_dimensions)))
    assert len(np.unique(points, axis=0)) == 3
    assert {space.key(params) for params in encoding.decode(points)} == {
        space.key({"a": a, "b": 1}) for a in (1, 2, 3)
    }


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ({"a": [1, 2]}, {"a": [2, 3]}, True),
        ({"a": [1, 2]}, {"a": [3, 4]}, False),
        ({"a": [1, 2]}, {"b": [1, 2]}, False),
        ({"a": [1, 2]}, {"a": [1, 2], "b": [1]}, False),
        ({"a": Real(0, 1)}, {"a": Real(1, 2)}, True),
        ({"a": Real(0, 1)}, {"a": Real(1.5, 2)}, False),
        ({"a": Integer(1, 3)}, {"a": [3, 8]}, True),
        ({"a": Integer(1, 3)}, {"a": [4, 8]}, False),
        ({"a": stats.norm(0, 1)}, {"a": stats.norm(9, 1)}, True),
        (
            {"k": ["x", "y"], "a": Real(0, 1).when(k="x")},
            {"k": ["y", "z"], "a": Real(0, 1).when(k="z")},
            True,
        ),
        ({"k": [1, 2], "a": Real(0, 1).when(k=1)}, {"k": [2, 3]}, True),
        ({"k": ["x"], "a": [1, 2]}, {"k": ["y"], "a": [1, 2]}, False),
    ],
)
def test_overlaps_are_found(one, other, overlap):
    from sklearn_hpt.space.overlap import overlapping_branches

    layout = SearchSpace([one, other]).layout
    assert overlapping_branches(layout) == (frozenset({1}) if overlap else frozenset())


# --- spreading and listing


def test_spreading_gives_every_value_its_share():
    space = SearchSpace({"n": Integer(1, 4), "o": Ordinal([0, 1, 1000]), "c": list("abc")})
    n = 12
    line = (np.arange(n) + 0.5) / n
    cube = np.stack(np.meshgrid(line, line, line), axis=-1).reshape(-1, 3)
    decoded = space.encoding().decode(space.encoding().spread(cube))
    for name, values in {"n": [1, 2, 3, 4], "o": [0, 1, 1000], "c": "abc"}.items():
        shares = [sum(params[name] == value for params in decoded) for value in values]
        assert len(set(shares)) == 1


def test_enumeration_stops_at_its_limit():
    space = SearchSpace({"a": Integer(1, 100), "b": Integer(1, 100)})
    assert space.encoding().enumerate(9_999) is None
    assert len(space.encoding().enumerate(10_000)) == 10_000
    assert SearchSpace({"a": Real(0, 1)}).encoding().enumerate() is None


def test_enumeration_counts_feasible_points_only():
    space = SearchSpace(
        {"a": Integer(1, 100), "b": Integer(1, 100)}, [lambda params: params["a"] == params["b"]]
    )
    assert len(space.encoding().enumerate(100)) == 100


def test_feasible_asks_the_constraints():
    space = SearchSpace({"a": Real(0, 1)}, [lambda params: params["a"] < 0.5])
    points = np.array([[0.2], [0.7]])
    assert space.encoding().feasible(points).tolist() == [True, False]
