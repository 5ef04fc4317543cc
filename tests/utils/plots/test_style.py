"""The style: how far an axis of scores reaches, and how dots are spread."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sklearn_hpt.utils.plots.style import dot_style, jitter, score_floor

SCORES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40).map(np.array)


@given(SCORES)
def test_four_in_five_scores_are_within_the_axis(scores):
    floor = score_floor(scores)
    assert scores.min() <= floor <= scores.max()
    assert (scores >= floor).mean() >= 0.8 - 1 / len(scores)


def test_scores_of_a_usual_search_are_all_shown():
    scores = np.array([0.33, 0.5, 0.62, 0.9, 0.93, 0.95, 0.96, 0.96, 0.97, 0.98])
    assert score_floor(scores) == 0.33


def test_many_dots_are_small_and_faint_pixels():
    few, many = dot_style(10), dot_style(10_000)
    assert few["s"] > many["s"]
    assert few["alpha"] > many["alpha"]
    assert (few["rasterized"], many["rasterized"]) == (False, True)


def test_jitter_is_even_and_the_same_each_time():
    offsets = jitter(1000, 0.6)
    np.testing.assert_array_equal(offsets, jitter(1000, 0.6))
    counts, _ = np.histogram(offsets, 10, (-0.3, 0.3))
    assert counts.min() >= 95
    assert counts.max() <= 105
