"""The timeline: which fits are bars, in which row, and how busy the workers were."""

import numpy as np
import pytest

from sklearn_hpt.trials import History, SplitResult, Trial
from sklearn_hpt.utils.plots import TimelineDisplay


def fit(started, fit_time=1.0, worker=7, **kwargs):
    return SplitResult(0, 0.5, fit_time=fit_time, started=started, worker=worker, **kwargs)


def display_of(*fits):
    trials = (Trial(n, {"C": n}).told(0.5, [each]) for n, each in enumerate(fits))
    return TimelineDisplay(History(tuple(trials)))


def boxes(bars):
    return [path.get_extents().bounds[:3:2] for path in bars.get_paths()]


def test_bars_begin_with_their_fits_in_the_row_of_their_worker():
    display = display_of(fit(100.0, worker=5), fit(102.0, 3.0, worker=9), fit(101.5, worker=5))
    display.plot()
    (bars,) = display.bars_
    assert boxes(bars) == [(0.0, 1.0), (1.5, 1.0), (2.0, 3.0)]
    rows = [path.get_extents().y0 + 0.36 for path in bars.get_paths()]
    np.testing.assert_allclose(rows, [0, 0, 1], atol=1e-9)
    assert display.ax_.get_xlabel() == "seconds since the first fit began"
    assert [label.get_text() for label in display.ax_.get_yticklabels()] == ["worker 1", "worker 2"]


def test_busy_is_the_share_of_the_time_of_all_workers():
    display = display_of(fit(0.0, 4.0, worker=1), fit(0.0, 1.0, worker=2, score_time=1.0))
    assert display.busy == pytest.approx((4 + 2) / (2 * 4))


def test_scoring_and_failures_have_bars_of_their_own():
    display = display_of(fit(0.0, score_time=0.5), fit(1.0, error="no")).plot()
    assert [bars.get_label() for bars in display.bars_] == ["fit", "score", "failed"]
    assert boxes(display.bars_[1]) == [(1.0, 0.5)]


def test_a_fit_that_serves_several_trials_is_one_bar():
    display = display_of(fit(0.0, 0.2), fit(0.0, 2.0), fit(0.0, 0.1), fit(0.0, worker=8))
    assert [each.fit_time for each in display.fits] == [2.0, 1.0]


@pytest.mark.parametrize(("last", "unit"), [(1.0, "seconds"), (600.0, "minutes"), (2e4, "hours")])
def test_time_is_in_units_that_are_read_with_ease(last, unit):
    display = display_of(fit(0.0), fit(last)).plot()
    assert display.ax_.get_xlabel().startswith(unit)


def test_without_beginnings_it_says_so(grid_search):
    display = TimelineDisplay.from_tuner(grid_search).plot()
    texts = [text.get_text() for text in display.ax_.texts]
    assert texts == ["these results do not say when their fits began"]
    assert np.isnan(display.busy)
