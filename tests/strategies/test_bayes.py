"""The Bayesian strategy."""

import json
import warnings
from zlib import crc32

import numpy as np
import pytest
from sklearn.linear_model import BayesianRidge
from threadpoolctl import threadpool_limits

from sklearn_hpt.acquisition import UpperConfidenceBound
from sklearn_hpt.exceptions import FallbackWarning
from sklearn_hpt.space import Categorical, Integer, Real, SearchSpace
from sklearn_hpt.strategies import BayesSearch, RandomSearch, given_first
from sklearn_hpt.surrogates import GaussianProcess
from sklearn_hpt.trials import History, Trial
from tests.strategies.spaces import CONDITIONAL, FINITE, FLAT, MIXED, score


def _run(strategy, objective, n, history=None):
    history = history or History()
    for _ in range(n):
        suggestions = strategy.suggest(history, 1)
        if not suggestions:
            break
        trial = Trial(history.next_number, suggestions[0].params, origin=suggestions[0].origin)
        history = History((*history.trials, trial.told(objective(trial.params))))
    return history


def _bowl(params):
    return -((params["x"] - 0.37) ** 2) - (np.log10(params["y"]) / 6 - 0.1) ** 2


@pytest.mark.parametrize("space", [MIXED, CONDITIONAL], ids=["mixed", "conditional"])
def test_beats_random_search(space):
    bayes = [_run(BayesSearch(space, s), score, 25).incumbent.score for s in range(3)]
    drawn = [_run(RandomSearch(space, s), score, 25).incumbent.score for s in range(3)]
    assert np.mean(bayes) > np.mean(drawn)


def test_finds_the_bottom_of_a_bowl():
    found = _run(BayesSearch(FLAT, 0), _bowl, 25).incumbent
    assert found.score > -1e-3


def test_origin_says_why_and_can_be_written_as_json():
    strategy = given_first(BayesSearch(FLAT, 0), [{"x": 0.5, "y": 1.0, "n": 3}])
    history = _run(strategy, _bowl, 8)
    reasons = [trial.origin["by"] for trial in history.trials]
    assert reasons[0] == "given"
    assert reasons[1:4] == ["initial design"] * 3
    assert reasons[-1] == "acquisition"
    assert json.loads(json.dumps(history.trials[-1].origin))["log_ei"] < 5.0


def test_warm_start_trials_count_as_initial_design():
    warm = History(
        tuple(
            Trial(i, params).told(_bowl(params))
            for i, params in enumerate(FLAT.sample(6, np.random.default_rng(0)))
        )
    )
    assert BayesSearch(FLAT, 0).suggest(warm, 1)[0].origin["by"] == "acquisition"


def test_trials_outside_the_space_are_passed_over():
    outside = Trial(0, {"x": 9.0, "y": 1.0, "n": 3}).told(1e6)
    history = _run(BayesSearch(FLAT, 0), _bowl, 10, History((outside,)))
    assert all(FLAT.contains(trial.params) for trial in history.trials[1:])


def test_more_exploration_goes_further_from_what_is_known():
    def distance(function):
        strategy = BayesSearch(FLAT, 0, acquisition=function)
        history = _run(strategy, _bowl, 14)
        encoding = FLAT.encoding()
        points = encoding.encode([trial.params for trial in history.trials])
        best = encoding.encode([history.incumbent.params])
        return np.linalg.norm(points[-7:] - best, axis=1).mean()

    assert distance(UpperConfidenceBound(6.0)) > distance(UpperConfidenceBound(0.1))


def test_the_number_of_threads_changes_nothing():
    history = _run(BayesSearch(MIXED, 0), score, 12)
    with threadpool_limits(1):
        one = BayesSearch(MIXED, 0).suggest(history, 2)
    with threadpool_limits(2):
        two = BayesSearch(MIXED, 0).suggest(history, 2)
    assert one == two


def test_a_batch_is_spread_out():
    history = _run(BayesSearch(FLAT, 0), _bowl, 10)
    batch = BayesSearch(FLAT, 0).suggest(history, 6)
    points = FLAT.encoding().encode([suggestion.params for suggestion in batch])
    gaps = np.linalg.norm(points[:, None] - points[None], axis=2)[np.triu_indices(6, 1)]
    assert gaps.min() > 1e-3


def test_regions_that_fail_are_left():
    def objective(params):
        return None if params["x"] > 0.4 else params["x"]

    histories = [_run(BayesSearch(FLAT, entropy), objective, 30) for entropy in range(4)]
    late = [trial for history in histories for trial in history.trials[-10:]]
    assert sum(trial.params["x"] > 0.5 for trial in late) <= 8  # of 40; chance would try 20
    assert min(history.incumbent.params["x"] for history in histories) > 0.38


OBJECTIVES = {
    "constant": lambda params: 0.5,
    "outliers": lambda params: -1e12 if params["x"] < 0.5 else params["x"],
    "all failed": lambda params: None,
    "nan": lambda params: float("nan"),
    "infinite": lambda params: -np.inf if params["x"] < 0.5 else 1.0,
    "plus infinite": lambda params: np.inf if params["x"] < 0.5 else 1.0,
    "huge": lambda params: 1e300 * (params["x"] - 0.5),
    "largest": lambda params: 1.7e308 * np.sign(params["x"] - 0.5),
    "tiny": lambda params: 1e-300 * params["x"],
    "two values": lambda params: float(params["x"] > 0.5),
    "one success": lambda params: 1.0 if 0.5 < params["x"] < 0.6 else None,
}


TRIALS = {"gp": 14, "tpe": 14, "forest": 7}  # forests take their time
each_surrogate = pytest.mark.parametrize("surrogate", TRIALS)


@each_surrogate
@pytest.mark.parametrize("objective", OBJECTIVES.values(), ids=OBJECTIVES.keys())
def test_hard_objectives(objective, surrogate):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        history = _run(BayesSearch(FLAT, 0, surrogate=surrogate), objective, TRIALS[surrogate])
    assert not caught
    assert len({FLAT.key(trial.params) for trial in history.trials}) == TRIALS[surrogate]
    assert all(FLAT.contains(trial.params) for trial in history.trials)


HARD_SPACES = {
    "one value": SearchSpace({"c": Categorical(["only"]), "x": Real(0.0, 1.0)}),
    "twenty decades": SearchSpace({"x": Real(1e-10, 1e10, log=True)}),
    "forty categories": SearchSpace({"c": Categorical([f"c{i}" for i in range(40)])}),
    "large integers": SearchSpace({"n": Integer(0, 10**9), "x": Real(-1e9, 1e9)}),
    "many dimensions": SearchSpace({f"x{i}": Real(0.0, 1.0) for i in range(60)}),
    "three hundred categories": SearchSpace(
        {"c": Categorical(list(range(300))), "x": Real(0.0, 1.0)}
    ),
    "only choices": SearchSpace({f"c{i}": Categorical(["a", "b", "c"]) for i in range(12)}),
}


@each_surrogate
@pytest.mark.parametrize("space", HARD_SPACES.values(), ids=HARD_SPACES.keys())
def test_hard_spaces(space, surrogate):
    def noise(params):
        return float(crc32(repr(params).encode()) % 97)

    history = _run(BayesSearch(space, 0, surrogate=surrogate), noise, TRIALS[surrogate])
    assert len({space.key(trial.params) for trial in history.trials}) == TRIALS[surrogate]


@pytest.mark.parametrize("n_dimensions", [60, 200])
def test_many_dimensions_and_a_long_history(n_dimensions):
    """Ten dimensions count, and 500 random trials are known: the next ones are far better."""

    def objective(params):
        return -sum(place * (params[f"x{place}"] - 0.3) ** 2 for place in range(1, 11))

    space = SearchSpace({f"x{place}": Real(0.0, 1.0) for place in range(n_dimensions)})
    drawn = space.sample(500, np.random.default_rng(0))
    known = History(tuple(Trial(i, each).told(objective(each)) for i, each in enumerate(drawn)))
    found = _run(BayesSearch(space, 0), objective, 4, known)
    assert found.incumbent.score > 0.6 * known.incumbent.score


@each_surrogate
def test_how_bad_the_bad_scores_are_changes_nothing(surrogate):
    params = FLAT.sample(20, np.random.default_rng(0))

    def suggested(bad):
        scores = [bad if each["x"] > 0.7 else _bowl(each) for each in params]
        assert scores.count(bad) == 8
        trials = (Trial(i, each).told(scores[i]) for i, each in enumerate(params))
        return BayesSearch(FLAT, 0, surrogate=surrogate).suggest(History(tuple(trials)), 1)[0]

    expected = suggested(-1e3)
    assert [suggested(bad) for bad in (-1e9, -1e13, -1e300, -1.7e308)] == [expected] * 4


def test_no_improvement_is_claimed_by_time():
    history = _run(BayesSearch(FLAT, 0), _bowl, 4)
    strategy = BayesSearch(FLAT, 0, acquisition="log_ei_per_second")
    with pytest.warns(FallbackWarning, match=r"no trial says how long it took.*seconds"):
        origin = strategy.suggest(history, 1)[0].origin
    chosen = Trial(4, FLAT.sample(1, np.random.default_rng(0))[0], origin=origin).told(0.5)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # once in a search
        strategy.suggest(History((*history.trials, chosen)), 1)
    assert "log_ei" in origin
    assert "expected_improvement" not in origin


def test_repeated_trials_in_the_history():
    params = {"x": 0.5, "y": 1.0, "n": 3}
    same = History(tuple(Trial(i, params).told(0.1 * i) for i in range(8)))
    suggestion = BayesSearch(FLAT, 0).suggest(same, 1)[0]
    assert suggestion.params != params


def test_everything_pending():
    asked = BayesSearch(FLAT, 0).suggest(History(), 30)
    assert len({FLAT.key(suggestion.params) for suggestion in asked}) == 30


@pytest.mark.parametrize("surrogate", ["gp", "tpe", "forest", BayesianRidge()])
@pytest.mark.parametrize("evaluate", [score, lambda params: None], ids=["scored", "all failed"])
def test_an_exhausted_space_gives_nothing(surrogate, evaluate):
    strategy = BayesSearch(FINITE, 0, surrogate=surrogate)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        history = _run(strategy, evaluate, 20)
        assert len(history) == 12
        assert strategy.suggest(history, 1) == []


def test_of_very_many_failures_those_near_the_best_are_looked_at():
    params = FLAT.sample(600, np.random.default_rng(1))
    told = [Trial(i, each).told(0.1 * i if i < 10 else None) for i, each in enumerate(params)]
    strategy, encoding = BayesSearch(FLAT, 0), FLAT.encoding()
    belief = strategy._believe(strategy._observe(History(tuple(told))))
    best, *failed = encoding.embed(encoding.encode(params))[9:]
    distances = np.linalg.norm(np.array(failed) - best, axis=1)
    looked_at = np.linalg.norm(belief.weights[0].posterior.Z[10:] - best, axis=1)
    assert np.allclose(np.sort(looked_at), np.sort(distances)[:400])


def test_a_failure_of_the_surrogate_is_one_warning(monkeypatch):
    def refuse(*args):
        raise np.linalg.LinAlgError("not positive definite")

    monkeypatch.setattr(GaussianProcess, "fit", refuse)
    strategy = BayesSearch(FLAT, 0)
    with pytest.warns(FallbackWarning, match="not positive definite") as caught:
        history = _run(strategy, _bowl, 10)
    assert len(caught) == 1
    assert history.trials[-1].origin["by"] == "fallback"


class Mistaken(BayesianRidge):
    """Raises an error in `predict`, as it is asked for a std."""

    def predict(self, X, return_std=False):
        raise ValueError("what I cannot predict")


def test_an_error_of_a_regressor_is_one_of_numbers_and_one_of_ones_own_a_mistake():
    class Own:
        def fit(self, Z, y, noise):
            raise ValueError("my mistake")

    history = _run(BayesSearch(FLAT, 0), _bowl, 6)
    with pytest.warns(FallbackWarning, match="FloatingPointError: what I cannot predict"):
        BayesSearch(FLAT, 0, surrogate=Mistaken()).suggest(history, 1)
    with pytest.raises(ValueError, match="my mistake"):
        BayesSearch(FLAT, 0, surrogate=Own()).suggest(history, 1)
