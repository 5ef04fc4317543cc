"""The table of strategies."""

import pytest

from sklearn_hpt.strategies import STRATEGIES, make_strategy
from sklearn_hpt.trials import History
from tests.strategies.spaces import FINITE


@pytest.mark.parametrize("name", STRATEGIES)
def test_every_name_makes_a_strategy(name):
    assert len(make_strategy(name, FINITE, 0, n_trials=10).suggest(History(), 3)) == 3


def test_grid_is_the_grid_of_the_space():
    suggestions = make_strategy("grid", FINITE, 0).suggest(History(), 100)
    assert [suggestion.params for suggestion in suggestions] == FINITE.grid()


@pytest.mark.parametrize("name", STRATEGIES)
def test_first_params_come_first(name):
    first = [{"k": 3, "weights": None}]
    assert make_strategy(name, FINITE, 0, first=first).suggest(History(), 1)[0].params == first[0]


@pytest.mark.parametrize(("name", "hint"), [("bayse", "'bayes'"), ("gird", "'grid'")])
def test_an_unknown_name_is_refused_with_the_nearest(name, hint):
    with pytest.raises(ValueError, match=f"Did you mean {hint}"):
        make_strategy(name, FINITE, 0)


def test_a_name_that_is_like_no_other_is_refused_with_all():
    with pytest.raises(ValueError, match="grid, random, bayes"):
        make_strategy("zzz", FINITE, 0)
