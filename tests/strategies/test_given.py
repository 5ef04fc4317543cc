"""Given params are tried first, whoever suggests next."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sklearn_hpt.strategies import STRATEGIES, Listed, given_first, make_strategy
from sklearn_hpt.trials import History, Suggestion, Trial
from tests.strategies.spaces import FINITE, FLAT, score

GRID = FINITE.grid()

each_strategy = pytest.mark.parametrize("name", STRATEGIES)


class Still:
    """Suggests the same over and over."""

    def suggest(self, history, n):
        return [Suggestion({"x": 0}, {"by": "still"})] * n


def _walk(strategy, n, batch=1, history=None):
    """The first `n` trials of a strategy that is asked for so many at once."""
    history = History() if history is None else history
    while len(history) < n:
        asked = strategy.suggest(history, min(batch, n - len(history)))
        if not asked:
            break
        new = (
            Trial(number, each.params, origin=each.origin).told(score(each.params))
            for number, each in enumerate(asked, history.next_number)
        )
        history = History((*history.trials, *new))
    return history


@each_strategy
@given(st.lists(st.sampled_from(GRID), max_size=5), st.integers(0, 99))
@settings(max_examples=5, deadline=None)
def test_all_that_is_given_comes_first_and_nothing_twice(name, first, entropy):
    history = _walk(make_strategy(name, FINITE, entropy, first=first), len(GRID) + 1)
    params = [trial.params for trial in history.trials]
    distinct = [each for n, each in enumerate(first) if each not in first[:n]]
    assert params[: len(distinct)] == distinct
    assert sorted(params, key=repr) == sorted(GRID, key=repr)
    assert [each.origin["by"] for each in history.trials].count("given") == len(distinct)


@each_strategy
def test_several_asked_at_once_are_those_asked_one_by_one(name):
    strategy = make_strategy(name, FINITE, 3, first=[GRID[7], GRID[2], GRID[4]])
    alone = strategy.suggest(History(), 1)
    for n in range(1, 6):
        pending = History(tuple(Trial(i, s.params, origin=s.origin) for i, s in enumerate(alone)))
        alone = [*alone, *strategy.suggest(pending, 1)]
        assert alone == strategy.suggest(History(), n + 1)


@each_strategy
def test_what_is_given_to_a_search_under_way_comes_next(name):
    begun = _walk(make_strategy(name, FINITE, 0), 6)
    tried = [trial.params for trial in begun.trials]
    new = [params for params in GRID if params not in tried][-2:]
    strategy = make_strategy(name, FINITE, 0, first=[tried[0], *new])
    assert [each.params for each in _walk(strategy, 8, history=begun).trials[6:]] == new


def test_a_strategy_of_ones_own_goes_on_after_them():
    strategy = given_first(Still(), [{"x": 5}, {"x": 7, "y": [1]}])
    assert [each.params for each in strategy.suggest(History(), 3)] == [
        {"x": 5},
        {"x": 7, "y": [1]},
        {"x": 0},
    ]
    known = History((Trial(0, {"y": [1], "x": 7}),))
    assert [each.params["x"] for each in strategy.suggest(known, 2)] == [5, 0]


def test_what_lies_outside_the_space_is_left_out():
    outside = [{"k": 77, "weights": None}]
    assert given_first(Still(), outside, FINITE).suggest(History(), 1)[0].origin["by"] == "still"


def test_what_is_given_with_a_reason_keeps_it():
    first = [
        Suggestion(params, {"by": by})
        for params, by in zip(GRID[:2], ("own", "portfolio"), strict=True)
    ]
    suggestions = given_first(Still(), [*first, GRID[0]], FINITE).suggest(History(), 3)
    assert [each.origin["by"] for each in suggestions] == ["own", "portfolio", "still"]


@given(st.integers(0, 99), st.integers(1, 6))
@settings(max_examples=10, deadline=None)
def test_the_initial_design_follows_as_if_nothing_had_been_given(entropy, n):
    design = _walk(make_strategy("bayes", FLAT, entropy), 4)
    first = FLAT.sample(n, np.random.default_rng(entropy))
    trials = _walk(make_strategy("bayes", FLAT, entropy, first=first), max(n, 5)).trials
    assert [trial.params for trial in trials[n:]] == [
        trial.params for trial in design.trials[: max(5 - n, 0)]
    ]


def test_nothing_given_changes_nothing():
    strategy = Still()
    assert given_first(strategy, ()) is strategy


def test_a_list_says_itself_what_comes_first():
    with pytest.raises(ValueError, match="does not take the 1 params of start_from; put them"):
        given_first(Listed([{"x": 1}]), [{"x": 2}])
