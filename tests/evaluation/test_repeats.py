"""Params that come again in a later batch are not fitted again, where fits come out the same."""

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.datasets import load_iris
from sklearn.metrics import check_scoring
from sklearn.model_selection import KFold

from sklearn_hpt.evaluation import SUBMODELS, Evaluator, Narrator, Objective
from sklearn_hpt.execution import Sequential
from sklearn_hpt.trials import Trial, TrialState

X, Y = load_iris(return_X_y=True)
SPLITS = tuple(KFold(3, shuffle=True, random_state=0).split(X))
FITS: list[int] = []


class Counting(ClassifierMixin, BaseEstimator):
    """Counts its fits in this process."""

    def __init__(self, depth=1, random_state=0, broken=False):
        self.depth = depth
        self.random_state = random_state
        self.broken = broken

    def fit(self, X, y):
        FITS.append(self.depth)
        if self.broken:
            raise ValueError("broken")
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        return np.full(len(X), self.classes_[self.depth % 3])


@pytest.fixture(autouse=True)
def _no_fits_yet():
    FITS.clear()


def _evaluate(estimator, batches, **settings):
    """Evaluate batches of depths, one after the other."""
    objective = Objective(clone(estimator), X, Y, check_scoring(estimator), {}, {}, np.nan, False)
    n_trials = sum(map(len, batches))
    settings = {"submodels": SUBMODELS, "n_trials": n_trials, **settings}
    evaluate = Evaluator(objective, SPLITS, Sequential(), **settings)
    told, number = [], 0
    for batch in batches:
        trials = [Trial(number + i, {"depth": depth}) for i, depth in enumerate(batch)]
        number += len(trials)
        versions = {version.number: version for version in evaluate(trials)}
        told += [versions[trial.number] for trial in trials]
    return told


def test_a_repeat_has_the_scores_of_the_first_and_takes_no_time():
    told = _evaluate(Counting(), [[1, 2], [2, 3], [1]])
    assert sorted(FITS) == sorted([1, 2, 3] * 3)
    assert [trial.number for trial in told] == list(range(5))
    first, again = told[1], told[2]
    assert again.score == first.score
    assert [split.test_scores for split in again.splits] == [s.test_scores for s in first.splits]
    assert [split.fit_time + split.score_time for split in again.splits] == [0.0] * 3
    assert [(split.started, split.worker) for split in again.splits] == [(None, None)] * 3
    assert sum(split.fit_time for split in first.splits) > 0.0


REFITTED = {
    "reuse is off": (Counting(), {"submodels": None}),
    "the seed is open": (Counting(random_state=None), {}),
}


@pytest.mark.parametrize(("estimator", "settings"), REFITTED.values(), ids=REFITTED.keys())
def test_fits_that_may_differ_are_made_again(estimator, settings):
    _evaluate(estimator, [[1], [1]], **settings)
    assert FITS == [1] * 6


def test_what_failed_fails_again():
    told = _evaluate(Counting(broken=True), [[1], [1]])
    assert FITS == [1] * 6
    assert [trial.state for trial in told] == [TrialState.FAILED] * 2


def test_a_repeat_is_told_of_as_any_other(capsys):
    _evaluate(Counting(), [[1], [1]], narrator=Narrator(2, 3, 2))
    lines = capsys.readouterr().out.splitlines()
    assert sum("depth=1" in line for line in lines) == 6
