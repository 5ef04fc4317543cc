"""The ratio of densities."""

import numpy as np
import pytest

from sklearn_hpt.acquisition import DensityRatio, best_of
from sklearn_hpt.space import Categorical, Real, SearchSpace
from sklearn_hpt.surrogates import Axes, ParzenDensity
from tests.strategies.spaces import CONDITIONAL

LINE = SearchSpace({"x": Real(0.0, 1.0)}).encoding()
CHOICES = SearchSpace({"c": Categorical(["p", "q", "r", "s"])}).encoding()


def _density(encoding, points, weights=None):
    weights = np.ones(len(points)) if weights is None else weights
    axes = Axes(encoding.categorical, encoding.levels)
    return ParzenDensity.of(axes, points, encoding.active(points), weights)


def _ratio(encoding, n_good, n, seed=0):
    points = encoding.canonical(np.random.default_rng(seed).random((n, encoding.n_dimensions)))
    good, tried = (_density(encoding, each) for each in (points[:n_good], points))
    return DensityRatio(encoding, good, tried), points


def test_is_the_log_of_the_ratio():
    ratio, points = _ratio(LINE, 4, 20)
    at = np.vstack([np.random.default_rng(1).random((30, 1)), [[0.0], [1.0]], points])
    here = np.ones(at.shape, dtype=bool)
    densities = [np.exp(each.log_densities(at, here)) for each in (ratio.good, ratio.tried)]
    np.testing.assert_allclose(np.exp(ratio.values(at)), densities[0] / densities[1], rtol=1e-9)


def test_its_mean_over_what_was_tried_is_one():
    """The integral of p (l / p) is that of l."""
    ratio, _ = _ratio(LINE, 4, 20)
    drawn = ratio.tried.sample(200_000, np.random.default_rng(2))
    assert np.exp(ratio.values(drawn)).mean() == pytest.approx(1.0, abs=0.01)


def test_counts_how_often_a_choice_was_good():
    """Good half the time where tried twice; good all the time where tried once."""
    where = CHOICES.canonical(np.array([[0.1], [0.4], [0.6], [0.9]]))
    tried = where[[0, 0, 1, 2, 2, 2]]
    good = where[[0, 1]]
    ratio = DensityRatio(CHOICES, _density(CHOICES, good), _density(CHOICES, tried))
    half, always, never, _ = ratio.values(where)
    assert always > half > never


def test_is_the_same_for_all_where_nothing_is_known():
    nothing = _density(LINE, np.empty((0, 1)))
    values = DensityRatio(LINE, nothing, nothing).values(np.linspace(0, 1, 9)[:, None])
    np.testing.assert_array_equal(values, np.zeros(9))


def test_what_is_inactive_does_not_count():
    encoding = CONDITIONAL.encoding()
    ratio, points = _ratio(encoding, 5, 30)
    inactive = ~encoding.active(points)
    assert inactive.any()
    moved = np.where(inactive, 0.9, points)
    moved[:, 0] = points[:, 0]
    np.testing.assert_allclose(ratio.values(points), ratio.values(moved))


def test_is_finite_at_corners_that_nobody_tried():
    points = np.full((200, 12), 1e-9)
    encoding = SearchSpace({f"x{i}": Real(0.0, 1.0) for i in range(12)}).encoding()
    ratio = DensityRatio(encoding, _density(encoding, points[:20]), _density(encoding, points))
    values = ratio.values(np.array([np.ones(12), np.zeros(12), np.full(12, 0.5)]))
    assert np.isfinite(values).all()


def test_the_best_of_some_draws_is_found_under_its_name():
    ratio, points = _ratio(LINE, 4, 20)
    found = best_of(ratio, LINE, points, {points[0].tobytes()})
    assert found.name == "log_ratio"
    assert found.value == pytest.approx(ratio.values(points[1:]).max())
