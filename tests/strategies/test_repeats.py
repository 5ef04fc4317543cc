"""What scores of the same params differ by."""

import numpy as np
import pytest

from sklearn_hpt.space import Real, SearchSpace
from sklearn_hpt.strategies import BayesSearch
from sklearn_hpt.strategies.repeats import variance_of_repeats
from sklearn_hpt.trials import History, Trial

SPACE = SearchSpace({"x": Real(0.0, 1.0)})


def test_pools_the_variance_within_points():
    rng = np.random.default_rng(0)
    groups = [rng.normal(mean, 2.0, n) for mean, n in [(0.0, 1), (5.0, 40), (-3.0, 60)]]
    points = np.repeat([0.1, 0.2, 0.3], [1, 40, 60])[:, None]
    expected = (39 * groups[1].var(ddof=1) + 59 * groups[2].var(ddof=1)) / 98
    assert variance_of_repeats(points, np.concatenate(groups)) == pytest.approx(expected)


@pytest.mark.parametrize("n", [0, 1, 5])
def test_is_zero_where_nothing_was_repeated(n):
    points = np.linspace(0.0, 1.0, n)[:, None]
    assert variance_of_repeats(points, np.arange(float(n))) == 0.0


def _posterior(noise):
    """Believe in a slope that was seen ten times in the middle and once elsewhere."""
    rng = np.random.default_rng(0)
    x = np.concatenate([np.full(10, 0.5), np.linspace(0.0, 1.0, 10)])
    trials = tuple(
        Trial(place, {"x": float(each)}).told(float(each + noise * rng.normal()))
        for place, each in enumerate(x)
    )
    return BayesSearch(SPACE, 0).score_posterior(History(trials))


def test_a_score_that_differs_each_time_is_not_taken_for_exact():
    at = [{"x": float(each)} for each in np.linspace(0.0, 1.0, 10)]
    mean, std = _posterior(0.3).mean_and_std(at)
    assert np.abs(mean - [each["x"] for each in at]).mean() < 0.2
    assert std.min() > 0.05


def test_a_score_that_is_the_same_each_time_is_exact():
    _, std = _posterior(0.0).mean_and_std([{"x": 0.5}])
    assert std[0] < 0.01


def test_one_wild_repeat_hides_nothing():
    trials = [Trial(place, {"x": place / 9}).told(place / 9) for place in range(10)]
    again = [Trial(10, {"x": 0.0}).told(-1e12)]
    posterior = BayesSearch(SPACE, 0).score_posterior(History((*trials, *again)))
    low, high = posterior.mean_and_std([{"x": 0.1}, {"x": 0.9}])[0]
    assert high - low > 0.3
