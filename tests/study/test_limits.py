"""A study with limits: what is told, refused, written down and gone on from."""

import json

import numpy as np
import pytest

from sklearn_hpt import AtLeast, AtMost, Real, Study
from sklearn_hpt.exceptions import JournalMismatchError
from sklearn_hpt.study import BestSoFar, NoImprovement, TimeBudget, journal_rows, read_contents
from sklearn_hpt.trials import History, SplitResult, Trial, TrialState

SPACE = {"x": Real(0, 1)}
LIMITS = {"memory": AtMost(300), "recall": AtLeast(0.9)}
WITHIN, OUTSIDE = {"memory": 300, "recall": 0.95}, {"memory": 312.0, "recall": 0.95}


def begin(**options):
    return Study(SPACE, "random", random_state=0, limits=LIMITS, **options)


def evaluate(x):
    return x, {"memory": 600.0 * x, "recall": 1.0}


def run(study, n):
    while len(study.history.trials) < n or study.history.pending:
        trial = study.ask()
        score, outcomes = evaluate(trial.params["x"])
        study.tell(trial, score, outcomes=outcomes)
    return study.history


def test_the_best_is_the_best_within():
    study = begin()
    within = study.tell(study.ask(), 0.5, outcomes=WITHIN)
    outside = study.tell(study.ask(), 0.9, outcomes=OUTSIDE)
    assert (within.state, outside.state) == (TrialState.FINISHED, TrialState.INFEASIBLE)
    assert (outside.score, outside.outcomes) == (0.9, OUTSIDE)
    assert study.best_trial == within
    assert study.history.infeasible == (outside,)
    assert repr(study) == "Study(2 trials, best 0.5)"


def test_while_none_is_within_there_is_no_best():
    study = begin()
    study.tell(study.ask(), 0.9, outcomes=OUTSIDE)
    with pytest.raises(ValueError, match="of 1 asked, and 1 are outside the limits"):
        _ = study.best_trial


@pytest.mark.parametrize("outcomes", [None, WITHIN, {"memory": float("nan")}])
@pytest.mark.parametrize("score", [None, float("nan"), -float("inf")])
def test_a_trial_that_failed_has_no_outcomes(score, outcomes):
    study = begin()
    told = study.tell(study.ask(), score, outcomes=outcomes)
    assert (told.state, told.outcomes) == (TrialState.FAILED, {})


def test_an_outcome_may_be_a_reduction():
    study = begin()
    outcomes = {"memory": np.array(300), "recall": np.float32(0.95)}
    told = study.tell(study.ask(), 0.5, outcomes=outcomes)
    assert told.state is TrialState.FINISHED
    assert set(map(type, told.outcomes.values())) == {float}


@pytest.mark.parametrize(
    ("outcomes", "error", "match"),
    [
        (None, ValueError, r"outcomes=\{\} lacks 'memory', 'recall'.*AtMost\(300.0\)"),
        ({"memory": 1.0}, ValueError, "lacks 'recall': the limits of this study are"),
        ({**WITHIN, "memroy": 1.0}, ValueError, "has 'memroy', on .*Did you mean 'memory'"),
        ({**WITHIN, "memory": float("nan")}, ValueError, "'memory' is nan, which no limit"),
        ({**WITHIN, "memory": 10**400}, ValueError, "'memory' is inf, which no limit"),
        ({**WITHIN, "recall": float("inf")}, ValueError, "give a finite number, or tell None"),
        ({**WITHIN, "recall": "high"}, TypeError, "'recall' is a number, got 'high' of type str"),
        ({**WITHIN, "recall": True}, TypeError, "got True of type bool"),
        (0.3, TypeError, r'write for example outcomes=\{"memory": 312.0\}'),
    ],
)
def test_wrong_outcomes_are_refused_and_the_trial_stays_pending(outcomes, error, match):
    study = begin()
    trial = study.ask()
    with pytest.raises(error, match=match):
        study.tell(trial, 0.5, outcomes=outcomes)
    assert study.history.pending == (trial,)
    assert study.tell(trial, 0.5, outcomes=WITHIN).state is TrialState.FINISHED


def test_without_limits_there_are_no_outcomes():
    study = Study(SPACE, random_state=0)
    with pytest.raises(ValueError, match=r"it has no limits; leave it out, or give Study\(limits"):
        study.tell(study.ask(), 0.5, outcomes={"memory": 1.0})


def test_a_trial_that_was_told_needs_no_outcomes_to_be_refused():
    study = begin()
    trial = study.tell(study.ask(), 0.5, outcomes=WITHIN)
    with pytest.raises(ValueError, match="Trial 0 was told before"):
        study.tell(trial, 0.5)
    with pytest.raises(ValueError, match="Trial 7 was never asked"):
        study.tell(7, 0.5)


def test_a_run_is_judged_by_the_study():
    def evaluate(batch):
        return [
            trial.told(0.5, (), OUTSIDE if trial.number else WITHIN, is_within=trial.number > 0)
            for trial in batch
        ]

    history = begin().run(evaluate, 2)
    assert [each.state for each in history.trials] == [TrialState.FINISHED, TrialState.INFEASIBLE]


def test_a_run_that_shows_no_outcomes_is_refused():
    study = begin()
    with pytest.raises(ValueError, match=r"lacks 'memory', 'recall': the limits of this study"):
        study.run(lambda batch: [trial.told(0.5) for trial in batch], 2)
    assert len(study.history.pending) == 1


@pytest.mark.parametrize("strategy", ["bayes", "tpe"])
def test_a_journal_goes_on_with_outcomes(tmp_path, strategy):
    options = {"random_state": 0, "limits": LIMITS}
    whole = run(Study(SPACE, strategy, **options), 12)
    for n in (5, 9, 12):
        with Study(SPACE, strategy, journal=tmp_path, **options) as study:
            history = run(study, n)
    assert history == whole
    contents = read_contents(tmp_path)
    assert [trial.state for trial in contents.history().trials] == [t.state for t in whole.trials]
    assert contents.header.identity["limits"] == {
        "memory": "AtMost(300.0)",
        "recall": "AtLeast(0.9)",
    }
    row = journal_rows(contents)[0]
    assert row["outcome_memory"] == whole.trials[0].outcomes["memory"]


def test_another_limit_is_another_study(tmp_path):
    begin(journal=tmp_path).close()
    with pytest.raises(JournalMismatchError, match=r"limits: memory is AtMost\(1.0\) here"):
        Study(SPACE, "random", random_state=0, limits={"memory": AtMost(1)}, journal=tmp_path)
    with pytest.raises(JournalMismatchError, match="limits: memory is not set here"):
        Study(SPACE, "random", random_state=0, journal=tmp_path)


def test_a_journal_without_limits_is_as_it_was(tmp_path):
    with Study(SPACE, "random", random_state=0, journal=tmp_path) as study:
        study.tell(study.ask(), 0.5)
    contents = read_contents(tmp_path)
    assert set(contents.header.identity) == {"strategy", "space"}
    assert "outcomes" not in contents.tells[0]


def test_an_outcome_that_is_none_is_a_damaged_line(tmp_path):
    contents = read_contents(tmp_path)
    tell = {"kind": "tell", "trial": 0, "params": {"x": 0.5}, "score": 0.5, "n_splits": 0}
    for outcomes in ([1.0], {"memory": "much"}, {"memory": None}):
        with pytest.raises((TypeError, ValueError)):
            contents.add(json.loads(json.dumps({**tell, "outcomes": outcomes})))
    assert not contents.tells


def test_a_warm_start_is_judged_by_the_limits_of_here():
    there = run(Study(SPACE, "random", random_state=1, limits=LIMITS), 8)
    tight = {"memory": AtMost(60), "recall": AtLeast(0.9)}
    here = Study(SPACE, random_state=0, limits=tight, start_from=there)
    assert here.ask().origin["by"] == "acquisition"
    free = Study(SPACE, random_state=0, start_from=there).ask()
    plain = tuple(Trial(t.number, t.params).told(t.score) for t in there.trials)
    assert free == Study(SPACE, random_state=0, start_from=History(plain)).ask()


def test_the_splits_of_a_warm_start_show_outcomes():
    splits = [SplitResult(0, {"r2": 0.5, "recall": 0.7}, fit_time=1.0)]
    trials = tuple(Trial(n, {"x": n / 8}).told(n / 8, splits) for n in range(8))
    limits = {"recall": AtLeast(0.9)}
    asked = Study(SPACE, random_state=0, limits=limits, start_from=History(trials)).ask()
    assert "log_within" in asked.origin


TRIALS = (
    Trial(0, {}).told(0.5, [SplitResult(0, 0.5, fit_time=1.0)]),
    Trial(1, {}).told(0.9, [SplitResult(0, 0.9, fit_time=9.0)], is_within=False),
    Trial(2, {}).told(0.6, [SplitResult(0, 0.6, fit_time=2.0)]),
)


def test_who_follows_the_best_passes_over_what_is_outside():
    best, budget = BestSoFar(), TimeBudget(100.0, clock=lambda: 0.0)
    budget.keep_for_refit(True, 1.0)
    beaten, kept = [], []
    for trial in TRIALS:
        beaten.append(best.beaten_by(trial, History(TRIALS[: trial.number + 1])))
        budget.saw(trial, trial.splits)
        kept.append(budget.reserve)
    assert beaten == [True, False, True]
    assert kept == [1.0, 1.0, 2.0]
    assert NoImprovement(1).reason(History(TRIALS[:2])) == "no score above 0.5 in the last 1 trials"
    assert NoImprovement(1, by=0.05).reason(History(TRIALS[:2])) is not None
    assert NoImprovement(1, by=0.05).reason(History(TRIALS)) is None


@pytest.mark.parametrize("strategy", ["bayes", "tpe"])
def test_scores_lead_while_no_outcome_is_known(strategy):
    """A warm start that knows no outcomes still teaches what its scores do."""
    trials = tuple(Trial(n, {"x": n / 12}).told(-abs(n / 12 - 0.3)) for n in range(13))
    options = {"random_state": 0, "start_from": History(trials)}
    asked = Study(SPACE, strategy, limits=LIMITS, **options).ask()
    assert asked.params == Study(SPACE, strategy, **options).ask().params
