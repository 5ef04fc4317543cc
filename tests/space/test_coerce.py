"""What users give for one param."""

import numpy as np
import pytest
from scipy import stats

from sklearn_hpt.exceptions import SearchSpaceError, SearchSpaceTypeError
from sklearn_hpt.space import (
    Categorical,
    Constant,
    Distribution,
    Draws,
    Integer,
    Ordinal,
    Real,
    SearchSpace,
)
from sklearn_hpt.space.coerce import as_dimension


class OnlyRvs:
    def rvs(self, random_state=None):
        return 1


GIVEN = [
    ([1, 2, 3], Ordinal([1, 2, 3])),
    ([0.1, 1, 10], Ordinal([0.1, 1, 10])),
    ((3, 2, 1), Ordinal([3, 2, 1])),
    (np.logspace(-2, 2, 5), Ordinal(list(np.logspace(-2, 2, 5)))),
    (range(1, 4), Ordinal([1, 2, 3])),
    ([1, 2], Categorical([1, 2])),
    ([1, 3, 2], Categorical([1, 3, 2])),
    ([True, False], Categorical([True, False])),
    ([1, 2, 3, True], Categorical([1, 2, 3, True])),
    ([1, 2, None], Categorical([1, 2, None])),
    (["a", "b", "a"], Categorical(["a", "b"])),
    ([0.1, 0.1], Constant(0.1)),
    (["rbf"], Constant("rbf")),
    ([1, 1.0], Categorical([1, 1.0])),
    ([float("nan"), 0], Categorical([float("nan"), 0])),
    (stats.uniform(1, 2), Real(1, 3)),
    (stats.uniform(loc=-1, scale=2), Real(-1, 1)),
    (stats.loguniform(1e-3, 1), Real(1e-3, 1, log=True)),
    (stats.reciprocal(1e-3, 1), Real(1e-3, 1, log=True)),
    (stats.loguniform(1, 10, scale=2), Real(2, 20, log=True)),
    (stats.randint(2, 6), Integer(2, 5)),
    (stats.randint(2, 3), Constant(2)),
    (Real(0, 1), Real(0, 1)),
    (Real(0, 1).when(a=1), Real(0, 1).when(a=1)),
]


@pytest.mark.parametrize(("given", "dimension"), GIVEN, ids=str)
def test_what_a_user_has_becomes_a_dimension(given, dimension):
    assert as_dimension("p", given) == dimension


def test_a_shifted_log_uniform_keeps_its_shape():
    assert isinstance(as_dimension("p", stats.loguniform(1, 10, loc=5)), Distribution)


def test_other_distributions_keep_their_shape():
    assert isinstance(as_dimension("p", stats.norm(0, 1)), Distribution)
    assert isinstance(as_dimension("p", OnlyRvs()), Draws)


BAD = [
    ("rbf", r"parameter 'p' .* but got 'rbf' \(of type str\).*\['rbf'\]"),
    (1, r"is not iterable or a distribution \(value=1\); wrap a single value in a list"),
    (None, r"is not iterable or a distribution \(value=None\)"),
    ([], r"non-empty sequence, got: \[\]"),
    (np.array([]), "non-empty"),
    (np.zeros((2, 3)), r"shape \(2, 3\)"),
    ((x for x in [1]), "wrap it in list"),
    ({1, 2}, "a set, which has no order"),
    (Real, "'p' got the class Real itself; give it its arguments"),
    (
        (1e-6, 1e6, "log-uniform"),
        r"3 choices; for a range write Real\(1e-06, 1000000.0, log=True\)",
    ),
    ((1, 9, "uniform"), r"for a range write Real\(1, 9\)"),
]


@pytest.mark.parametrize(("given", "match"), BAD, ids=[match for _, match in BAD])
def test_what_is_no_dimension_is_refused_with_the_mend(given, match):
    with pytest.raises(SearchSpaceError, match=match):
        as_dimension("p", given)


def test_a_tuple_that_only_looks_odd_is_choices():
    assert as_dimension("p", (1, 2, np.zeros(2))).levels == 3


def test_a_range_is_no_choice():
    with pytest.raises(SearchSpaceTypeError, match=r"one of them is Real\(.* list of two dicts"):
        SearchSpace({"gamma": ["scale", Real(1e-4, 1.0, log=True)]})


def test_a_family_of_distributions_needs_its_arguments():
    with pytest.raises(SearchSpaceTypeError, match=r"'C' got the family of .*stats.loguniform\("):
        SearchSpace({"C": stats.loguniform})
    assert SearchSpace({"C": stats.uniform}).sample(1, np.random.default_rng(0))[0]["C"] < 1.0
