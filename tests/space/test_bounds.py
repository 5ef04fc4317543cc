"""Bounds that depend on the data."""

import numpy as np
import pytest
import scipy.sparse as sp

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import (
    Constant,
    Integer,
    Real,
    SearchSpace,
    n_classes,
    n_features,
    n_samples,
)
from sklearn_hpt.space.bounds import DataCounts

COUNTS = DataCounts(n_samples=90, n_features=7, n_classes=3)


@pytest.mark.parametrize(
    ("bound", "value", "text"),
    [
        (n_features, 7, "n_features"),
        (0.5 * n_samples, 45, "0.5 * n_samples"),
        (n_samples / 3 + 1, 31, "0.333333 * n_samples + 1"),
        (n_features - 1, 6, "n_features - 1"),
        (1 + 2 * n_classes, 7, "2 * n_classes + 1"),
        (n_samples.at_most(50), 50, "n_samples.at_most(50)"),
        ((n_samples / 2).at_most(n_features), 7, "(0.5 * n_samples).at_most(n_features)"),
        (2 * n_features.at_most(5), 10, "(2 * n_features).at_most(10)"),
    ],
)
def test_bounds_are_arithmetic(bound, value, text):
    assert bound.value(COUNTS) == pytest.approx(value)
    assert repr(bound) == text
    assert hash(bound) == hash(bound + 0)


@pytest.mark.parametrize(
    ("X", "y", "counts"),
    [
        (np.zeros((5, 2)), [0, 1, 0, 1, 1], DataCounts(5, 2, 2)),
        (sp.csr_matrix((5, 2)), None, DataCounts(5, 2, None)),
        ([[1, 2, 3]] * 4, list("abca"), DataCounts(4, 3, 3)),
        (["a text", "another"], [1.5, 2.5], DataCounts(2, None, 2)),
        ([], None, DataCounts(0, None, None)),
    ],
    ids=str,
)
def test_all_kinds_of_data_are_counted(X, y, counts):
    assert DataCounts.of(X, y) == counts


def test_data_frames_are_counted():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"a": [1, 2], "b": ["x", "y"]})
    assert DataCounts.of(frame, frame["b"]) == DataCounts(2, 2, 2)


def test_integers_are_rounded_inwards():
    dimension = Integer(0.1 * n_samples, n_samples / 7).resolve(COUNTS)
    assert dimension == Integer(9, 12)
    assert Integer(n_samples / 7, 20).resolve(COUNTS) == Integer(13, 20)
    assert Integer(1, 0.1 * n_samples).resolve(DataCounts(30, None, None)) == Integer(1, 3)


def test_real_bounds_are_as_they_are():
    assert Real(0.5, n_samples / 4).resolve(COUNTS) == Real(0.5, 22.5)


def test_one_value_left_is_a_constant_under_the_same_conditions():
    dimension = Integer(7, n_features).when(a=1).resolve(COUNTS)
    assert dimension == Constant(7).when(a=1)


def test_resolving_gives_a_space_with_numbers():
    space = SearchSpace({"k": Integer(1, n_features), "c": [1, 2]})
    assert space.unresolved
    resolved = space.resolve(np.zeros((9, 4)), np.zeros(9))
    assert resolved == SearchSpace({"k": Integer(1, 4), "c": [1, 2]})
    assert resolved.resolve(np.zeros((9, 9))) is resolved


def test_conditions_and_constraints_survive_resolving():
    space = SearchSpace(
        {"a": [True, False], "k": Integer(1, n_features).when(a=True)},
        constraints=[lambda params: params.get("k") != 2],
    )
    assert space.resolve(np.zeros((9, 3))).n_points == 3


def test_a_count_that_the_data_lack_leaves_the_others():
    assert n_features.at_most(20).value(DataCounts(5, None, None)) == 20


BAD = [
    (lambda: n_features * 0, "multiplied by positive numbers, got 0"),
    (lambda: n_features / -1, "divided by positive numbers, got -1"),
    (lambda: n_features + "a", "combined with finite numbers, got 'a'"),
    (lambda: n_features.at_most(float("nan")), "finite numbers, got nan"),
    (lambda: n_features.value(DataCounts(5, None, 2)), "no n_features. Give X with two axes"),
    (lambda: n_classes.value(DataCounts(5, 2, None)), "no n_classes. Give y"),
    (
        lambda: SearchSpace({"k": Integer(5, n_features)}).resolve(np.zeros((9, 2))),
        r"'k' has no values for these data: Integer\(5, n_features\) would go from 5 to 2",
    ),
    (lambda: SearchSpace({"k": Integer(1, n_features)}).n_points, r"space.resolve\(X, y\) first"),
    (lambda: SearchSpace({"k": Integer(1, n_features)}).encoding(), r"depend on the data"),
    (lambda: SearchSpace({"k": Integer(1, n_features)}).draw(3, 0), r"depend on the data"),
]


@pytest.mark.parametrize(("build", "match"), BAD, ids=[match for _, match in BAD])
def test_bad_bounds_are_refused_with_the_mend(build, match):
    with pytest.raises(SearchSpaceError, match=match):
        build()


@pytest.mark.parametrize("dimension", [Integer, Real])
@pytest.mark.parametrize("name", ["n_features", "n_samples", "n_classes"])
def test_the_name_of_a_count_as_a_word_is_told_where_the_bound_is(dimension, name):
    with pytest.raises(SearchSpaceError, match=f"from sklearn_hpt.space import {name}"):
        dimension(1, name)
    with pytest.raises(SearchSpaceError, match="as bounds"):
        dimension(1, np.zeros(2))
