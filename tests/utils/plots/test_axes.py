"""Axes of params: their ticks, and panels in the place of axes."""

import numpy as np
import pytest

from sklearn_hpt.results.param_axis import ParamAxis
from sklearn_hpt.utils.plots.axes import draw_param, listed_ticks, make_panels, number_ticks


def axis_of(values, **kwargs):
    return ParamAxis.of("p", [{"p": value} for value in values], **kwargs)


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([0.001, 1000], {"0.001", "1000"}),
        ([1, 2, 3], {"1", "2", "3"}),
        ([0.0, 1.0], {"0", "1"}),
        ([7, 7], {"7"}),
    ],
)
def test_ticks_of_numbers_are_round_and_within(values, labels):
    units, texts = number_ticks(axis_of(values))
    assert ((units >= -1e-9) & (units <= 1 + 1e-9)).all()
    assert labels <= set(texts)
    assert len(units) == len(texts) <= 8


def test_many_categories_have_some_ticks_with_both_ends():
    places, labels = listed_ticks(axis_of([f"c{n}" for n in range(100)]))
    assert len(places) == len(labels) == 12
    assert (labels[0], labels[-1]) == ("c0", "c99")


def test_long_labels_are_slanted():
    from matplotlib import pyplot

    _, (short, long) = pyplot.subplots(1, 2)
    draw_param(short, "x", axis_of(["a", "b"]))
    draw_param(long, "x", axis_of(["a long name", "another name", "a third name"]))
    assert {label.get_rotation() for label in short.get_xticklabels()} == {0}
    assert {label.get_rotation() for label in long.get_xticklabels()} == {30}


@pytest.mark.parametrize("by_hand", [False, True])
def test_panels_lie_in_the_place_of_the_axes_they_divide(by_hand):
    from matplotlib import pyplot

    figure = pyplot.figure()
    ax = figure.add_axes((0.1, 0.1, 0.8, 0.8)) if by_hand else figure.add_subplot(1, 2, 2)
    outer = ax.get_position()
    panels = make_panels(ax, 5, 3)
    figure.canvas.draw()
    assert len(panels) == 5
    for panel in panels:
        inner = panel.get_position()
        assert inner.x0 >= outer.x0 - 1e-9
        assert inner.y1 <= outer.y1 + 1e-9
    panels[0].set_ylim(3, 4)
    assert all(panel.get_ylim() == (3, 4) for panel in panels)
    assert make_panels(panels[0], 1, 3) == [panels[0]]


def test_a_log_axis_of_one_value_is_drawn():
    from matplotlib import pyplot

    _, ax = pyplot.subplots()
    draw_param(ax, "y", axis_of([5.0], log=True))
    np.testing.assert_array_equal(ax.get_ylabel(), "p")
    assert ax.get_yscale() == "log"
