"""Integer ranges."""

import numpy as np
import pytest

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import Integer

BAD = [
    (lambda: Integer(10, 1), "Integer needs low < high, got low=10, high=1; swap them"),
    (lambda: Integer(2, 2), r"use Constant\(2\)"),
    (lambda: Integer(0, 5, log=True), "log scale needs low > 0, got low=0"),
    (lambda: Integer(0.5, 5), "integers as bounds, got low=0.5; use an int, or Real"),
    (lambda: Integer(1, 5.0), "integers as bounds, got high=5.0"),
    (lambda: Integer(True, 5), "integers as bounds, got low=True"),
    (lambda: Integer(0, 2**40), r"fewer than 2\*\*40 values"),
]


@pytest.mark.parametrize(("build", "match"), BAD, ids=[match for _, match in BAD])
def test_bad_bounds_are_refused_with_the_mend(build, match):
    with pytest.raises(SearchSpaceError, match=match):
        build()


@pytest.mark.parametrize(
    "dimension",
    [
        Integer(0, 2**40 - 1),
        Integer(-(2**39), 2**39 - 1),
        Integer(1, 2**40 - 1, log=True),
        Integer(2**40 - 3, 2**40 - 1, log=True),
        Integer(1, 2, log=True),
        Integer(0, 1),
    ],
    ids=repr,
)
def test_every_integer_has_its_own_position(dimension):
    low, high = dimension.ends
    near = {low, low + 1, high - 1, high} | {
        int(each) for each in np.random.default_rng(0).integers(low, high, 200, endpoint=True)
    }
    values = sorted(near)
    positions = dimension.to_units(values)
    assert dimension.from_units(positions) == values
    assert np.all(np.diff(positions) > 0)
    np.testing.assert_array_equal(dimension.snap(positions), positions)
    spread = dimension.spread(np.array([0.0, 0.5, np.nextafter(1.0, 0.0)]))
    assert dimension.from_units(spread)[0] == low
    assert dimension.from_units(spread)[-1] == high


def test_spreading_gives_the_ends_their_share():
    uniform = (np.arange(900) + 0.5) / 900
    assert (
        np.bincount(Integer(1, 3).from_units(Integer(1, 3).spread(uniform)))[1:].tolist()
        == [300] * 3
    )


def test_snapping_goes_to_the_nearest():
    assert Integer(0, 10).from_units(np.array([0.24, 0.26])) == [2, 3]


def test_numpy_integers_are_integers():
    assert Integer(1, 5).contains(np.int8(3))
    assert Integer(np.int64(1), 5) == Integer(1, 5)
    assert Integer(1, 5).neighbours(np.int8(5)) == [4]


def test_neighbours_of_what_is_outside_are_refused():
    with pytest.raises(SearchSpaceError, match=r"Integer\(1, 5\) does not contain 9"):
        Integer(1, 5).neighbours(9)


def test_other_integer_types_are_checked_one_by_one():
    assert Integer(1, 5).to_units([np.int8(1), np.uint16(3)]).tolist() == [0.0, 0.5]
