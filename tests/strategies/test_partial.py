"""Partial scores of trials that were dropped between splits."""

import numpy as np
import pytest

from sklearn_hpt.strategies.partial import PartialScores
from sklearn_hpt.trials import SplitResult, Trial, TrialState

EASY = np.array([0.3, 0.0, -0.2, 0.1, -0.2])  # how easy each split is; of mean 0


def _splits(worth, n=5, rough=0.0, seed=0):
    noise = rough * np.random.default_rng(seed).normal(size=5)
    return tuple(SplitResult(i, float(worth + EASY[i] + noise[i])) for i in range(n))


def _finished(number, worth, **options):
    splits = _splits(worth, **options)
    return Trial(number, {}).told(float(np.mean([each.test_scores for each in splits])), splits)


def _dropped(worth, n, **options):
    return Trial(9, {}, TrialState.STOPPED, splits=_splits(worth, n, **options))


@pytest.mark.parametrize("n", [1, 2, 4])
def test_easy_splits_do_not_flatter(n):
    partial = PartialScores.of([_finished(0, 0.7), _finished(1, 0.6)])
    assert partial.estimate(_dropped(0.5, n))[0] == pytest.approx(0.5)


def test_fewer_splits_more_variance_and_none_when_all_are_there():
    partial = PartialScores.of([_finished(i, 0.6, rough=0.05, seed=i) for i in range(5)])
    variances = [partial.estimate(_dropped(0.5, n))[1] for n in range(1, 6)]
    assert (np.diff(variances) < 0.0).all()
    assert variances[-1] == 0.0


def test_the_variance_is_that_of_the_differences():
    finished = [_finished(i, 0.6 + 0.01 * i, rough=0.02, seed=i) for i in range(6)]
    by_split = np.array([[each.test_scores for each in trial.splits] for trial in finished])
    incumbent = by_split.mean(axis=1).argmax()
    differences = np.delete(by_split, incumbent, axis=0) - by_split[incumbent]
    expected = differences.var(axis=1, ddof=1).mean()
    assert PartialScores.of(finished).variance == pytest.approx(expected)


def test_nothing_to_compare_with():
    assert PartialScores.of([]) is None
    assert PartialScores.of([Trial(0, {}).told(0.5)]) is None
    by_metric = (SplitResult(0, {"a": 0.1}), SplitResult(1, {"a": 0.2}))
    assert PartialScores.of([Trial(0, {}).told(0.15, by_metric)]) is None


def test_a_trial_without_results():
    partial = PartialScores.of([_finished(0, 0.7)])
    assert partial.estimate(Trial(1, {}, TrialState.STOPPED)) is None
