"""The time budget: what cannot end in time is not begun."""

import warnings

import pytest

from sklearn_hpt.exceptions import SearchStoppedWarning
from sklearn_hpt.strategies import Listed
from sklearn_hpt.study import Study, TimeBudget
from sklearn_hpt.trials import SplitResult, Trial


class Clock:
    """Time that passes only as fits say."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def told(number, *times, score=0.5):
    splits = [SplitResult(split, score, fit_time=time) for split, time in enumerate(times)]
    return Trial(number, {}).told(score, splits)


def test_the_first_fit_is_begun_whatever_it_may_take(clock):
    assert TimeBudget(0.001, clock=clock).allows_fit()


def test_a_fit_is_begun_if_it_would_end_in_time(clock):
    budget = TimeBudget(10.0, clock=clock)
    trial = told(0, 2.0, 3.0, 4.0)
    budget.saw(trial, trial.splits)
    clock.now = 7.0
    assert budget.allows_fit()
    clock.now = 7.1
    assert not budget.allows_fit()
    clock.now = 0.0
    assert not budget.allows_fit()  # once it may not, none may
    assert budget.is_spent


def test_time_is_kept_for_the_refit_of_the_best(clock):
    budget = TimeBudget(10.0, clock=clock)
    budget.keep_for_refit(True, growth=1.25)
    best, worse = told(0, 4.0, score=0.9), told(1, 1.0)
    budget.saw(best, ())
    budget.saw(worse, worse.splits)
    assert budget.reserve == 5.0
    clock.now = 4.0
    assert budget.allows_fit()
    clock.now = 4.1
    assert not budget.allows_fit()


def test_an_overrun_is_reported(clock):
    budget = TimeBudget(10.0, clock=clock)
    clock.now = 10.05
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        budget.report_overrun()
    clock.now = 12.5
    with pytest.warns(SearchStoppedWarning, match=r"12.5 s, 2.5 s more than max_time=10"):
        budget.report_overrun()


def test_a_search_ends_with_its_budget_and_keeps_what_is_whole(clock):
    budget = TimeBudget(10.0, clock=clock)
    study = Study(strategy=Listed([{"x": n} for n in range(9)]))

    def evaluate(batch):
        for trial in batch:
            clock.now += 3.0
            yield trial.told(0.5, [SplitResult(0, 0.5, fit_time=3.0)])

    with pytest.warns(SearchStoppedWarning, match="ended after 3 of 9 trials: max_time=10 s"):
        kept = study.run(evaluate, n_trials=9, budget=budget)
    assert len(kept) == 3
    assert "max_time=10 s" in study.stop_reason
