"""The text of plots: one line, without formulas, with letters that the fonts have."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.svm import SVC

from sklearn_hpt.utils.plots.text import LONGEST, label_values, plain


@given(st.text(max_size=100))
def test_any_text_is_drawn_as_one_line_without_a_warning(text):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    line = plain(text)
    figure = Figure(figsize=(1, 1), dpi=20)
    FigureCanvasAgg(figure)
    drawn = figure.text(0, 0, line)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.canvas.draw()
    assert "\n" not in line
    assert len(line.replace("\\$", "$")) <= LONGEST
    assert drawn.get_text() == line


@pytest.mark.parametrize("text", ["svc__C", "naïve", "λ=0.5", "a < b & c", "100 %", "x^2_i"])
def test_what_can_be_drawn_is_left(text):
    assert plain(text) == text


def test_formulas_are_none():
    from matplotlib.cbook import is_math_text

    assert not is_math_text(plain("$x$ and \\$y\\$"))
    assert plain("$x$") == "\\$x\\$"


def test_both_ends_of_a_long_name_are_kept():
    text = plain("a" * 50 + "__strategy", 20)
    assert len(text) == 20
    assert text.startswith("aaaa")
    assert text.endswith("strategy")


def test_labels_are_short_unless_they_would_be_alike():
    assert label_values(["rbf", 1, 0.25, None, SVC(C=2), len]) == [
        "rbf",
        "1",
        "0.25",
        "None",
        "SVC(C=2)",
        "len",
    ]
    assert label_values([True, "True"]) == ["True", "'True'"]
