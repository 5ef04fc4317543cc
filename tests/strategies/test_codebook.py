"""The codebook."""

import copy

import numpy as np

from sklearn_hpt.strategies.codebook import Codebook
from tests.strategies.spaces import CONDITIONAL, FLAT


def test_points_are_those_of_the_encoding():
    params = CONDITIONAL.sample(20, np.random.default_rng(0))
    points = Codebook(CONDITIONAL).points(params)
    np.testing.assert_array_equal(np.stack(points), CONDITIONAL.encoding().encode(params))


def test_params_outside_the_space_have_none():
    inside = FLAT.sample(2, np.random.default_rng(0))
    first, outside, second = Codebook(FLAT).points([inside[0], {"x": 9.0}, inside[1]])
    assert outside is None
    assert not np.array_equal(first, second)


def test_each_params_are_encoded_once():
    params, book = FLAT.sample(3, np.random.default_rng(0)), Codebook(FLAT)
    before = book.points(params[:2])
    after = book.points(params)
    assert after[0] is before[0]
    assert after[1] is before[1]


def test_nothing_has_no_points():
    assert Codebook(FLAT).points([]) == []


def test_a_copy_does_not_take_new_params_for_old_ones():
    """The ids of params that are gone are given to others."""
    book = Codebook(FLAT)
    book.points(FLAT.sample(200, np.random.default_rng(0)))
    copied = copy.deepcopy(book)
    del book
    params = FLAT.sample(200, np.random.default_rng(1))
    np.testing.assert_array_equal(copied.points(params), FLAT.encoding().encode(params))
