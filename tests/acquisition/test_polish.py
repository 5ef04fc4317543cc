"""The polish: ascent from several points at once."""

import numpy as np
import pytest
from scipy.optimize import minimize

from sklearn_hpt.acquisition.polish import polish
from sklearn_hpt.space import Categorical, Real, SearchSpace

NUMBERS = [0, 1, 3]
ENCODING = SearchSpace(
    {
        "a": Real(0.0, 1.0),
        "b": Real(0.0, 1.0),
        "c": Categorical(["p", "q"]),
        "d": Real(0.0, 1.0),
    }
).encoding()


class Hill:
    """A quadratic utility: its top may lie outside the unit cube."""

    name = "height"
    smooth = True

    def __init__(self, top, seed):
        root = np.random.default_rng(seed).normal(size=(3, 3))
        self.top = np.array(top)
        self.A = root @ root.T + 0.3 * np.eye(3)

    def values(self, points):
        return self.values_and_gradients(points)[0]

    def values_and_gradients(self, points):
        away = points[:, NUMBERS] - self.top
        gradients = np.zeros(points.shape)
        gradients[:, NUMBERS] = -2.0 * away @ self.A
        return -np.einsum("qi,ij,qj->q", away, self.A, away), gradients


class Cliff(Hill):
    """Not finite beyond the middle, as where a posterior has broken down."""

    def values_and_gradients(self, points):
        values, gradients = super().values_and_gradients(points)
        beyond = points[:, 0] > 0.5
        values[beyond], gradients[beyond] = np.nan, np.nan
        return values, gradients


def _starts(n=6):
    return ENCODING.canonical(np.random.default_rng(0).random((n, 4)))


@pytest.mark.parametrize("top", [(0.4, 0.6, 0.2), (1.4, 0.6, 0.2), (-0.5, 2.0, 0.3)])
@pytest.mark.parametrize("seed", range(4))
def test_finds_the_top_within_the_box(top, seed):
    hill = Hill(top, seed)

    def depth(numbers):
        point = np.array([[numbers[0], numbers[1], 0.25, numbers[2]]])
        return -hill.values(point)[0]

    best = -minimize(depth, np.full(3, 0.5), bounds=[(0.0, 1.0)] * 3).fun
    climbed = polish(hill, ENCODING, _starts())
    assert ((climbed >= 0.0) & (climbed <= 1.0)).all()
    lost = best - hill.values(climbed)
    assert np.median(lost) < 1e-4
    assert lost.max() < 0.01 * (best - hill.values(_starts())).max()  # twelve steps are few


def test_each_point_climbs_as_if_it_were_alone():
    hill, starts = Hill((0.4, 1.3, 0.2), seed=1), _starts()
    alone = np.concatenate([polish(hill, ENCODING, start[None]) for start in starts])
    np.testing.assert_allclose(polish(hill, ENCODING, starts), alone, atol=1e-9)


def test_no_point_goes_where_the_utility_is_not_finite():
    climbed = polish(Cliff((0.9, 0.5, 0.5), seed=2), ENCODING, _starts())
    starts = _starts()
    assert np.isfinite(climbed).all()
    inside = starts[:, 0] <= 0.5
    assert (climbed[inside, 0] <= 0.5).all()
    np.testing.assert_array_equal(climbed[~inside], starts[~inside])
