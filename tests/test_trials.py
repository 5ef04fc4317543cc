"""Trials and histories are frozen records that answer questions."""

import dataclasses
import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sklearn_hpt.trials import History, SplitResult, Trial, TrialState

scores = st.none() | st.floats(allow_nan=True, allow_infinity=True)


@given(scores)
def test_a_told_trial_is_finished_exactly_when_its_score_is_a_finite_number(score):
    told = Trial(3, {"C": 1}).told(score)
    if score is not None and math.isfinite(score):
        assert told.state is TrialState.FINISHED
        assert told.score == score
    else:
        assert told.state is TrialState.FAILED
        assert told.score is None
    assert (told.number, told.params) == (3, {"C": 1})


def test_telling_leaves_the_pending_trial_as_it_was():
    trial = Trial(0, {"C": 1})
    trial.told(0.5, [SplitResult(0, 0.5)])
    assert trial.state is TrialState.PENDING
    assert trial.splits == ()


@given(st.lists(scores, max_size=8), st.integers(0, 3))
def test_a_history_sorts_its_trials_by_state(outcomes, n_pending):
    told = [Trial(i, {}).told(score) for i, score in enumerate(outcomes)]
    pending = [Trial(len(told) + i, {}) for i in range(n_pending)]
    history = History((*told, *pending))
    assert len(history) == history.next_number == len(told) + n_pending
    assert len(history.pending) == n_pending
    assert len(history.finished) + len(history.failed) == len(told)
    finite = [score for score in outcomes if score is not None and math.isfinite(score)]
    if finite:
        assert history.incumbent.score == max(finite)
        assert history.incumbent.number == outcomes.index(max(finite))
    else:
        assert history.incumbent is None


def test_records_are_frozen_and_survive_pickling():
    trial = Trial(1, {"C": 2}, origin={"by": "initial design"}).told(0.5, [SplitResult(0, 0.5)])
    with pytest.raises(dataclasses.FrozenInstanceError):
        trial.score = 1.0
    assert pickle.loads(pickle.dumps(trial)) == trial


def test_a_split_result_failed_when_it_has_an_error():
    assert SplitResult(0, None, error="Traceback").failed
    assert not SplitResult(0, 0.5).failed
