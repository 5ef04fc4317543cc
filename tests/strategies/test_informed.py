"""An informed strategy goes on from trials that were there before."""

import pytest

from sklearn_hpt import Integer, Real, SearchSpace
from sklearn_hpt.strategies import Listed, informed, informed_history, make_strategy
from sklearn_hpt.trials import History, Trial

SPACE = SearchSpace({"x": Real(-1, 1)})


def told(*xs):
    return tuple(Trial(n, {"x": x}).told(-abs(x - 0.3)) for n, x in enumerate(xs))


@pytest.mark.parametrize("name", ["bayes", "tpe", "random"])
def test_it_suggests_what_it_would_as_if_the_trials_were_its_own(name):
    before, after = told(-0.9, -0.2, 0.1, 0.9, 0.5), told(0.25, 0.4)
    plain = make_strategy(name, SPACE, 0)
    expected = plain.suggest(History(tuple(informed_history(before, History(after)).trials)), 2)
    found = informed(make_strategy(name, SPACE, 0), before).suggest(History(after), 2)
    assert [each.params for each in found] == [each.params for each in expected]


def test_numbers_do_not_matter():
    trials = told(-0.9, 0.5)
    together = informed_history(trials, History(trials))
    assert [trial.number for trial in together.trials] == [0, 1, 2, 3]


def test_nothing_that_is_known_is_tried_again():
    space = SearchSpace({"n": Integer(0, 3)})
    known = [Trial(n, {"n": n}).told(0.5) for n in (0, 2)]
    strategy = informed(make_strategy("bayes", space, 0), known)
    found = strategy.suggest(History(), 5)
    assert sorted(each.params["n"] for each in found) == [1, 3]


@pytest.mark.parametrize("listed", [Listed([{"x": 1}]), make_strategy("grid", SPACE, 0)])
def test_a_list_has_nothing_to_learn(listed):
    assert informed(listed, ()) is listed
    with pytest.raises(ValueError, match="cannot learn from the 1 trials of start_from"):
        informed(listed, told(0.5))


@pytest.mark.parametrize("rule", ["fallback", "own"])
def test_why_the_trials_were_chosen_is_forgotten(rule):
    before = [Trial(0, {"x": 0.5}, origin={"by": rule}).told(1.0)]
    after = Trial(0, {"x": 0.1}, origin={"by": "random"}).told(0.5)
    together = informed_history(before, History((after,)))
    assert [dict(trial.origin) for trial in together.trials] == [{}, {"by": "random"}]
