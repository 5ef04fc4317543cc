"""What holds for single dimensions of every kind."""

import copy
import pickle

import numpy as np
import pytest
from scipy import stats

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import (
    Categorical,
    Constant,
    Distribution,
    Draws,
    Integer,
    Ordinal,
    Real,
    SearchSpace,
    n_features,
)


class Dice:
    def rvs(self, random_state):
        return int(random_state.randint(1, 7))

    def __eq__(self, other):
        return isinstance(other, Dice)

    def __hash__(self):
        return 0


DIMENSIONS = [
    Real(-2, 3),
    Real(1e-3, 1e3, log=True),
    Integer(-2, 3),
    Integer(1, 100, log=True),
    Categorical(["a", None, (1, 2)]),
    Ordinal([1, 10, 100, 200]),
    Ordinal(["low", "high"]),
    Constant(3),
    Distribution(stats.norm(0, 1)),
    Distribution(stats.poisson(4)),
    Draws(Dice()),
]
every = pytest.mark.parametrize("dimension", DIMENSIONS, ids=repr)


@every
def test_pickles_and_copies_are_equal(dimension):
    dimension.sample(3, np.random.default_rng(0))  # fills what is cached
    for twin in (pickle.loads(pickle.dumps(dimension)), copy.deepcopy(dimension)):
        assert twin == dimension
        assert hash(twin) == hash(dimension)
        assert twin.from_unit(0.3) == dimension.from_unit(0.3)


@every
def test_json_gives_the_dimension_back(dimension):
    space = SearchSpace({"a": dimension})
    objects = [dimension.source] if isinstance(dimension, Draws) else []
    (branch,) = SearchSpace.from_json(space.to_json(), objects).branches
    assert branch["a"] == dimension


@every
def test_dimensions_are_frozen(dimension):
    with pytest.raises(AttributeError):
        dimension.conditions = ()


@every
def test_different_dimensions_are_different(dimension):
    assert sum(dimension == other for other in DIMENSIONS) == 1


@every
def test_values_come_back_from_their_positions(dimension):
    for value in dimension.sample(50, np.random.default_rng(1)):
        back = dimension.from_unit(dimension.to_unit(value))
        assert back == pytest.approx(value) if isinstance(value, float) else back == value


@every
def test_positions_are_bitwise_stable(dimension):
    points = dimension.snap(np.linspace(-0.2, 1.2, 57))
    assert points.min() >= 0
    assert points.max() <= 1
    np.testing.assert_array_equal(dimension.snap(points), points)
    np.testing.assert_array_equal(dimension.to_units(dimension.from_units(points)), points)


@every
def test_sampling_repeats_with_the_generator(dimension):
    drawn = [dimension.sample(20, np.random.default_rng(5)) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert all(map(dimension.contains, drawn[0]))


@every
def test_a_finite_dimension_lists_its_values(dimension):
    if not dimension.listable:
        assert dimension.kind in ("real", "integer", "ordinal")
        return
    values = dimension.values()
    assert len(values) == dimension.levels
    np.testing.assert_array_equal(dimension.codes(dimension.to_units(values)), range(len(values)))
    np.testing.assert_array_equal(dimension.to_units(values), dimension.positions())
    cells = dimension.codes(dimension.spread((np.arange(2000) + 0.5) / 2000))
    assert set(cells) == set(range(len(values)))


@every
def test_python_types_come_out(dimension):
    for value in dimension.sample(20, np.random.default_rng(0)):
        assert not isinstance(value, np.generic)


@pytest.mark.parametrize(
    "dimension", [each for each in DIMENSIONS if each.kind != "categorical"], ids=repr
)
def test_the_ladder_climbs(dimension):
    values = dimension.from_units(dimension.ladder(4))
    assert 2 <= len(values) <= 6
    assert list(dimension.ladder(4)) == sorted(dimension.ladder(4))
    assert len(dimension.ladder(1)) == 1 or isinstance(dimension, Ordinal)


OUTSIDE = [
    (Real(0, 1), [1.1, -0.1, "a", None, True, float("nan"), float("inf")]),
    (Real(1, 10, log=True), [0.9, 11]),
    (Integer(1, 5), [0, 6, 2.0, True, "2", None]),
    (Categorical([1, "a"]), [True, 1.0, "b", None]),
    (Ordinal([1, 2, 3]), [2.0, 4]),
    (Constant(None), [0, False, ""]),
    (Distribution(stats.beta(2, 2)), [-0.1, 1.1, "a"]),
    (Distribution(stats.poisson(3)), [-1, 2.5]),
]


@pytest.mark.parametrize(("dimension", "values"), OUTSIDE, ids=repr)
def test_what_is_outside_is_refused(dimension, values):
    for value in values:
        assert not dimension.contains(value)
        with pytest.raises(SearchSpaceError, match="does not contain"):
            dimension.to_unit(value)


def test_bounds_that_wait_for_data_say_so():
    with pytest.raises(SearchSpaceError, match=r"depend on the data; .*space.resolve\(X, y\)"):
        Integer(1, n_features).sample(1, np.random.default_rng(0))
