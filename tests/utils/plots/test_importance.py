"""The bars of importance: the shares, what is left to interaction, and when there are none."""

import numpy as np
import pytest

from sklearn_hpt.results import param_importances
from sklearn_hpt.utils.plots import ImportanceDisplay


def table(n, score):
    rng = np.random.default_rng(0)
    tried = [{"a": a, "b": b} for a, b in rng.random((n, 2))]
    return {"params": tried, "mean_test_score": [score(**params) for params in tried]}


def names(display):
    return [label.get_text() for label in display.ax_.get_yticklabels()]


def test_bars_are_the_importances():
    results = table(100, lambda a, b: 2 * a + b)
    display = ImportanceDisplay.from_results(results).plot()
    shares = param_importances(results["params"], results["mean_test_score"])
    assert display.importances == shares
    assert [bar.get_width() for bar in display.bars_] == list(shares.values())
    assert names(display)[:2] == ["a", "b"]


def test_what_params_do_together_is_a_bar_of_its_own():
    display = ImportanceDisplay.from_results(table(300, lambda a, b: (a > 0.5) == (b > 0.5)))
    assert sum(display.importances.values()) < 0.3
    assert names(display.plot())[-1] == "together"


def test_the_most_important_have_bars():
    display = ImportanceDisplay.from_results(table(100, lambda a, b: 2 * a + b), n_most=1).plot()
    assert len(display.bars_) == 1
    assert len(display.importances) == 2


@pytest.mark.parametrize(
    ("results", "sentence"),
    [
        (table(7, lambda a, b: a), "fewer than 8 trials have a score"),
        (table(20, lambda a, b: 0.5), "the scores do not differ by any parameter"),
    ],
)
def test_where_importance_cannot_be_told_it_says_so(results, sentence):
    display = ImportanceDisplay.from_results(results).plot()
    assert [text.get_text() for text in display.ax_.texts] == [sentence]
