"""Parzen densities."""

import dataclasses

import numpy as np
import pytest
from scipy.stats import norm

from sklearn_hpt.space import Categorical, Integer, Real, SearchSpace
from sklearn_hpt.surrogates import Axes, ParzenDensity

RNG = np.random.default_rng(0)
LINE = Axes(np.array([False]), np.array([0]))
SPACE = SearchSpace(
    {
        "kind": Categorical(["a", "b", "c"]),
        "n": Integer(1, 6),
        "x": Real(0.0, 1.0),
        "slope": Real(0.0, 1.0).when({"kind": ["b"]}),
    }
)
ENCODING = SPACE.encoding()
MIXED = Axes(ENCODING.categorical, ENCODING.levels)


def _on_the_line(n, seed=0):
    points = np.random.default_rng(seed).random((n, 1)) ** 2
    return ParzenDensity.of(LINE, points, np.ones((n, 1), dtype=bool), RNG.random(n) + 0.1)


def _mixed(n, seed=0):
    points = ENCODING.canonical(np.random.default_rng(seed).random((n, 4)))
    return ParzenDensity.of(MIXED, points, ENCODING.active(points), np.ones(n))


def _range(n_cells):
    """Give the ends of a range and the middles of cells between, and the measure of each."""
    middles = (np.arange(n_cells) + 0.5) / n_cells
    return np.hstack([0.0, middles, 1.0]), np.hstack([1.0, np.full(n_cells, 1.0 / n_cells), 1.0])


def _every(n_cells):
    """Give points that stand for the mixed space, and the measure of each, by branch."""
    places, measures = _range(n_cells)
    kinds, numbers = (np.arange(3) + 0.5) / 3, np.arange(6) / 5
    for kind in kinds:
        slopes, by_slope = (places, measures) if kind == kinds[1] else ([0.5], [1.0])
        grid = np.meshgrid([kind], numbers, places, slopes, indexing="ij")
        points = np.stack([axis.ravel() for axis in grid], axis=1)
        volumes = np.meshgrid([1.0], np.ones(6), measures, by_slope, indexing="ij")
        yield points, np.prod([axis.ravel() for axis in volumes], axis=0)


def _mixture(density, at):
    """Give a density on a line in another way."""
    weights, (width,) = np.exp(density.log_weights), density.widths

    def kernel(centre):
        normal = norm(centre, width)
        return np.select([at == 0.0, at == 1.0], [normal.cdf(0), normal.sf(1)], normal.pdf(at))

    uniform = np.where((at == 0.0) | (at == 1.0), 0.05, 0.9)
    kernels = map(kernel, density.points[:, 0])
    return weights[-1] * uniform + sum(w * k for w, k in zip(weights, kernels, strict=False))


@pytest.mark.parametrize("n", [0, 1, 2, 30])
def test_integrates_to_one_on_a_line(n):
    places, measures = _range(20_000)
    everywhere = np.ones((len(places), 1), dtype=bool)
    densities = np.exp(_on_the_line(n).log_densities(places[:, None], everywhere))
    assert densities @ measures == pytest.approx(1.0, rel=1e-6)


@pytest.mark.parametrize("n", [0, 1, 12])
def test_integrates_to_one_over_branches(n):
    density = _mixed(n)
    total = sum(
        volumes @ np.exp(density.log_densities(points, ENCODING.active(points)))
        for points, volumes in _every(150)
    )
    assert total == pytest.approx(1.0, rel=1e-3)


def test_is_a_mixture_of_normals_whose_tails_lie_at_the_ends():
    density = _on_the_line(7)
    at = np.hstack([0.0, RNG.random(20), 1.0])
    found = density.log_densities(at[:, None], np.ones((22, 1), dtype=bool))
    np.testing.assert_allclose(found, np.log(_mixture(density, at)), rtol=1e-10)


def test_ends_of_a_range_are_drawn():
    density = _on_the_line(7)
    drawn = density.sample(40_000, np.random.default_rng(1))[:, 0]
    low, high = np.exp(density.log_densities(np.array([[0.0], [1.0]]), np.ones((2, 1), dtype=bool)))
    assert (drawn == 0.0).mean() == pytest.approx(low, abs=0.01)
    assert (drawn == 1.0).mean() == pytest.approx(high, abs=0.01)
    assert min(low, high) > 0.005


def test_draws_follow_the_density():
    density = _mixed(6)
    points = ENCODING.canonical(density.sample(60_000, np.random.default_rng(1)))
    for cells, volumes in _every(10):
        chance = volumes * np.exp(density.log_densities(cells, ENCODING.active(cells)))
        kind = cells[0, 0]
        drawn = points[np.isclose(points[:, 0], kind)]
        for number in np.unique(cells[:, 1]):
            expected = chance[cells[:, 1] == number].sum()
            found = np.isclose(drawn[:, 1], number).sum() / len(points)
            assert found == pytest.approx(expected, abs=0.01)
    mean = np.mean(points[:, 2])
    every = [(p, v * np.exp(density.log_densities(p, ENCODING.active(p)))) for p, v in _every(60)]
    assert mean == pytest.approx(sum((p[:, 2] * w).sum() for p, w in every), abs=0.01)


def test_what_is_inactive_does_not_count():
    density = _mixed(12)
    points = ENCODING.canonical(np.array([[0.1, 0.4, 0.3, 0.2]]))
    moved = points.copy()
    moved[0, 3] = 0.9
    active = ENCODING.active(points)
    assert not active[0, 3]
    np.testing.assert_array_equal(
        density.log_densities(points, active), density.log_densities(moved, active)
    )


def test_is_finite_however_far_away():
    everywhere = np.ones((400, 1), dtype=bool)
    density = ParzenDensity.of(LINE, np.zeros((400, 1)), everywhere, np.full(400, 1e300))
    lone = dataclasses.replace(density, log_weights=np.append(np.full(400, -6.0), -1e5))
    far = lone.log_densities(np.array([[1.0]]), everywhere[:1])
    assert far[0] == pytest.approx(norm.logsf(1.0 / density.widths[0]) + np.log(400) - 6.0)
    assert far[0] < np.log(1e-200)


def test_cells_are_finite_however_far_away():
    axes = Axes(np.array([False]), np.array([20]))
    everywhere = np.ones((400, 1), dtype=bool)
    density = ParzenDensity.of(axes, np.zeros((400, 1)), everywhere, np.full(400, 1e300))
    positions = np.arange(20)[:, None] / 19
    masses = np.exp(density.log_densities(positions, everywhere[:20]))
    assert masses.sum() == pytest.approx(1.0)
    lone = dataclasses.replace(density, log_weights=np.append(np.full(400, -6.0), -1e5))
    log_masses = lone.log_densities(positions, everywhere[:20])
    assert np.isfinite(log_masses).all()
    assert log_masses[-1] < np.log(1e-200)
    assert (np.diff(log_masses) < 0.0).all()


def test_kernels_are_wider_in_more_dimensions():
    """As many points are sparser there: k^(-1 / (d + 4)) of their spread."""
    five = np.random.default_rng(0).random((200, 5))

    def width(points):
        n_dimensions = points.shape[1]
        axes = Axes(np.zeros(n_dimensions, dtype=bool), np.zeros(n_dimensions, dtype=np.intp))
        everywhere = np.ones(points.shape, dtype=bool)
        return ParzenDensity.of(axes, points, everywhere, np.ones(200)).widths[0]

    assert width(five) / width(five[:, :1]) == pytest.approx(200 ** (1 / 5 - 1 / 9))


def test_weights_count():
    points = np.array([[0.1], [0.9]])
    density = ParzenDensity.of(LINE, points, np.ones((2, 1), dtype=bool), np.array([9.0, 1.0]))
    low, high = density.log_densities(points, np.ones((2, 1), dtype=bool))
    assert low > high


def test_a_choice_that_was_not_seen_is_possible():
    axes = Axes(np.array([True]), np.array([4]))
    points = np.full((5, 1), 0.125)
    everywhere = np.ones((5, 1), dtype=bool)
    density = ParzenDensity.of(axes, points, everywhere, np.ones(5))
    at = np.array([[0.125], [0.375], [0.625], [0.875]])
    masses = np.exp(density.log_densities(at, everywhere[:4]))
    assert masses.sum() == pytest.approx(1.0)
    assert masses[0] > 0.5 > masses[1] > 0.0
