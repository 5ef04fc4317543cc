"""The Pareto front: the trials that no other one beats."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sklearn_hpt.trials import History, SplitResult, Trial
from sklearn_hpt.utils.plots import ParetoDisplay

SCORES = st.one_of(st.integers(0, 5).map(float), st.just(float("nan")))


def display_of(pairs):
    table = {
        "params": [{"C": n} for n in range(len(pairs))],
        "mean_test_a": [a for a, _ in pairs],
        "mean_test_b": [b for _, b in pairs],
    }
    return ParetoDisplay.from_results(table)


@given(st.lists(st.tuples(SCORES, SCORES), min_size=1, max_size=12))
def test_the_front_is_what_nothing_beats(pairs):
    front = [pairs[place] for place in display_of(pairs).front]
    told = [pair for pair in pairs if np.isfinite(pair).all()]
    unbeaten = {
        pair
        for pair in told
        if not any(each != pair and each[0] >= pair[0] and each[1] >= pair[1] for each in told)
    }
    assert set(front) == unbeaten
    assert len(front) == len(unbeaten)
    assert front == sorted(front)


def test_the_metric_that_led_the_search_is_to_the_right(grid_search):
    display = ParetoDisplay.from_tuner(grid_search).plot()
    assert (display.metric, display.other_metric) == ("f1_macro", "accuracy")
    table = grid_search.cv_results_
    np.testing.assert_array_equal(display.other_scores, table["mean_test_accuracy"])
    np.testing.assert_array_equal(
        display.points_.get_offsets(),
        np.column_stack([table["mean_test_f1_macro"], table["mean_test_accuracy"]]),
    )


def test_metrics_are_chosen(grid_search):
    display = ParetoDisplay.from_tuner(grid_search, metric="accuracy", other_metric="f1_macro")
    assert (display.metric, display.other_metric) == ("accuracy", "f1_macro")


def test_metrics_of_a_history_are_found():
    splits = [SplitResult(0, {"a": 0.5, "b": 0.7, "c": 0.1})]
    display = ParetoDisplay.from_results(History((Trial(0, {}).told(0.7, splits),)))
    assert (display.metric, display.other_metric) == ("b", "a")


def test_one_metric_is_not_enough(grid_search):
    with pytest.raises(ValueError, match="takes two metrics, and a second one is not in these"):
        ParetoDisplay.from_results([{"param_C": 1, "score": 0.5}])
    with pytest.raises(ValueError, match=r"'acuracy' as the second .* Did you mean 'accuracy'\?"):
        ParetoDisplay.from_tuner(grid_search, other_metric="acuracy")


def test_without_scores_of_both_it_says_so():
    display = display_of([(1.0, float("nan")), (float("nan"), 1.0)]).plot()
    assert [text.get_text() for text in display.ax_.texts] == [
        "no trial has a score of both metrics"
    ]
