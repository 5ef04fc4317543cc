"""Stopping rules on histories written out by hand."""

import pytest

from sklearn_hpt import Real, Study
from sklearn_hpt.strategies import Listed
from sklearn_hpt.study import (
    ImprovementBelowNoise,
    NoImprovement,
    StoppingRule,
    TargetScore,
    as_rule,
)
from sklearn_hpt.trials import History, SplitResult, Trial, standard_error


def history(*scores):
    return History(tuple(Trial(n, {"x": n}).told(score) for n, score in enumerate(scores)))


@pytest.mark.parametrize(
    ("rule", "scores", "stops"),
    [
        (TargetScore(0.9), (), False),
        (TargetScore(0.9), (0.5, 0.89), False),
        (TargetScore(0.9), (0.5, 0.9, 0.1), True),
        (TargetScore(-1.0), (None, None), False),
        (NoImprovement(2), (), False),
        (NoImprovement(2), (None, None, None), False),
        (NoImprovement(2), (0.5, 0.5), False),
        (NoImprovement(2), (0.5, 0.5, None), True),
        (NoImprovement(2), (0.5, 0.4, 0.6), False),
        (NoImprovement(2, by=0.2), (0.5, 0.6, 0.7), True),
        (TargetScore(0.9) | NoImprovement(1), (0.95,), True),
        (TargetScore(0.9) | NoImprovement(1), (0.5, 0.5), True),
        (TargetScore(0.9) & NoImprovement(1), (0.95,), False),
        (TargetScore(0.9) & NoImprovement(1), (0.95, 0.1), True),
    ],
)
def test_rules(rule, scores, stops):
    reason = rule.reason(history(*scores))
    assert (reason is not None) == stops
    assert reason is None or len(reason) > 10


def chosen(number, score, hope):
    splits = [SplitResult(split, score + shift) for split, shift in enumerate((-0.02, 0.0, 0.02))]
    return Trial(number, {}, origin={"expected_improvement": hope}).told(score, splits)


def test_hope_below_chance_stops_a_search():
    rule = ImprovementBelowNoise(2)
    assert rule.reason(History((chosen(0, 0.9, 0.001), chosen(1, 0.8, 0.1)))) is None
    assert rule.reason(History((chosen(0, 0.9, 0.001),))) is None
    told = History((chosen(0, 0.9, 0.5), chosen(1, 0.8, 0.001), chosen(2, 0.8, 0.002)))
    assert "less than chance" in rule.reason(told)
    assert ImprovementBelowNoise(2).reason(history(0.9, 0.9)) is None  # nobody hoped


def test_the_standard_error_counts_what_training_parts_share():
    """0.02 * sqrt(1/3 + 1/2), by hand."""
    assert standard_error(chosen(0, 0.9, 0.0)) == pytest.approx(0.0182574186, rel=1e-8)
    assert standard_error(Trial(0, {}).told(0.9)) is None


@pytest.mark.parametrize("lost", [None, {"recall": 0.1}])
def test_of_several_metrics_the_standard_error_is_that_of_the_one_that_leads(lost):
    plain = chosen(0, 0.9, 0.0)
    both = [
        SplitResult(each.split, {"recall": 0.1 * each.split, "accuracy": each.test_scores})
        for each in plain.splits
    ]
    assert standard_error(Trial(0, {}).told(0.9, both)) == standard_error(plain)
    assert standard_error(Trial(0, {}).told(0.5, both)) is None  # the mean of neither
    assert standard_error(Trial(0, {}).told(0.9, [*both, SplitResult(3, lost)])) is None


def test_several_rules_stop_as_soon_as_one_does():
    rule = as_rule([TargetScore(2.0), NoImprovement(1)])
    assert rule.reason(history(0.5, 0.5)) == "no score above 0.5 in the last 1 trials"
    assert as_rule(()) is None
    assert as_rule(rule) is rule


@pytest.mark.parametrize("given", [[0.95], ["target"], [TargetScore]])
def test_what_is_no_rule_is_refused(given):
    with pytest.raises(TypeError, match=r"stopping=\[NoImprovement\(20\)\]"):
        as_rule(given)


@pytest.mark.parametrize(("n_trials", "by"), [(0, 0.0), (1, -0.1), (1, float("nan"))])
def test_rules_refuse_what_makes_no_sense(n_trials, by):
    with pytest.raises(ValueError, match="NoImprovement needs"):
        NoImprovement(n_trials, by=by)


class Third(StoppingRule):
    """Ends with the third trial, and keeps what it was asked about."""

    def __init__(self):
        self.seen = []

    def reason(self, history):
        self.seen.append([trial.number for trial in history.trials])
        return "three are enough" if len(history) == 3 else None


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (1, 0, 4, 2, 3)])
def test_a_rule_sees_trials_in_the_order_of_asking_whatever_that_of_telling(order):
    rule = Third()
    study = Study(strategy=Listed([{"x": n} for n in range(5)]), stopping=rule)

    def evaluate(batch):
        return [batch[number].told(float(number)) for number in order]

    kept = study.run(evaluate, n_trials=5, batch_size=None)
    assert [trial.number for trial in kept.trials] == [0, 1, 2]
    assert study.stop_reason == "three are enough"
    assert rule.seen == [[0], [0, 1], [0, 1, 2]]


def test_a_study_of_ones_own_loop_says_when_to_stop():
    study = Study({"x": Real(-1, 1)}, random_state=0, stopping=NoImprovement(3))
    while study.stop_reason is None:
        study.tell(study.ask(), 0.5)
    assert len(study.history) == 4
