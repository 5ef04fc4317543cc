"""Each result knows when and where its fit was made."""

import os
import time

import pytest
from sklearn.base import clone
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import check_scoring
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from sklearn_hpt.evaluation import SUBMODELS, Evaluator, Objective
from sklearn_hpt.execution import Sequential, Workers
from sklearn_hpt.trials import Trial
from tests.evaluation.test_repeats import SPLITS, X, Y

PIPELINE = make_pipeline(StandardScaler(), SVC())
FOREST = RandomForestClassifier(random_state=0)


def evaluate(estimator, name, values, executor=None, error_score=float("nan")):
    """Evaluate a batch, and say what was told and between which times."""
    scorer = check_scoring(estimator)
    objective = Objective(clone(estimator), X, Y, scorer, {}, {}, error_score, False)
    evaluator = Evaluator(
        objective, SPLITS, executor or Sequential(), submodels=SUBMODELS, stays_out=True
    )
    before = time.time()
    trials = [Trial(number, {name: value}) for number, value in enumerate(values)]
    told = {trial.number: trial for trial in evaluator(trials)}
    return [told[number].splits for number in range(len(values))], before, time.time()


CASES = {
    "alone": (SVC(), "C", [1.0]),
    "failed": (SVC(), "C", [-1.0]),
    "sharing steps": (PIPELINE, "svc__C", [0.1, 1.0]),
    "submodels": (FOREST, "n_estimators", [2, 4]),
}


@pytest.mark.parametrize(("estimator", "name", "values"), CASES.values(), ids=CASES.keys())
def test_in_this_process(estimator, name, values):
    told, before, after = evaluate(estimator, name, values)
    for splits in told:
        starts = [split.started for split in splits]
        assert starts == sorted(starts)
        assert before - 0.1 <= starts[0] <= starts[-1] <= after  # a clock that may be coarse
        assert {split.worker for split in splits} == {os.getpid()}


def test_a_fit_that_serves_several_began_once():
    (two, four), _, _ = evaluate(FOREST, "n_estimators", [2, 4])
    assert [split.started for split in two] == [split.started for split in four]


def test_in_a_worker():
    with Workers(1) as executor:
        ((first, *others),), _, _ = evaluate(SVC(), "C", [1.0], executor)
    assert first.worker != os.getpid()
    assert {split.worker for split in others} == {first.worker}
