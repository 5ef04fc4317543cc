"""Slices: a panel for each parameter that varies, on the scale that it has."""

import numpy as np
import pytest
from sklearn.model_selection import RandomizedSearchCV

from sklearn_hpt.utils.plots import SliceDisplay


def test_a_panel_for_each_parameter_that_varies(rows):
    display = SliceDisplay.from_results(rows).plot()
    assert display.params == ("rate", "depth", "mixed", "only")
    assert [panel.get_xlabel() for panel in display.axes_] == list(display.params)
    assert [panel.get_xscale() for panel in display.axes_] == ["log", "linear", "linear", "linear"]
    ticks = [label.get_text() for label in display.axes_[2].get_xticklabels()]
    assert ticks == ["0.5", "3", "a", "None", "(1, 2)", "SVC(C=2)", "inf"]


def test_points_lie_where_params_and_scores_are(rows):
    display = SliceDisplay.from_results(rows, params="rate").plot()
    scored = [row for row in rows if np.isfinite(row["mean_test_score"])]
    expected = [(row["params"]["rate"], row["mean_test_score"]) for row in scored]
    np.testing.assert_allclose(display.points_[0].get_offsets(), expected)
    assert display.ax_ is display.axes_[0]


def test_trials_in_which_a_parameter_is_not_active_are_not_in_its_panel(rows):
    display = SliceDisplay.from_results(rows, params=["only", "mixed"]).plot()
    n_active = sum("only" in row["params"] and row["mean_test_score"] >= 0 for row in rows)
    assert len(display.points_[0].get_offsets()) == n_active


def test_choices_are_strips():
    table = {"params": [{"k": "ab"[n % 2]} for n in range(50)], "mean_test_score": np.arange(50.0)}
    places = SliceDisplay.from_results(table).plot().points_[0].get_offsets()[:, 0]
    np.testing.assert_array_equal(np.round(places), np.arange(50) % 2)
    assert len(np.unique(places)) == 50


@pytest.mark.parametrize(("high", "scale"), [(50, "linear"), (5000, "log")])
def test_numbers_spread_over_decades_have_a_log_scale(high, scale):
    numbers = np.geomspace(1, high, 20)
    table = {"params": [{"C": c} for c in numbers], "mean_test_score": numbers}
    assert SliceDisplay.from_results(table).plot().ax_.get_xscale() == scale
    assert SliceDisplay.from_results(table, log=["C"]).plot().ax_.get_xscale() == "log"


def test_a_log_scale_of_the_space_is_kept(bayes_search):
    display = SliceDisplay.from_tuner(bayes_search, params="C").plot()
    assert display.ax_.get_xscale() == "log"  # from 0.1 to 50 values may span less


def test_a_log_scale_of_scipy_is_kept():
    from scipy.stats import loguniform
    from sklearn.svm import SVC

    from .conftest import X, Y

    search = RandomizedSearchCV(SVC(), {"C": loguniform(1, 20)}, n_iter=4, cv=2, random_state=0)
    assert SliceDisplay.from_tuner(search.fit(X, Y)).log == {"C"}


def test_of_many_params_the_most_important_are_drawn():
    rng = np.random.default_rng(0)
    tried = [{f"p{n}": value for n, value in enumerate(row)} for row in rng.random((60, 15))]
    table = {"params": tried, "mean_test_score": [row["p14"] for row in tried]}
    display = SliceDisplay.from_results(table)
    assert len(display.params) == 12
    assert display.params[0] == "p14"
    assert len(SliceDisplay.from_results(table, params=[f"p{n}" for n in range(15)]).params) == 15


def test_the_best_is_a_star_in_each_panel(rows):
    display = SliceDisplay.from_results(rows, params=["rate", "depth"]).plot()
    best = max(rows, key=lambda row: np.nan_to_num(row["mean_test_score"], nan=-1))
    for panel, name in zip(display.axes_, display.params, strict=True):
        (star,) = [each for each in panel.collections if each.get_label() == "best"]
        np.testing.assert_allclose(
            star.get_offsets(), [(best["params"][name], best["mean_test_score"])]
        )


def test_keywords_go_to_the_trials(rows):
    display = SliceDisplay.from_results(rows, params="rate").plot(color="black", alpha=1)
    assert display.points_[0].get_facecolor().tolist() == [[0, 0, 0, 1]]
    assert len(display.figure_.axes) == 1  # no bar, where colour does not tell the order
