"""The axis of a parameter: where values lie, and on which scale."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.svm import SVC

from sklearn_hpt.results.param_axis import ABSENT, ParamAxis

ANY = st.one_of(
    st.floats(allow_infinity=False, width=32),
    st.integers(-(10**400), 10**400),
    st.booleans(),
    st.none(),
    st.text(max_size=3),
    st.tuples(st.integers(0, 2)),
    st.lists(st.integers(0, 2), max_size=2),
    st.just(ABSENT),
)


def axis_of(values, **kwargs):
    tried = [{} if value is ABSENT else {"p": value} for value in values]
    return ParamAxis.of("p", tried, **kwargs)


@given(st.lists(ANY, max_size=12))
def test_any_values_have_places_in_the_unit_interval(values):
    axis = axis_of(values)
    absent = np.array([value is ABSENT for value in values], dtype=bool)
    np.testing.assert_array_equal(np.isnan(axis.units), absent)
    assert ((axis.units[~absent] >= 0) & (axis.units[~absent] <= 1)).all()
    if axis.categories is not None:
        assert axis.n_values == len(axis.categories)
        for value, position in zip(values, axis.positions, strict=True):
            if value is not ABSENT:
                same = axis.categories[int(position)]
                assert type(same) is type(value)
                assert same == value or value != value


@given(st.lists(st.floats(1e-6, 1e6), min_size=2, max_size=12), st.booleans())
def test_units_and_positions_are_two_ways_to_say_the_same(numbers, log):
    axis = axis_of(numbers, log=log)
    np.testing.assert_allclose(axis.from_units(axis.units), numbers, rtol=1e-6, atol=1e-6)
    assert (np.diff(axis.units[np.argsort(numbers)]) >= 0).all()


@pytest.mark.parametrize(
    ("values", "is_log", "categories"),
    [
        ([1, 10, 100], False, None),
        ([1, 10, 101], True, None),
        ([0.001, 1.0], True, None),
        ([-1, 1000], False, None),
        ([1, 30, 80, 101], False, None),
        (np.linspace(1, 500, 40), False, None),
        (np.geomspace(1, 500, 40), True, None),
        ([0.01, 0.1, 2, 300, 400, 550, 700, 850, 1000], True, None),
        ([0, 0.001, 1], False, (0, 0.001, 1)),
        ([0, *np.geomspace(0.001, 1, 20)], False, None),
        ([0, 1, 2], False, None),
        ([3, None, 1, "auto"], False, (1, 3, None, "auto")),
        ([True, False], False, (True, False)),
        ([float("inf"), 1.0], False, (1.0, float("inf"))),
    ],
)
def test_the_scale_is_the_natural_one(values, is_log, categories):
    axis = axis_of(values)
    assert axis.is_log is is_log
    assert axis.categories == categories


def test_values_that_are_equal_are_one_whatever_their_type_of_number():
    axis = axis_of(["a", np.str_("a"), np.int64(1), 1, 1.0, True])
    assert axis.positions.tolist() == [2, 2, 0, 0, 1, 3]


def test_the_greatest_and_the_least_float_have_places():
    axis = axis_of([-1.7e308, 0.0, 1.7e308])
    assert axis.units.tolist() == [0, 0.5, 1]
    assert axis.from_units(np.array([0.25])) == pytest.approx([-0.85e308])


def test_objects_are_told_apart():
    first, second = SVC(C=1), SVC(C=2)
    axis = axis_of([first, second, SVC(C=1), np.zeros(2), np.ones(2), np.zeros(2)])
    assert axis.positions.tolist() == [0, 1, 0, 2, 3, 2]


def test_a_ladder_covers_what_was_tried():
    assert axis_of([1, 1000]).ladder(4) == pytest.approx([1, 10, 100, 1000])
    assert axis_of([0, 4]).ladder(3).tolist() == [0, 2, 4]
    assert axis_of(["a", "b"]).ladder(9).tolist() == [0, 1]
    assert axis_of([7, 7]).ladder(9).tolist() == [7]


def test_edges_lie_half_way_on_the_scale():
    axis = axis_of([1, 1000])
    assert axis.edges(np.array([1.0, 100.0])) == pytest.approx([0.1, 10, 1000])
    assert axis_of([1, 2]).edges(np.array([1.0, 2.0])).tolist() == [0.5, 1.5, 2.5]
    assert axis_of([1, 2]).edges(np.array([3.0])).tolist() == [2.5, 3.5]


def test_numbers_can_be_listed():
    axis = axis_of([10.0, 1.0, ABSENT, 10.0]).as_categories()
    assert axis.categories == (1.0, 10.0)
    np.testing.assert_array_equal(axis.positions, [1, 0, np.nan, 1])
    assert axis.as_categories() is axis
