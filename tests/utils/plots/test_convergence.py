"""Convergence: the data of the plot, and that it is drawn from anything that has them."""

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC

from sklearn_hpt import GridSearchTuner
from sklearn_hpt.utils.plots import ConvergenceDisplay

pytest.importorskip("matplotlib")
# old releases of matplotlib call what new releases of pyparsing have renamed
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

X, Y = load_iris(return_X_y=True)


@pytest.fixture(autouse=True)
def _close():
    yield
    from matplotlib import pyplot

    pyplot.close("all")


@pytest.mark.parametrize("kind", [GridSearchCV, GridSearchTuner])
def test_a_search_of_any_make(kind):
    search = kind(SVC(), {"C": [0.01, 10, 1]}, cv=3).fit(X, Y)
    for results in (search, search.cv_results_):
        display = ConvergenceDisplay.from_results(results).plot()
        best = display.best_.get_ydata()
        expected = np.maximum.accumulate(search.cv_results_["mean_test_score"])
        np.testing.assert_array_equal(best, expected)
        assert display.ax_.get_ylabel() == "score"


def test_one_of_several_metrics():
    search = GridSearchCV(SVC(), {"C": [1, 2]}, cv=3, scoring=["accuracy", "f1_macro"], refit=False)
    display = ConvergenceDisplay.from_results(search.fit(X, Y), metric="f1_macro")
    assert display.metric == "f1_macro"
    with pytest.raises(ValueError, match=r"no test scores of 'auc' .* those of accuracy, f1_macro"):
        ConvergenceDisplay.from_results(search, metric="auc")


def test_failed_trials_are_marked_and_do_not_count():
    display = ConvergenceDisplay.from_scores([None, 0.5, float("nan"), 0.4, 0.6]).plot()
    np.testing.assert_array_equal(display.best_so_far, [np.nan, 0.5, 0.5, 0.5, 0.6])
    labels = [text.get_text() for text in display.ax_.get_legend().get_texts()]
    assert labels == ["trial", "best", "failed"]


@pytest.mark.parametrize("scores", [[], [None, None]])
def test_without_a_score_it_says_so(scores):
    display = ConvergenceDisplay.from_scores(scores).plot()
    assert [text.get_text() for text in display.ax_.texts] == ["no trial has a score"]
    assert display.best_ is None


def test_axes_of_ones_own_and_names_that_look_like_formulas(tmp_path):
    from matplotlib import pyplot

    _, ax = pyplot.subplots()
    display = ConvergenceDisplay.from_scores([1.0], [0.5], metric=r"$\frac$ <b>").plot(ax)
    assert display.ax_ is ax
    display.figure_.savefig(tmp_path / "plot.png")


@pytest.mark.parametrize("results", [{}, {"params": []}, 3, None])
def test_what_has_no_scores_is_refused(results):
    with pytest.raises(ValueError, match=r"no test scores|must be a fitted search"):
        ConvergenceDisplay.from_results(results)
