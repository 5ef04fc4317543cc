"""The scale on which a surrogate sees scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sklearn_hpt.surrogates import OutputScale

SCORES = np.array([0.1, 0.5, 0.55, 0.6, 0.62, 0.7, 0.71])


def test_standardises():
    y = OutputScale.of(SCORES[1:]).standardise(SCORES[1:])
    assert y.mean() == pytest.approx(0.0, abs=1e-7)
    assert y.std() == pytest.approx(1.0, abs=1e-7)


@pytest.mark.parametrize("bad", [-1e3, -1e9, -1e13, -1e300, -1.7e308])
@pytest.mark.parametrize("n_bad", [1, 3, 5])
def test_pulls_in_what_is_far_below_the_rest(bad, n_bad):
    scores = np.concatenate([np.full(n_bad, bad), SCORES[1:]])
    y = OutputScale.of(scores).standardise(scores)
    assert y.min() > -3.0
    assert (np.diff(y[n_bad:]) > 0.0).all()
    assert np.ptp(y[n_bad:]) > 0.3


@pytest.mark.parametrize("bad", [-1e9, -1e300])
def test_pulls_in_what_is_far_below_a_plateau(bad):
    scores = np.array([bad, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.51, 0.52])
    y = OutputScale.of(scores).standardise(scores)
    assert y[-1] - y[-2] == pytest.approx(y[-2] - y[-3], rel=1e-6)
    assert y[-1] - y[1] > 0.5


def test_leaves_what_is_far_above_the_rest():
    high = SCORES.copy()
    high[-1] = 100.0
    scale = OutputScale.of(high)
    assert scale.score(scale.standardise(high)[-1]) == pytest.approx(100.0)


@given(
    shift=st.floats(-1e3, 1e3),
    factor=st.floats(1e-3, 1e3),
    scores=arrays(float, st.integers(2, 12), elements=st.integers(0, 100).map(lambda i: i / 100)),
)
def test_shift_and_scale_change_nothing(shift, factor, scores):
    y = OutputScale.of(scores).standardise(scores)
    moved = factor * scores + shift
    moved_y = OutputScale.of(moved).standardise(moved)
    rounding = 1e-15 * (abs(shift) + factor) / (factor * max(scores.std(), 1e-12))
    np.testing.assert_allclose(moved_y, y, atol=1e-7 + 100 * rounding)


@pytest.mark.parametrize("value", [0.0, 0.3, -1e300, 1e-300])
def test_constant_scores_are_zeros(value):
    scores = np.full(6, value)
    assert not OutputScale.of(scores).standardise(scores).any()


def test_huge_scores_do_not_overflow():
    scores = np.array([1.7e308, -1.7e308, 1e300, 0.0, 1.0, 2.0])
    with np.errstate(over="raise", invalid="raise"):
        scale = OutputScale.of(scores)
        y = scale.standardise(scores)
    assert np.isfinite(y).all()
    assert y.argmax() == 0


def test_no_scores_at_all():
    assert OutputScale.of(np.array([])).standardise(np.array([])).shape == (0,)
