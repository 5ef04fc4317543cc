"""Bayesian search within limits that only the evaluation can tell."""

import numpy as np
import pytest
from sklearn.gaussian_process import GaussianProcessRegressor

from sklearn_hpt import AtLeast, AtMost, Real, SearchSpace
from sklearn_hpt.space import Integer
from sklearn_hpt.strategies import BayesSearch
from sklearn_hpt.strategies.codebook import Codebook
from sklearn_hpt.strategies.observations import Observations
from sklearn_hpt.trials import History, Trial

SQUARE = SearchSpace({"x": Real(0, 6), "y": Real(0, 6)})
LIMITS = {"c": AtMost(-0.8)}
OPTIMUM = 1.6705  # on a grid of a million points


def gardner(params):
    """The first simulation of Gardner et al. [2014], with a limit that is hard to keep."""
    x, y = params["x"], params["y"]
    return -(np.cos(2 * x) * np.cos(y) + np.sin(x)), {"c": np.cos(x + y)}


def bowl(params):
    """A bowl whose bottom is out of bounds."""
    x, y = params["x"] - 2, params["y"] - 3
    return -(x * x + y * y), {"c": 3.0 - params["x"]}


def told(trial, evaluate, limits):
    score, outcomes = evaluate(trial.params)
    within = all(limit.slack(outcomes[name]) >= 0 for name, limit in limits.items())
    return trial.told(score, (), outcomes, is_within=within)


def search(evaluate, limits, n, space=SQUARE, n_at_once=1, **options):
    strategy, history = BayesSearch(space, 3, n_trials=n, limits=limits, **options), History()
    while len(history) < n:
        new = [
            Trial(len(history) + i, each.params, origin=each.origin)
            for i, each in enumerate(strategy.suggest(history, n_at_once))
        ]
        history = History((*history.trials, *(told(trial, evaluate, limits) for trial in new)))
    return history


def test_finds_the_optimum_within_where_a_search_without_limits_would_not():
    best = search(gardner, LIMITS, 25).incumbent
    assert best.score > OPTIMUM - 0.02
    free = [trial for trial in search(gardner, {}, 25).trials if trial.outcomes["c"] <= -0.8]
    assert max((trial.score for trial in free), default=-9.0) < OPTIMUM - 0.1


@pytest.mark.parametrize(
    ("surrogate", "nearly", "n"),
    [("gp", -1.01, 20), ("forest", -1.6, 16), ("tpe", -1.6, 30)],
)
def test_finds_the_edge_that_is_allowed_of_a_bowl(surrogate, nearly, n):
    history = search(bowl, {"c": AtMost(0.0)}, n, surrogate=surrogate)
    assert nearly < history.incumbent.score <= -1.0


@pytest.mark.parametrize("acquisition", ["log_pi", "ucb", "thompson"])
def test_any_acquisition_keeps_within(acquisition):
    history = search(bowl, {"c": AtMost(0.0)}, 20, acquisition=acquisition)
    assert history.incumbent.score > -1.3


def test_a_surrogate_of_the_user_keeps_within():
    history = search(bowl, {"c": AtMost(0.0)}, 20, surrogate=GaussianProcessRegressor(alpha=1e-6))
    assert history.incumbent.score > -1.5


def test_several_limits_and_several_at_once():
    limits = {"c": AtMost(0.0), "y": AtLeast(4.0)}

    def corner(params):
        score, outcomes = bowl(params)
        return score, {**outcomes, "y": params["y"]}

    history = search(corner, limits, 30, n_at_once=3)
    assert -2.1 < history.incumbent.score <= -2.0


def test_while_none_is_within_the_limits_lead_alone():
    """A narrow strip is found, though scores lead away from it."""

    def strip(params):
        return -params["x"], {"c": abs(params["x"] - 5.2)}

    history = search(strip, {"c": AtMost(0.05)}, 20)
    assert history.incumbent is not None
    first = history.finished[0].number
    led = [trial.origin for trial in history.trials[:first] if trial.origin["by"] == "acquisition"]
    assert led
    assert all("log_within" in origin for origin in led)
    assert all("log_ei" in trial.origin for trial in history.trials[first + 2 :])


def test_several_at_once_are_apart_while_none_is_within():
    history = search(lambda params: (0.0, {"c": 7.0 - params["x"]}), {"c": AtMost(0)}, 6)
    some = BayesSearch(SQUARE, 0, limits={"c": AtMost(0)}).suggest(history, 4)
    places = np.array([[each.params["x"], each.params["y"]] for each in some])
    distances = np.linalg.norm(places[:, None] - places[None], axis=2)
    assert distances[np.triu_indices(4, 1)].min() > 0.1


def test_trials_outside_teach_the_score_but_set_no_mark():
    """What is best outside would leave nothing to hope for within."""
    space = SearchSpace({"x": Real(0, 1)})
    limits = {"c": AtMost(0.5)}
    trials = [
        told(Trial(n, {"x": x}), lambda params: (params["x"], {"c": params["x"]}), limits)
        for n, x in enumerate([0.1, 0.3, 0.45, 0.8, 1.0])
    ]
    suggestion = BayesSearch(space, 0, limits=limits).suggest(History(tuple(trials)), 1)[0]
    assert 0.45 < suggestion.params["x"] < 0.52
    assert suggestion.origin["expected_improvement"] > 0.001


def test_who_does_not_know_the_limits_stays_away_from_where_they_were_broken():
    space = SearchSpace({"x": Real(0, 1)})
    trials = [
        Trial(n, {"x": x}).told(x, (), {"c": x}, is_within=x <= 0.5)
        for n, x in enumerate(np.linspace(0, 1, 11))
    ]
    suggestion = BayesSearch(space, 0).suggest(History(tuple(trials)), 1)[0]
    assert suggestion.params["x"] < 0.6


@pytest.mark.parametrize("surrogate", ["gp", "tpe"])
@pytest.mark.parametrize(
    "easy", [lambda p: 0.0, lambda p: 0.1 * p["x"], lambda p: np.sin(9 * p["y"])]
)
def test_limits_that_are_known_to_hold_easily_change_nothing(easy, surrogate):
    limits = {"c": AtMost(9.0)}

    def peak(params):
        return -abs(params["x"] - 2) - abs(params["y"] - 4), {"c": float(easy(params))}

    sample = SQUARE.sample(12, np.random.default_rng(5))
    history = History(tuple(told(Trial(n, each), peak, limits) for n, each in enumerate(sample)))
    places = [
        list(
            BayesSearch(SQUARE, 0, limits=each, surrogate=surrogate)
            .suggest(history, 1)[0]
            .params.values()
        )
        for each in (limits, None)
    ]
    np.testing.assert_allclose(*places, atol=0.05)


def observe(*trials, limits=LIMITS):
    space = SearchSpace({"x": Integer(0, 9)})
    return Observations.of(History(tuple(trials)), Codebook(space), 1, limits)


def test_rooms_and_excess_are_observed():
    seen = observe(
        Trial(0, {"x": 0}).told(0.5, (), {"c": -1.0}),
        Trial(1, {"x": 1}).told(0.9, (), {"c": 0.0}, is_within=False),
        Trial(2, {"x": 2}).told(0.7),  # of a warm start: nobody knows
    )
    np.testing.assert_allclose(seen.slacks[:, 0], [0.2, -0.8, np.nan])
    np.testing.assert_allclose(seen.excess, [0.0, 1.0, np.inf])
    assert len(seen.failed) == 0


def test_an_outcome_that_is_no_number_is_a_failure():
    trial = Trial(0, {"x": 0}).told(0.5, (), {"c": float("nan")}, is_within=False)
    assert observe(trial).failed.tolist() == [[0.0]]
    assert observe(trial, limits={}).failed.tolist() == [[0.0]]


@pytest.mark.parametrize("surrogate", ["gp", "tpe"])
def test_a_long_history_is_seen_around_the_best_within(surrogate):
    rng = np.random.default_rng(0)
    trials = [
        told(Trial(n, params), bowl, {"c": AtMost(0.0)})
        for n, params in enumerate(SQUARE.sample(450, rng))
    ]
    strategy = BayesSearch(SQUARE, 0, limits={"c": AtMost(0.0)}, surrogate=surrogate)
    for suggestion in strategy.suggest(History(tuple(trials)), 2):
        assert bowl(suggestion.params)[0] > -2.5
        assert suggestion.params["x"] > 2.9
