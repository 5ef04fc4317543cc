"""Params that a user gives are tried first, with every strategy, and none is lost."""

import pytest

from sklearn_hpt import Integer, Study
from sklearn_hpt.exceptions import JournalMismatchError, SpaceExhaustedError
from sklearn_hpt.space import SearchSpace
from sklearn_hpt.strategies import STRATEGIES, RandomSearch
from sklearn_hpt.trials import Suggestion

SPACE = SearchSpace({"x": Integer(0, 4), "y": Integer(0, 2)})
GIVEN = [{"x": 3, "y": 1}, {"x": 0, "y": 2}]

each_strategy = pytest.mark.parametrize(
    "strategy", [*STRATEGIES, RandomSearch(SPACE, 7)], ids=[*STRATEGIES, "an object"]
)


class Climb:
    """One more than the best."""

    def suggest(self, history, n):
        best = history.incumbent.params["x"] if history.incumbent else 0
        return [Suggestion({"x": best + 1})] * n


def ask_and_tell(study, n):
    """The params of so many trials."""
    asked = []
    for _ in range(n):
        trial = study.ask()
        asked.append(dict(trial.params))
        study.tell(trial, trial.params["x"])
    return asked


def make(strategy, **settings):
    return Study(SPACE, strategy, random_state=0, start_from=GIVEN, **settings)


@each_strategy
def test_they_are_tried_first_and_once(strategy):
    study = make(strategy)
    asked = ask_and_tell(study, SPACE.n_points)
    assert asked[:2] == GIVEN
    assert {tuple(each.values()) for each in asked} == {
        (each["x"], each["y"]) for each in SPACE.grid()
    }
    with pytest.raises(SpaceExhaustedError):
        study.ask()
    assert [trial.origin["by"] for trial in study.history.trials[:2]] == ["given", "given"]


@each_strategy
@pytest.mark.parametrize("cut", [1, 2, 5])
def test_a_study_that_was_cut_goes_on_as_if_it_had_not_been(strategy, cut, tmp_path):
    whole = ask_and_tell(make(strategy), 8)
    with make(strategy, journal=tmp_path) as study:
        assert ask_and_tell(study, cut) == whole[:cut]
    with make(strategy, journal=tmp_path) as study:
        assert ask_and_tell(study, 8 - cut) == whole[cut:]


@each_strategy
def test_what_a_resumed_study_is_given_comes_next(strategy, tmp_path):
    with make(strategy, journal=tmp_path) as study:
        tried = ask_and_tell(study, 6)
    new = [params for params in SPACE.grid() if params not in tried][-2:]
    with Study(SPACE, strategy, journal=tmp_path, start_from=[tried[4], *new]) as study:
        assert ask_and_tell(study, 2) == new
        assert len(study.history) == 8


@each_strategy
def test_params_outside_the_space_are_refused(strategy):
    with pytest.raises(ValueError, match="start_from has params outside the search space"):
        Study(SPACE, strategy, start_from=[{"x": 9, "y": 0}])


def test_a_strategy_without_a_space_learns_from_them():
    assert ask_and_tell(Study(strategy=Climb(), start_from=[{"x": 5}]), 3) == [
        {"x": 5},
        {"x": 6},
        {"x": 7},
    ]


def test_without_a_space_a_journal_holds_on_to_what_was_given(tmp_path):
    given = [{"x": 5}]
    with Study(strategy=Climb(), start_from=given, journal=tmp_path) as study:
        ask_and_tell(study, 2)
    with Study(strategy=Climb(), start_from=given, journal=tmp_path) as study:
        assert ask_and_tell(study, 1) == [{"x": 7}]
    for other in (None, [{"x": 1}]):
        with pytest.raises(JournalMismatchError, match="first params"):
            Study(strategy=Climb(), start_from=other, journal=tmp_path)


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"x": 9, "y": 0}, "x=9, but"),
        ({"x": 1}, "it lacks 'y'"),
        ({"x": 1, "Y": 0}, "'Y' is no param of it"),
    ],
)
def test_params_outside_the_space_are_refused_with_the_reason(params, reason):
    with pytest.raises(ValueError, match=f"does not lie in the search space: {reason}"):
        Study(SPACE, start_from=[params])


def test_params_that_a_constraint_refuses_are_refused_with_it():
    def sum_is_even(params):
        return (params["x"] + params["y"]) % 2 == 0

    space = SearchSpace({"x": Integer(0, 4), "y": Integer(0, 2)}, constraints=[sum_is_even])
    with pytest.raises(ValueError, match=r"does not hold the constraint .*sum_is_even"):
        Study(space, start_from=[{"x": 1, "y": 0}])


def test_params_alone_belong_into_a_list():
    with pytest.raises(TypeError, match=r"Put the params into a list: start_from=\[\{...\}\]"):
        Study(SPACE, start_from={"x": 1, "y": 0})


@pytest.mark.parametrize("strategy", [Climb, object(), 3])
def test_what_suggests_nothing_is_no_strategy(strategy):
    with pytest.raises(TypeError, match=r"is no strategy; give one of the names grid, random"):
        Study(SPACE, strategy)
