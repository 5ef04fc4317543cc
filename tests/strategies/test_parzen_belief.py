"""The belief of Parzen densities."""

import numpy as np
import pytest

from sklearn_hpt.space import Real, SearchSpace
from sklearn_hpt.strategies import BayesSearch, RandomSearch
from sklearn_hpt.strategies.codebook import Codebook
from sklearn_hpt.strategies.observations import Observations
from sklearn_hpt.strategies.parzen_belief import MOST_TRIED, ParzenBelief
from sklearn_hpt.trials import History, Trial
from tests.strategies.spaces import CONDITIONAL, FLAT, MIXED, score


def _history(space, n, seed=0):
    params = space.sample(n, np.random.default_rng(seed))
    return History(tuple(Trial(i, each).told(score(each)) for i, each in enumerate(params)))


def _believe(space, history):
    encoding = space.encoding()
    observations = Observations.of(history, Codebook(space), encoding.n_dimensions)
    return ParzenBelief.of(observations, encoding), observations


@pytest.mark.parametrize("space", [MIXED, CONDITIONAL], ids=["mixed", "conditional"])
def test_beats_random_search(space):
    def best(strategy):
        history = History()
        for number in range(40):
            (suggestion,) = strategy.suggest(history, 1)
            trial = Trial(number, suggestion.params).told(score(suggestion.params))
            history = History((*history.trials, trial))
        return history.incumbent.score

    seeds = range(4)
    found = [best(BayesSearch(space, seed, surrogate="tpe")) for seed in seeds]
    drawn = [best(RandomSearch(space, seed)) for seed in seeds]
    assert np.mean(found) > np.mean(drawn)


def test_good_points_are_worth_more_than_bad_ones():
    belief, observations = _believe(MIXED, _history(MIXED, 40))
    ranked = observations.points[np.argsort(-observations.scores)]
    values = belief.utility(observations.pending).values(ranked)
    assert values[:3].min() > np.median(values[6:])


def test_good_points_weigh_by_how_much_better_they_are():
    scores = [1.0, 9.0, 5.0, 3.0, 2.0, 1.5, 2.5, 0.5]
    params = FLAT.sample(8, np.random.default_rng(0))
    trials = tuple(Trial(i, each).told(scores[i]) for i, each in enumerate(params))
    belief, _ = _believe(FLAT, History(trials))
    first, second, uniform = np.exp(belief.good.log_weights)
    least = 0.25 * (6.0 + 2.0) / 2  # the best of the others has 3
    assert first / second == pytest.approx((6.0 + least) / (2.0 + least), rel=1e-6)
    assert uniform == pytest.approx((first + second) / 2)


@pytest.mark.parametrize("bad", [-1e3, -1e9, -1e300, -1.7e308])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_bad_scores_do_not_hide_the_good_ones(bad, share):
    params = FLAT.sample(40, np.random.default_rng(0))
    n_bad = int(40 * share)
    scores = [bad] * n_bad + [place / 10 for place in range(40 - n_bad)]
    trials = tuple(Trial(i, each).told(scores[i]) for i, each in enumerate(params))
    belief, _ = _believe(FLAT, History(trials))
    best = FLAT.encoding().encode(params[: -len(belief.good.points) - 1 : -1])
    np.testing.assert_array_equal(belief.good.points, best)
    weights = belief.good.log_weights[:-1]
    assert (np.diff(weights) < 0.0).all()
    assert np.exp(np.ptp(weights)) > 1.1


def test_where_all_is_the_same_what_is_far_away_is_looked_at():
    encoding = FLAT.encoding()
    params = FLAT.sample(12, np.random.default_rng(0))
    history = History(tuple(Trial(i, each).told(0.5) for i, each in enumerate(params)))
    points = encoding.encode(params)

    def distances(others):
        return np.linalg.norm(points[:, None] - encoding.encode(others), axis=2).min(axis=0)

    asked = [BayesSearch(FLAT, seed, surrogate="tpe").suggest(history, 1) for seed in range(10)]
    found = distances([suggestion.params for (suggestion,) in asked])
    assert found.min() > np.median(distances(FLAT.sample(200, np.random.default_rng(1))))


def test_half_of_the_draws_change_only_some_dimensions_of_a_good_point():
    space = SearchSpace({f"x{place}": Real(0.0, 1.0) for place in range(20)})
    params = space.sample(40, np.random.default_rng(0))
    trials = tuple(Trial(i, each).told(each["x0"]) for i, each in enumerate(params))
    belief, _ = _believe(space, History(trials))
    drawn = belief.candidates(np.random.default_rng(0))
    kept = (drawn[:, None] == belief.good.points).sum(axis=2).max(axis=1)
    assert np.median(kept[:64]) == pytest.approx(14, abs=2)  # 30 % are changed
    assert (kept[64:] == 0).all()


def test_ends_of_ranges_are_found():
    space = SearchSpace({f"x{place}": Real(0.0, 1.0) for place in range(5)})
    strategy, history = BayesSearch(space, 0, surrogate="tpe"), History()
    for number in range(60):
        params = strategy.suggest(history, 1)[0].params
        history = History((*history.trials, Trial(number, params).told(sum(params.values()))))
    assert history.incumbent.score > 4.9


def test_failed_and_pending_trials_are_no_good():
    whole = _history(FLAT, 30)
    best = whole.incumbent.params
    belief, observations = _believe(FLAT, whole)
    near = FLAT.encoding().encode([best])

    def value(*more):
        history = History((*whole.trials, *more))
        belief, observations = _believe(FLAT, history)
        return belief.utility(observations.pending).values(near)[0]

    alone = belief.utility(observations.pending).values(near)[0]
    params = dict(best, x=best["x"] + 1e-6)
    assert value(Trial(30, params)) < alone
    assert value(Trial(30, params).told(None)) < alone


def test_a_long_history_is_thinned_out():
    belief, _ = _believe(FLAT, _history(FLAT, 1500))
    assert len(belief.tried) == MOST_TRIED


def test_expects_no_scores():
    belief, _ = _believe(MIXED, _history(MIXED, 10))
    with pytest.raises(TypeError, match="expect no score"):
        belief.score_posterior()
