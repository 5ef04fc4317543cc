"""The study: asks in order, tells once, remembers all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sklearn_hpt import Integer, Real, Study
from sklearn_hpt.exceptions import SpaceExhaustedError, SpaceExhaustedWarning
from sklearn_hpt.strategies import Listed
from sklearn_hpt.trials import SplitResult, Suggestion, TrialState

CANDIDATES = [{"x": value} for value in range(5)]


def listed():
    return Study(strategy=Listed(CANDIDATES))


def tell_all(trials):
    return [trial.told(trial.params["x"]) for trial in trials]


def test_trials_are_numbered_in_the_order_of_asking():
    study = listed()
    asked = [study.ask() for _ in range(3)]
    assert [(trial.number, trial.params) for trial in asked] == list(enumerate(CANDIDATES[:3]))
    assert study.history.trials == tuple(asked)


@given(st.permutations(range(5)))
def test_the_order_of_telling_does_not_change_the_history(order):
    study = listed()
    asked = [study.ask() for _ in range(5)]
    for number in order:
        study.tell(asked[number], number / 2)
    assert [trial.score for trial in study.history.trials] == [0, 0.5, 1, 1.5, 2]
    assert study.best_trial.params == {"x": 4}


def test_a_trial_can_be_told_by_its_number():
    study = listed()
    study.ask()
    splits = [SplitResult(0, 0.5)]
    assert study.tell(0, np.float32(0.5), splits).splits == tuple(splits)
    assert type(study.best_trial.score) is float


def test_a_zero_dimensional_array_is_a_score_and_a_study_shows_its_best():
    study = listed()
    assert repr(study) == "Study(0 trials, none finished)"
    study.tell(study.ask(), np.array(0.25))
    assert repr(study) == "Study(1 trials, best 0.25)"


@pytest.mark.parametrize("score", [None, float("nan"), float("inf")])
def test_no_score_means_failed(score):
    study = listed()
    study.tell(study.ask(), score)
    assert study.history.failed[0].state is TrialState.FAILED
    with pytest.raises(ValueError, match="No trial is finished yet, of 1 asked"):
        _ = study.best_trial


@pytest.mark.parametrize("score", ["0.5", [0.5], True, 1j])
def test_a_score_that_is_no_number_is_refused_and_the_trial_stays_pending(score):
    study = listed()
    trial = study.ask()
    with pytest.raises(TypeError, match="A score is a number, or None"):
        study.tell(trial, score)
    assert study.tell(trial, 0.5).score == 0.5


def test_what_was_not_asked_cannot_be_told():
    study = listed()
    for number in (0, -1):
        with pytest.raises(ValueError, match="was never asked: this study has 0 trials"):
            study.tell(number, 0.5)


def test_a_trial_is_told_once():
    study = listed()
    trial = study.ask()
    study.tell(trial, 0.5)
    with pytest.raises(ValueError, match=r"Trial 0 was told before \(finished, score 0.5\)"):
        study.tell(trial, 0.9)
    assert study.best_trial.score == 0.5


def test_asking_ends_with_the_space():
    study = listed()
    for _ in CANDIDATES:
        study.ask()
    with pytest.raises(SpaceExhaustedError, match="in 5 trials"):
        study.ask()


@pytest.mark.parametrize("batch_size", [1, 2, None])
def test_run_asks_and_tells_until_there_are_enough(batch_size):
    history = listed().run(tell_all, n_trials=4, batch_size=batch_size)
    assert [trial.score for trial in history.finished] == [0, 1, 2, 3]


def test_run_goes_on_where_asking_stopped():
    study = listed()
    study.tell(study.ask(), 7)
    assert [trial.score for trial in study.run(tell_all, n_trials=3).finished] == [7, 1, 2]


def test_run_warns_once_when_the_space_is_exhausted():
    with pytest.warns(SpaceExhaustedWarning, match="after 5 of 9 trials") as caught:
        history = listed().run(tell_all, n_trials=9)
    assert len(caught) == 1
    assert len(history) == 5


def test_a_strategy_sees_batches_only_when_they_are_told():
    seen = []

    class Watching:
        def suggest(self, history, n):
            seen.append((len(history), len(history.finished), n))
            return [Suggestion({"x": 0})] * n

    Study(strategy=Watching()).run(tell_all, n_trials=5, batch_size=2)
    assert seen == [(0, 0, 2), (2, 2, 2), (4, 4, 1)]


@pytest.mark.parametrize("strategy", ["bayes", "random"])
def test_the_same_random_state_asks_the_same(strategy):
    def run(random_state):
        study = Study({"x": Real(-1, 1), "n": Integer(1, 9)}, strategy, random_state=random_state)
        for _ in range(8):
            trial = study.ask()
            study.tell(trial, -((trial.params["x"] - 0.3) ** 2))
        return [trial.params for trial in study.history.trials]

    assert run(0) == run(0)
    assert run(0) != run(1)


def test_a_study_by_name_needs_a_space():
    with pytest.raises(ValueError, match="needs a search space, got None"):
        Study(strategy="random")


def test_an_unknown_strategy_is_refused():
    with pytest.raises(ValueError, match="bayes"):
        Study({"x": Real(0, 1)}, strategy="baies")
