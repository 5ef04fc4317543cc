"""The listed strategy."""

import pytest

from sklearn_hpt.strategies import Listed
from sklearn_hpt.trials import History, Trial

CANDIDATES = [{"C": 1}, {"C": 10}, {"C": 10}, {"C": 100}]


def _history(n):
    return History(tuple(Trial(number, CANDIDATES[number]) for number in range(n)))


@pytest.mark.parametrize("done", range(5))
def test_gives_what_is_left_in_order_with_repeats(done):
    suggestions = Listed(CANDIDATES).suggest(_history(done), 10)
    assert [suggestion.params for suggestion in suggestions] == CANDIDATES[done:]


def test_gives_no_more_than_asked():
    suggestions = Listed(CANDIDATES).suggest(_history(1), 2)
    assert [suggestion.params["C"] for suggestion in suggestions] == [10, 10]


def test_is_not_spoiled_by_a_change_of_the_list():
    candidates = list(CANDIDATES)
    strategy = Listed(candidates)
    candidates.clear()
    assert len(strategy.suggest(History(), 10)) == 4
