"""The grid strategy walks the grid, but for what was tried."""

from hypothesis import given
from hypothesis import strategies as st

from sklearn_hpt.space import Integer, SearchSpace
from sklearn_hpt.strategies import GridSearch
from sklearn_hpt.trials import History, Trial
from tests.strategies.spaces import FINITE

GRID = FINITE.grid()


def _history(several):
    return History(tuple(Trial(number, params) for number, params in enumerate(several)))


@given(st.permutations(GRID), st.integers(0, len(GRID)), st.integers(1, len(GRID)))
def test_gives_what_was_not_tried_in_the_order_of_the_grid(order, n_tried, n):
    tried = order[:n_tried]
    suggestions = GridSearch(FINITE).suggest(_history(tried), n)
    left = [params for params in GRID if params not in tried]
    assert [suggestion.params for suggestion in suggestions] == left[:n]


@given(st.lists(st.sampled_from(GRID), max_size=5), st.booleans())
def test_one_at_a_time_is_as_all_at_once(tried, twice):
    space = SearchSpace({"C": [1, 10, 1, 100]}) if twice else FINITE
    tried = [{"C": 10}, {"C": 1}, {"C": 7}][: len(tried)] if twice else tried
    history = _history(tried)
    at_once = GridSearch(space).suggest(history, 99)
    one_by_one = []
    while asked := GridSearch(space).suggest(history, 1):
        one_by_one += asked
        history = history.asked(asked)
    assert one_by_one == at_once


def test_what_the_grid_has_twice_is_tried_twice():
    strategy = GridSearch(SearchSpace({"C": [1, 10, 1]}))
    assert [each.params["C"] for each in strategy.suggest(_history([]), 9)] == [1, 10, 1]
    assert [each.params["C"] for each in strategy.suggest(_history([{"C": 1}]), 9)] == [10, 1]


def test_what_is_not_of_the_grid_takes_no_place_in_it():
    strategy = GridSearch(SearchSpace({"C": [1, 10]}))
    (*_, last) = strategy.suggest(_history([{"C": 7}]), 9)
    assert (last.params, last.origin) == ({"C": 10}, {"by": "list", "index": 1})


def test_trials_of_another_list_take_no_place():
    space = SearchSpace({"x": Integer(0, 3)})
    others = [Trial(n, {"x": 9 + n}, origin={"by": "list", "index": n}) for n in range(3)]
    suggestions = GridSearch(space).suggest(History(tuple(others)), 9)
    assert [each.params["x"] for each in suggestions] == [0, 1, 2, 3]
