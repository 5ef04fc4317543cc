"""Real ranges."""

import math

import numpy as np
import pytest

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import Real

BAD = [
    (lambda: Real(10, 1), r"Real needs low < high, got low=10.0, high=1.0; swap them"),
    (lambda: Real(1, 1), r"low < high, got low=1.0, high=1.0; use Constant\(1.0\)"),
    (lambda: Real(0, 1, log=True), "log scale needs low > 0, got low=0.0; raise low"),
    (lambda: Real(-1, 1, log=True), "log scale needs low > 0, got low=-1.0"),
    (lambda: Real(math.nan, 1), "finite numbers as bounds, got low=nan"),
    (lambda: Real(0, math.inf), "finite numbers as bounds, got high=inf"),
    (lambda: Real("0", 1), "finite numbers as bounds, got low='0'"),
    (lambda: Real([0, 1], 2), r"got low=\[0, 1\]; a list of choices is Categorical"),
    (lambda: Real(0, 1, "log"), "log=True or log=False, got log='log'"),
    (lambda: Real(-1.7e308, 1.7e308), "a range that a float can hold"),
]


@pytest.mark.parametrize(("build", "match"), BAD, ids=[match for _, match in BAD])
def test_bad_bounds_are_refused_with_the_mend(build, match):
    with pytest.raises(SearchSpaceError, match=match):
        build()


@pytest.mark.parametrize(
    ("low", "high", "log"),
    [
        (0, 1, False),
        (1e9, 1e9 + 1, False),
        (-1e300, 1e300, False),
        (1.0, np.nextafter(1.0, 2), False),
        (1e-300, 1e300, True),
        (1.0, 1.0 + 1e-12, True),
        (5e-324, 1.0, True),
        (1e-20, 1.0, True),
    ],
)
def test_extreme_ranges_stay_consistent(low, high, log):
    dimension = Real(low, high, log=log)
    points = dimension.snap(np.random.default_rng(0).random(500))
    values = dimension.from_units(points)
    assert all(map(dimension.contains, values))
    np.testing.assert_array_equal(dimension.to_units(values), points)
    assert len(set(values)) == len(np.unique(points))
    assert [dimension.from_unit(0), dimension.from_unit(1)] == [low, high]


def test_round_numbers_come_out_round():
    assert Real(1e-4, 1, log=True).from_units(np.linspace(0, 1, 5)) == [1e-4, 1e-3, 0.01, 0.1, 1.0]
    assert Real(0, 1).from_unit(0.3) == pytest.approx(0.3, abs=1e-12)


def test_neighbours_are_a_twentieth_away():
    assert Real(0, 100).neighbours(50) == pytest.approx([45, 55])
    assert Real(0, 100).neighbours(0) == pytest.approx([5])


def test_an_int_is_a_real_number():
    assert Real(0, 10).contains(3)
    assert Real(0, 10).key_of(3) == Real(0, 10).key_of(np.float32(3))


def test_a_continuum_has_no_codes():
    with pytest.raises(NotImplementedError, match="no finite list of values"):
        Real(0, 1).codes(np.array([0.5]))


def test_other_real_types_are_checked_one_by_one():
    assert Real(0, 2).to_units([np.float32(1), np.int8(2)]).tolist() == [0.5, 1.0]
