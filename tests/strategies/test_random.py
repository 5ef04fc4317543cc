"""The random strategy."""

from sklearn_hpt.space import Categorical, Integer, Real, SearchSpace
from sklearn_hpt.strategies import RandomSearch
from sklearn_hpt.trials import History, Trial
from tests.strategies.spaces import FINITE, FLAT


def test_the_draw_of_a_trial_depends_on_its_number_alone():
    strategy = RandomSearch(FLAT, 0)
    fifth = strategy.suggest(History(), 5)[4]
    before = History(tuple(Trial(i, {"x": 0.1 * i, "y": 1.0, "n": 1}) for i in range(4)))
    assert strategy.suggest(before, 1)[0].params == fifth.params


def test_a_finite_space_is_exhausted():
    suggestions = RandomSearch(FINITE, 0).suggest(History(), 100)
    assert len({FINITE.key(suggestion.params) for suggestion in suggestions}) == 12
    assert len(suggestions) == 12


def test_the_last_of_a_large_space_is_found():
    space = SearchSpace({"n": Integer(1, 500)})
    tried = History(tuple(Trial(i, {"n": i + 1}) for i in range(499)))
    assert [s.params for s in RandomSearch(space, 0).suggest(tried, 3)] == [{"n": 500}]


def test_a_single_choice():
    space = SearchSpace({"c": Categorical(["only"])})
    assert len(RandomSearch(space, 0).suggest(History(), 3)) == 1


def test_a_continuum_never_ends():
    space = SearchSpace({"x": Real(0.0, 1.0)})
    assert len(RandomSearch(space, 0).suggest(History(), 50)) == 50
