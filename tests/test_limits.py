"""Limits: what is within, and how far outside."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sklearn_hpt import AtLeast, AtMost
from sklearn_hpt.limits import read_limits, total_excess

numbers = st.floats(allow_nan=False, allow_infinity=False)
kinds = st.sampled_from([AtMost, AtLeast])


@given(kinds, numbers, numbers)
def test_there_is_an_excess_exactly_where_there_is_no_room(kind, bound, outcome):
    limit = kind(bound)
    within = outcome <= bound if kind is AtMost else outcome >= bound
    assert (limit.slack(outcome) >= 0) == (limit.excess(outcome) == 0) == within


@given(kinds, numbers, numbers, st.sampled_from([0.25, 2.0]))
def test_an_excess_is_a_share_of_the_bound(kind, bound, outcome, factor):
    if 1e-300 < abs(bound) < 1e300 and abs(outcome) < 1e300:
        here, there = kind(bound).excess(outcome), kind(factor * bound).excess(factor * outcome)
        assert here == pytest.approx(there)


@pytest.mark.parametrize("outcome", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("limit", [AtMost(1), AtLeast(1)])
def test_what_is_not_finite_is_outside(limit, outcome):
    assert limit.excess(outcome) == float("inf")


def test_without_limits_all_is_within():
    assert total_excess({}, {}) == total_excess({"recall": -1.0}, {}) == 0.0


@pytest.mark.parametrize(
    "bound", [float("nan"), float("inf"), pytest.param(10**400, id="huge"), None, "1", True]
)
def test_a_bound_is_a_finite_number(bound):
    with pytest.raises(ValueError, match=r"AtMost\(.*has a bound that is no finite number"):
        AtMost(bound)


@pytest.mark.parametrize(
    ("given", "match"),
    [
        (AtLeast(1), r'write for example limits=\{"recall": AtLeast\(0.9\)\}'),
        ({"recall": 0.9}, r"0.9 for 'recall'.*write AtMost\(0.9\) or AtLeast\(0.9\)"),
        ({"recall": None}, r"write AtMost\(\.\.\.\) or"),
        ({3: AtLeast(1)}, "limits has 3 for a name"),
    ],
)
def test_what_is_no_limit_is_refused(given, match):
    with pytest.raises(TypeError, match=match):
        read_limits(given)


def test_limits_are_values():
    assert AtMost(2) == AtMost(2.0) != AtLeast(2)
    assert repr(pickle.loads(pickle.dumps(AtMost(2)))) == "AtMost(2.0)"
    assert read_limits(None) == {}
