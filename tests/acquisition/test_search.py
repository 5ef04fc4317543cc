"""The search for the most useful point."""

import numpy as np
import pytest

from sklearn_hpt.acquisition import LogExpectedImprovement, PosteriorUtility, best_of, maximise
from sklearn_hpt.acquisition.neighbours import neighbours
from sklearn_hpt.acquisition.polish import polish
from sklearn_hpt.space import Categorical, Integer, Real, SearchSpace
from sklearn_hpt.surrogates import GaussianProcess
from tests.strategies.spaces import CONDITIONAL, FINITE, MIXED

SMOOTH = SearchSpace({f"x{i}": Real(0.0, 1.0) for i in range(4)})
SPACES = {"smooth": SMOOTH, "mixed": MIXED, "conditional": CONDITIONAL}
each_space = pytest.mark.parametrize("space", SPACES.values(), ids=SPACES.keys())


def _problem(space, n=20, seed=0):
    rng = np.random.default_rng(seed)
    encoding = space.encoding()
    points = encoding.canonical(rng.random((n, encoding.n_dimensions)))
    y = np.sin(4.0 * points.sum(axis=1)) + points[:, 0]
    surrogate = GaussianProcess(encoding.n_dimensions, encoding.owner)
    posterior = surrogate.fit(encoding.embed(points), (y - y.mean()) / y.std())
    best = posterior.mean_and_std(posterior.Z)[0].max(axis=0)
    return encoding, points, PosteriorUtility(encoding, posterior, LogExpectedImprovement(), best)


@each_space
@pytest.mark.parametrize("seed", range(3))
def test_finds_as_much_as_a_hundred_thousand_random_points(space, seed):
    encoding, points, utility = _problem(space, seed=seed)
    seen = {point.tobytes() for point in points}
    rngs = map(np.random.default_rng, range(5))
    found = [maximise(utility, encoding, points[:3], seen, rng) for rng in rngs]
    drawn = encoding.canonical(np.random.default_rng(2).random((100_000, encoding.n_dimensions)))
    drawn = drawn[[point.tobytes() not in seen for point in drawn]]
    values = np.array([each.value for each in found])
    np.testing.assert_allclose(values, utility.values(np.stack([each.point for each in found])))
    lost = utility.values(drawn).max() - values
    assert np.median(lost) < 0.02
    assert lost.max() < 0.1  # now and then it ends on the hill beside


@each_space
def test_gives_a_canonical_point_that_is_new(space):
    encoding, points, utility = _problem(space)
    seen = {point.tobytes() for point in points}
    for number in range(5):
        found = maximise(utility, encoding, points[:3], seen, np.random.default_rng(number))
        np.testing.assert_array_equal(encoding.canonical(found.point[None])[0], found.point)
        assert found.point.tobytes() not in seen
        seen.add(found.point.tobytes())


def test_respects_constraints():
    space = SearchSpace(
        {"x": Real(0.0, 1.0), "y": Real(0.0, 1.0)},
        constraints=[lambda params: params["x"] + params["y"] < 0.5],
    )
    encoding, points, utility = _problem(space)
    for number in range(5):
        found = maximise(utility, encoding, points[:3], set(), np.random.default_rng(number))
        assert found.point.sum() < 0.5


def test_nothing_left():
    encoding, points, utility = _problem(FINITE)
    every = encoding.enumerate()
    seen = {point.tobytes() for point in every}
    assert maximise(utility, encoding, points[:3], seen, np.random.default_rng(0)) is None
    assert best_of(utility, encoding, every, seen) is None


def test_best_of_is_the_best_that_is_new():
    encoding, _, utility = _problem(FINITE)
    every = encoding.enumerate()
    order = np.argsort(-utility.values(every), kind="stable")
    seen = {every[order[0]].tobytes()}
    found = best_of(utility, encoding, every, seen)
    np.testing.assert_array_equal(found.point, every[order[1]])


def test_polish_climbs_and_keeps_categoricals():
    encoding, points, utility = _problem(MIXED)
    climbed = polish(utility, encoding, points)
    gain = utility.values(climbed) - utility.values(points)
    assert np.median(gain) > 0.5
    fixed = encoding.categorical
    np.testing.assert_array_equal(climbed[:, fixed], points[:, fixed])


@each_space
def test_polish_ends_on_a_hilltop(space):
    encoding, points, utility = _problem(space)
    climbed = points
    for _ in range(8):
        climbed = polish(utility, encoding, climbed)
    values, gradients = utility.values_and_gradients(climbed)
    lattice = (encoding.levels > 0) | ~encoding.active(climbed)
    inwards = np.where(climbed == 0.0, np.maximum(gradients, 0.0), gradients)
    inwards = np.where(climbed == 1.0, np.minimum(inwards, 0.0), inwards)
    assert np.median(np.abs(np.where(lattice, 0.0, inwards)).max(axis=1)) < 1e-2
    assert (values >= utility.values(points) - 0.1).all()


def test_polish_without_numbers_gives_the_points_back():
    space = SearchSpace({name: Categorical(["a", "b", "c"]) for name in "pqr"})
    encoding, points, utility = _problem(space)
    np.testing.assert_array_equal(polish(utility, encoding, points), points)


@each_space
def test_neighbours_are_near_and_different(space):
    encoding = space.encoding()
    rng = np.random.default_rng(0)
    points = encoding.canonical(rng.random((5, encoding.n_dimensions)))
    near = neighbours(encoding, points, 40, 0.05, rng)
    origin = np.repeat(points, 40, axis=0)
    numeric = ~encoding.categorical
    same = encoding.active(near) == encoding.active(origin)
    moved = np.abs(near - origin)[:, numeric] * same[:, numeric]
    assert np.median(moved[moved > 0.0]) < 0.3
    assert (near != origin).any(axis=1).mean() > 0.5
    np.testing.assert_array_equal(encoding.canonical(near), near)


def test_neighbours_reach_the_next_integer():
    space = SearchSpace({"n": Integer(1, 5)})
    encoding = space.encoding()
    near = neighbours(encoding, np.array([[0.5]]), 100, 0.001, np.random.default_rng(0))
    assert {0.25, 0.75} <= set(near.ravel())
