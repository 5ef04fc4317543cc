"""Laws that every strategy obeys."""

import dataclasses
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sklearn_hpt import AtLeast, AtMost
from sklearn_hpt.exceptions import FallbackWarning
from sklearn_hpt.limits import total_excess
from sklearn_hpt.strategies import make_strategy
from sklearn_hpt.trials import History, Trial, TrialState
from tests.strategies.spaces import SPACES, score

NAMES = ("random", "bayes", "tpe")
EXAMPLES = 6

each_strategy = pytest.mark.parametrize("name", NAMES)
each_space = pytest.mark.parametrize("space", SPACES.values(), ids=SPACES.keys())
entropies = st.integers(0, 2**63 - 1)
few_examples = settings(max_examples=EXAMPLES, deadline=None)


def _history(space, entropy, n, *, failed=0, pending=0):
    """Some distinct trials: finished ones, then failed ones, then pending ones."""
    rng = np.random.default_rng(entropy)
    params = {space.key(p): p for p in space.sample(4 * n, rng)}
    trials = [Trial(number, p) for number, p in enumerate(list(params.values())[:n])]
    finished = max(0, len(trials) - failed - pending)
    for trial in trials[: max(0, len(trials) - pending)]:
        trials[trial.number] = trial.told(score(trial.params) if trial.number < finished else None)
    return History(tuple(trials))


def _suggest(name, space, entropy, history, n=1):
    strategy = make_strategy(name, space, entropy, n_trials=40)
    return [dict(suggestion.params) for suggestion in strategy.suggest(history, n)]


@each_strategy
@each_space
@given(entropy=entropies, n=st.integers(0, 12), failed=st.integers(0, 3), pending=st.integers(0, 3))
@few_examples
def test_suggestions_lie_in_the_space(name, space, entropy, n, failed, pending):
    history = _history(space, entropy, n, failed=failed, pending=pending)
    for params in _suggest(name, space, entropy, history, 3):
        assert space.contains(params)


@each_strategy
@each_space
@given(entropy=entropies, n=st.integers(0, 12))
@few_examples
def test_suggest_is_pure(name, space, entropy, n):
    history = _history(space, entropy, n)
    strategy = make_strategy(name, space, entropy)
    strategy.suggest(_history(space, entropy + 1, 9), 1)
    first = [suggestion.params for suggestion in strategy.suggest(history, 2)]
    afresh = make_strategy(name, space, entropy)
    assert first == [suggestion.params for suggestion in afresh.suggest(history, 2)]


@each_strategy
@each_space
@given(entropy=entropies, n=st.integers(0, 11))
@few_examples
def test_asking_for_several_is_asking_several_times(name, space, entropy, n):
    history = _history(space, entropy, n)
    together = _suggest(name, space, entropy, history, 3)
    one_by_one = []
    for _ in together:
        params = _suggest(name, space, entropy, history)[0]
        one_by_one.append(params)
        history = History((*history.trials, Trial(history.next_number, params)))
    assert together == one_by_one


@each_strategy
@each_space
@given(entropy=entropies, n=st.integers(2, 11), order=st.randoms())
@few_examples
def test_the_order_of_finished_trials_changes_nothing(name, space, entropy, n, order):
    history = _history(space, entropy, n)
    shuffled = list(history.trials)
    order.shuffle(shuffled)
    renumbered = (dataclasses.replace(t, number=number) for number, t in enumerate(shuffled))
    assert _suggest(name, space, entropy, history, 2) == _suggest(
        name, space, entropy, History(tuple(renumbered)), 2
    )


@each_strategy
@each_space
@given(
    entropy=entropies,
    n=st.integers(2, 11),
    shift=st.sampled_from([0.0, 1.0, -32.0]),
    factor=st.sampled_from([0.25, 1.0, 4.0, 1024.0]),
)
@few_examples
def test_shift_and_scale_of_the_scores_change_nothing(name, space, entropy, n, shift, factor):
    history = _history(space, entropy, n)
    moved = History(tuple(t.told(factor * (t.score + shift)) for t in history.trials))
    assert _suggest(name, space, entropy, history, 2) == _suggest(name, space, entropy, moved, 2)


@each_strategy
@each_space
def test_resuming_is_going_on(name, space):
    def run(history, until):
        while len(history) < until:
            suggestions = _suggest(name, space, 5, history)
            if not suggestions:
                break
            trial = Trial(history.next_number, suggestions[0])
            history = History((*history.trials, trial.told(score(trial.params))))
        return history

    whole = run(History(), 14)
    assert run(History(whole.trials[:9]), 14) == whole


@each_strategy
def test_a_finite_space_is_tried_whole_and_nothing_twice(name):
    space, history = SPACES["finite"], History()
    strategy = make_strategy(name, space, 3)
    while suggestions := strategy.suggest(history, 5):
        for suggestion in suggestions:
            trial = Trial(history.next_number, suggestion.params)
            history = History((*history.trials, trial.told(score(trial.params))))
    assert len({space.key(trial.params) for trial in history.trials}) == len(history) == 12


@each_strategy
@each_space
def test_other_entropy_other_suggestions(name, space):
    seeds = [_suggest(name, space, entropy, History(), 3) for entropy in range(3)]
    assert seeds[0] != seeds[1] or seeds[1] != seeds[2]


LIMITS = {"size": AtMost(0.5), "speed": AtLeast(-1.0)}
each_learner = pytest.mark.parametrize("name", ["bayes", "tpe"])


def _limited(space, entropy, n, outcomes=None, pending=0):
    """A history whose outcomes are drawn, or given in turn."""
    rng = np.random.default_rng(entropy)
    trials = []
    for trial in _history(space, entropy, n, pending=pending).trials:
        drawn = rng.normal(size=2) if outcomes is None else outcomes[trial.number % len(outcomes)]
        shown = dict(zip(LIMITS, map(float, drawn), strict=True))
        within = total_excess(shown, LIMITS) == 0
        is_told = trial.state is TrialState.FINISHED
        trials.append(trial.told(trial.score, (), shown, is_within=within) if is_told else trial)
    return History(tuple(trials))


def _keep_within(name, space, entropy, history, n=2, limits=LIMITS):
    strategy = make_strategy(name, space, entropy, n_trials=40, limits=limits)
    with warnings.catch_warnings():
        warnings.simplefilter("error", FallbackWarning)
        return [dict(suggestion.params) for suggestion in strategy.suggest(history, n)]


@each_learner
@each_space
@given(entropy=entropies, n=st.integers(1, 11), pending=st.integers(0, 3), order=st.randoms())
@few_examples
def test_laws_hold_within_limits(name, space, entropy, n, pending, order):
    """Valid, pure, the same in any order, and several at once are one after the other."""
    history = _limited(space, entropy, n, pending=pending)
    suggested = _keep_within(name, space, entropy, history)
    assert all(map(space.contains, suggested))
    shuffled = list(history.trials)
    order.shuffle(shuffled)
    renumbered = (dataclasses.replace(t, number=number) for number, t in enumerate(shuffled))
    assert _keep_within(name, space, entropy, History(tuple(renumbered))) == suggested
    for params in suggested:
        assert _keep_within(name, space, entropy, history, 1) == [params]
        history = History((*history.trials, Trial(history.next_number, params)))


@each_learner
@each_space
@given(entropy=entropies, n=st.integers(2, 11), factor=st.sampled_from([0.25, 2.0, 1024.0]))
@few_examples
def test_the_units_of_outcomes_change_nothing(name, space, entropy, n, factor):
    history = _limited(space, entropy, n)
    scaled = (
        dataclasses.replace(t, outcomes={k: factor * each for k, each in t.outcomes.items()})
        for t in history.trials
    )
    limits = {name: type(limit)(factor * limit.bound) for name, limit in LIMITS.items()}
    assert _keep_within(name, space, entropy, history) == _keep_within(
        name, space, entropy, History(tuple(scaled)), limits=limits
    )


nan, inf = float("nan"), float("inf")
OUTCOMES = {
    "constant within": [(0.0, 0.0)],
    "constant outside": [(1.0, -2.0)],
    "on the limit": [(0.5, -1.0)],
    "huge": [(1e300, -1e300), (-1e300, 1e300), (1.7e308, 0.0), (0.0, -1.7e308)],
    "tiny": [(0.5 + 1e-16, -1.0 - 1e-16), (5e-324, 0.0)],
    "no numbers": [(nan, 0.0), (0.0, inf), (nan, nan)],
    "some are no numbers": [(nan, 0.0), (0.3, 0.1), (0.7, -inf)],
}


@each_learner
@each_space
@pytest.mark.parametrize("outcomes", OUTCOMES.values(), ids=OUTCOMES)
def test_whatever_the_outcomes_something_is_suggested(name, space, outcomes):
    for n in (1, 2, 9):
        suggested = _keep_within(name, space, 0, _limited(space, 1, n, outcomes))
        assert suggested
        assert all(map(space.contains, suggested))
