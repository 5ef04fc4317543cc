"""Parallel coordinates: a line for each trial, broken off where a parameter is not active."""

import numpy as np

from sklearn_hpt.trials import History, Trial
from sklearn_hpt.utils.plots import ParallelCoordinatesDisplay


def display_of(candidates, scores, **options):
    trials = zip(candidates, scores, strict=True)
    history = History(tuple(Trial(n, p).told(s) for n, (p, s) in enumerate(trials)))
    return ParallelCoordinatesDisplay(history, **options).plot()


def test_lines_go_through_params_to_the_score():
    tried = [{"C": 1.0, "k": "a"}, {"C": 10.0, "k": "b"}, {"C": 10000.0, "k": "b"}]
    display = display_of(tried, [0.5, 0.9, 0.7])
    lines = [segment[:, 1].round(6).tolist() for segment in display.lines_.get_segments()]
    assert lines == [[0, 0, 0], [1, 1, 0.5], [0.25, 1, 1]]  # from the worst to the best
    assert display.best_.get_ydata().tolist() == lines[-1]
    names = [label.get_text() for label in display.ax_.get_xticklabels()]
    assert names == ["C", "k", "score"]


def test_a_line_is_broken_off_where_a_parameter_is_not_active():
    tried = [{"k": "a"}, {"k": "b", "gamma": 1.0}, {"k": "b", "gamma": 2.0}]
    display = display_of(tried, [0.1, 0.2, 0.3], params=["k", "gamma"])
    heights = display.lines_.get_array()
    assert len(heights) == 3
    shown = np.concatenate(display.lines_.get_segments())
    assert len(shown) < 9


def test_a_point_without_a_line_is_a_dot():
    tried = [{"k": "a"}, {"gamma": 1.0, "k": "b"}, {"gamma": 2.0, "k": "b"}]
    display = display_of(tried, [0.1, 0.2, 0.3], params=["gamma", "k"])
    assert not [each for each in display.ax_.collections if len(each.get_offsets()) == 0]
    alone = display_of([{"a": 1}, {"a": 2, "b": 1}, {"b": 2}], [0.1, 0.2, 0.3], params=["a", "b"])
    dots = [each for each in alone.ax_.collections if hasattr(each, "get_sizes")]
    assert [each.get_offsets().tolist() for each in dots] == [[[0, 0], [2, 0]]]


def test_many_lines_are_thinned_and_the_ends_are_kept():
    scores = np.random.default_rng(0).random(3000)
    display = display_of([{"C": float(n)} for n in range(3000)], scores.tolist())
    colours = display.lines_.get_array()
    assert len(colours) == 1000
    assert (colours.min(), colours.max()) == (scores.min(), scores.max())
    assert display.ax_.get_legend().get_title().get_text() == "1000 of 3000 trials"
    assert display.lines_.get_rasterized()


def test_keywords_go_to_the_lines():
    display = display_of([{"C": 1.0}, {"C": 2.0}], [0.1, 0.2])
    again = display.plot(linewidths=5)
    assert again.lines_.get_linewidths().tolist() == [5]
