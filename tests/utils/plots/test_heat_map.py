"""Heat maps: the cells of a grid, and the bins of what was drawn at random."""

import numpy as np
import pytest

from sklearn_hpt.utils.plots import HeatMapDisplay


def test_cells_are_those_of_the_grid(grid_search):
    display = HeatMapDisplay.from_tuner(grid_search, params=("gamma", "C")).plot()
    expected = grid_search.cv_results_["mean_test_f1_macro"].reshape(4, 3)  # C by gamma
    np.testing.assert_array_equal(display.cells, expected)
    assert display.points_ is None
    assert [label.get_text() for label in display.ax_.get_xticklabels()] == ["0.001", "0.01", "0.1"]
    written = {text.get_text() for text in display.ax_.texts}
    assert written == {f"{score:.3g}" for score in expected.ravel()}


@pytest.mark.parametrize(("aggregate", "expected"), [("best", 3.0), ("mean", 2.0)])
def test_of_several_trials_in_a_cell_one_number_is_shown(aggregate, expected):
    tried = [{"a": a, "b": b, "c": c} for a in (1, 2) for b in "xy" for c in range(3)]
    table = {"params": tried, "mean_test_score": [1.0 + params["c"] for params in tried]}
    display = HeatMapDisplay.from_results(table, params=("a", "b"), aggregate=aggregate).plot()
    np.testing.assert_array_equal(display.cells, np.full((2, 2), expected))
    label = display.figure_.axes[-1].get_ylabel()
    assert label == f"{aggregate} score"


def test_random_points_are_binned_on_their_scale_and_shown():
    rng = np.random.default_rng(0)
    tried = [{"C": float(10**c), "x": float(x)} for c, x in rng.uniform(-3, 3, (200, 2))]
    scores = [np.log10(params["C"]) for params in tried]
    table = {"params": tried, "mean_test_score": scores}
    display = HeatMapDisplay.from_results(table, params=("C", "x")).plot()
    assert display.ax_.get_xscale() == "log"
    assert len(display.points_.get_offsets()) == 200
    best_by_column = np.nanmax(display.cells, axis=0)
    edges = np.log10(display.mesh_.get_coordinates()[0, :, 0])
    np.testing.assert_allclose(np.diff(edges), np.diff(edges)[0])
    assert (best_by_column <= edges[1:] + 1e-9).all()
    assert (best_by_column >= edges[:-1] - 1e-9).all()


def test_a_cell_without_a_trial_stays_empty():
    tried = [{"a": a, "b": b} for a in range(3) for b in range(3) if a != 2 or b != 2]
    table = {"params": tried, "mean_test_score": np.arange(8.0)}
    display = HeatMapDisplay.from_results(table, params=("a", "b")).plot()
    assert np.isnan(display.cells[2, 2])
    assert np.isfinite(display.cells).sum() == 8


def crosses(display):
    (marks,) = [each for each in display.ax_.collections if each.get_label() == "failed"]
    return marks.get_offsets().tolist()


def test_failures_are_crosses_where_nothing_has_a_score():
    tried = [{"a": a, "b": b, "c": c} for a in range(3) for b in range(3) for c in range(2)]
    scores = [None if p["a"] == 2 or p["c"] else 1.0 + p["b"] for p in tried]
    table = {"params": tried, "mean_test_score": scores}
    display = HeatMapDisplay.from_results(table, params=("a", "b")).plot()
    assert crosses(display) == [[2, 0], [2, 0], [2, 1], [2, 1], [2, 2], [2, 2]]


def test_failures_among_random_points_are_where_they_were_tried():
    points = np.random.default_rng(0).random((20, 2)).tolist()
    rows = [{"param_a": a, "param_b": b, "score": a if a < 0.7 else None} for a, b in points]
    display = HeatMapDisplay.from_results(rows, params=("a", "b")).plot()
    assert crosses(display) == [[a, b] for a, b in points if a >= 0.7]


def test_the_two_most_important_are_chosen():
    rng = np.random.default_rng(0)
    tried = [dict(zip("abc", row, strict=True)) for row in rng.random((60, 3)).tolist()]
    scores = [3 * params["c"] + params["b"] for params in tried]
    table = {"params": tried, "mean_test_score": scores}
    assert HeatMapDisplay.from_results(table).params == ("c", "b")


def test_params_that_are_never_active_together_are_told():
    table = {"params": [{"a": 1}, {"a": 2}, {"b": 1}, {"b": 2}], "mean_test_score": [1.0] * 4}
    display = HeatMapDisplay.from_results(table).plot()
    assert [text.get_text() for text in display.ax_.texts] == [
        "no trial has a score and both params"
    ]


@pytest.mark.parametrize("params", ["a", ("a", "a"), ("a", "b", "c"), ()])
def test_two_params_are_taken(params):
    table = {"params": [{"a": 1, "b": 1, "c": 1}], "mean_test_score": [1.0]}
    with pytest.raises(ValueError, match="HeatMapDisplay takes 2 different params, got"):
        HeatMapDisplay.from_results(table, params=params)


def test_an_unknown_aggregate_is_refused():
    with pytest.raises(ValueError, match="aggregate is 'best' or 'mean', got 'median'"):
        HeatMapDisplay.from_results([{"param_a": 1, "score": 1.0}], aggregate="median")
