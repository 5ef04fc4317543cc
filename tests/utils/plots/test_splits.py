"""The scores by split of the best trials."""

import numpy as np

from sklearn_hpt.trials import History, SplitResult, Trial
from sklearn_hpt.utils.plots import SplitsDisplay


def test_the_best_trials_are_drawn_with_all_their_splits(grid_search):
    display = SplitsDisplay.from_tuner(grid_search, n_best=4).plot()
    table = grid_search.cv_results_
    best = np.argsort(-table["mean_test_f1_macro"], kind="stable")[:4]
    expected = [[table[f"split{k}_test_f1_macro"][row] for k in range(3)] for row in best]
    np.testing.assert_array_equal(display.by_split, expected)
    np.testing.assert_array_equal(
        display.means_.get_offsets()[:, 0], table["mean_test_f1_macro"][best]
    )
    assert len(display.points_.get_offsets()) == 12
    assert len(display.lines_) == 3
    labels = [label.get_text() for label in display.ax_.get_yticklabels()]
    assert labels[0].startswith(f"{best[0]}: C=")


def test_a_split_that_failed_is_left_out():
    splits = [SplitResult(0, 0.5), SplitResult(1, None, error="no")]
    display = SplitsDisplay(History((Trial(0, {"C": 1}).told(0.5, splits),))).plot()
    np.testing.assert_array_equal(display.by_split, [[0.5, np.nan]])


def test_without_scores_by_split_it_says_so():
    display = SplitsDisplay.from_results([{"param_C": 1, "score": 0.5}]).plot()
    assert [text.get_text() for text in display.ax_.texts] == ["there are no scores by split"]
