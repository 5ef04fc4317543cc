"""Convergence: the data of the plot, and what is drawn of them."""

import numpy as np

from sklearn_hpt.trials import History, SplitResult, Trial, TrialState
from sklearn_hpt.utils.plots import ConvergenceDisplay
from sklearn_hpt.utils.plots.style import score_floor


def told(*scores):
    return History(tuple(Trial(n, {"C": n}).told(score) for n, score in enumerate(scores)))


def labels(display):
    return [text.get_text() for text in display.ax_.get_legend().get_texts()]


def test_the_best_so_far_is_that_of_any_search(grid_search, bayes_search):
    for search, name in ((grid_search, "f1_macro"), (bayes_search, "score")):
        display = ConvergenceDisplay.from_tuner(search).plot()
        scores = search.cv_results_[f"mean_test_{name}"]
        np.testing.assert_array_equal(display.best_.get_ydata(), np.maximum.accumulate(scores))
        shown = np.maximum(scores, score_floor(scores))
        np.testing.assert_array_equal(display.points_.get_offsets()[:, 1], shown)
        assert display.ax_.get_ylabel() == name


def test_the_band_is_the_spread_of_the_best(grid_search):
    display = ConvergenceDisplay.from_tuner(grid_search)
    table = grid_search.cv_results_
    best, spread = -np.inf, np.nan
    for row, score in enumerate(table["mean_test_f1_macro"]):
        if score > best:
            best, spread = score, table["std_test_f1_macro"][row]
        assert display.spread_so_far[row] == np.float64(spread) or np.isclose(
            display.spread_so_far[row], spread, rtol=1e-12
        )
    assert "± std of splits" in labels(display.plot())


def test_one_split_has_no_spread():
    trial = Trial(0, {}).told(0.5, [SplitResult(0, 0.5)])
    display = ConvergenceDisplay(History((trial,))).plot()
    assert display.band_ is None
    assert np.isnan(display.spread_so_far).all()


def test_trials_without_a_score_are_marked_by_their_fate():
    trials = [*told(None, 0.5, float("nan"), 0.4, 0.6).trials, Trial(5, {}, TrialState.STOPPED)]
    display = ConvergenceDisplay(History((*trials, Trial(6, {})))).plot()
    expected = [np.nan, 0.5, 0.5, 0.5, 0.6, 0.6, 0.6]
    np.testing.assert_array_equal(display.best_so_far, expected)
    assert labels(display) == ["trial", "best so far", "failed", "stopped"]


def test_a_score_far_below_does_not_flatten_the_rest():
    scores = [-1e9, *np.linspace(0.5, 0.9, 20)]
    display = ConvergenceDisplay(told(*scores)).plot()
    assert display.ax_.get_ylim()[0] > -5
    assert "1 lower" in labels(display)


def test_keywords_go_to_the_trials():
    display = ConvergenceDisplay(told(0.1, 0.2)).plot(color="black", s=3)
    assert display.points_.get_sizes().tolist() == [3]
    assert display.points_.get_facecolor()[0, :3].tolist() == [0, 0, 0]
