"""Observations of a history."""

from dataclasses import fields

import numpy as np
import pytest

from sklearn_hpt.strategies.codebook import Codebook
from sklearn_hpt.strategies.observations import Observations
from sklearn_hpt.trials import History, SplitResult, Trial, TrialState
from tests.strategies.spaces import FLAT

PARAMS = [{"x": 0.1 * i, "y": 1.0, "n": 3} for i in range(1, 9)]


def _observe(trials):
    return Observations.of(History(tuple(trials)), Codebook(FLAT), 3)


def _splits(*scores):
    return tuple(SplitResult(i, score) for i, score in enumerate(scores))


def test_each_fate_has_its_place():
    observations = _observe(
        [
            Trial(0, PARAMS[0]).told(0.5),
            Trial(1, PARAMS[1]).told(None),
            Trial(2, PARAMS[2]),
            Trial(3, PARAMS[3], TrialState.INFEASIBLE),
            Trial(4, PARAMS[4]).told(float("-inf")),
            Trial(5, PARAMS[5], TrialState.STOPPED),
            Trial(6, {"x": 5.0, "y": 1.0, "n": 3}).told(0.9),
        ]
    )
    np.testing.assert_array_equal(observations.scores, [0.5])
    assert observations.failed[:, 0].round(1).tolist() == [0.2, 0.4, 0.5]
    assert observations.pending[:, 0].round(1).tolist() == [0.3]
    assert len(observations.seen) == 6


def test_a_dropped_trial_has_a_partial_score():
    observations = _observe(
        [
            Trial(0, PARAMS[0]).told(0.7, _splits(0.9, 0.5)),
            Trial(1, PARAMS[1]).told(0.65, _splits(0.8, 0.5)),
            Trial(2, PARAMS[2], TrialState.STOPPED, splits=_splits(0.6)),
        ]
    )
    np.testing.assert_allclose(observations.scores, [0.7, 0.65, 0.4])
    assert observations.variances[:2].tolist() == [0.0, 0.0]
    assert observations.variances[2] > 0.0


def test_the_order_of_trials_is_forgotten():
    trials = [Trial(i, params).told(float(i % 3)) for i, params in enumerate(PARAMS)]
    forwards, backwards = _observe(trials), _observe(trials[::-1])
    np.testing.assert_array_equal(forwards.points, backwards.points)
    np.testing.assert_array_equal(forwards.scores, backwards.scores)


@pytest.mark.parametrize("second", [(0.5, 1.0), (0.5, 9.0)])
def test_the_order_of_repeats_that_took_different_times_is_forgotten(second):
    trials = [
        Trial(i, PARAMS[0]).told(score, [SplitResult(0, score, fit_time=seconds)])
        for i, (score, seconds) in enumerate([(0.5, 9.0), second, (0.4, 1.0)])
    ]
    forwards, backwards = _observe(trials), _observe(trials[::-1])
    for field in fields(forwards):
        one, other = getattr(forwards, field.name), getattr(backwards, field.name)
        assert one == other if field.name == "seen" else np.array_equal(one, other, equal_nan=True)
