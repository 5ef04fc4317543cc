"""The importance of params: shares of the variance, against analysis of variance by hand."""

import itertools

import numpy as np
import pytest

from sklearn_hpt.results import param_importances

LEVELS = [0.0, 1.0, 2.0]
FULL = [dict(zip("abc", values, strict=True)) for values in itertools.product(LEVELS, repeat=3)]


def variance_shares(score):
    """The main effects of a full factorial, as analysis of variance has them."""
    scores = np.array([score(**params) for params in FULL]).reshape(3, 3, 3)
    lower, median = np.quantile(scores, [0.25, 0.5])
    scores = np.maximum(scores, median - 3 * (median - lower))  # far below is pulled in
    total = scores.var()
    axes = {"a": (1, 2), "b": (0, 2), "c": (0, 1)}
    return {name: scores.mean(axis=others).var() / total for name, others in axes.items()}


@pytest.mark.parametrize(
    "score",
    [
        lambda a, b, c: a,
        lambda a, b, c: a + b,
        lambda a, b, c: a - 2 * c,
        lambda a, b, c: a + b * c,
        lambda a, b, c: (a - 1) * (b - 1),
    ],
    ids=["one", "two alike", "one to four", "with interaction", "interaction alone"],
)
def test_shares_are_those_of_a_full_factorial(score):
    tried = FULL * 4
    shares = param_importances(tried, [score(**params) for params in tried])
    for name, share in variance_shares(score).items():
        assert shares[name] == pytest.approx(share, abs=0.06)


def test_shares_add_up_though_a_search_has_tried_params_together():
    """Where good values were tried together, the effects still count once."""
    rng = np.random.default_rng(0)
    tried = [{"a": t + e / 10, "b": t + f / 10} for t, e, f in rng.random((200, 3))]
    shares = param_importances(tried, [params["a"] + params["b"] for params in tried])
    assert 0.8 < sum(shares.values()) <= 1.05


def test_the_order_of_trials_does_not_matter_much():
    tried = FULL * 2
    scores = np.array([params["a"] + params["b"] / 2 for params in tried])
    order = np.random.default_rng(0).permutation(len(tried))
    first = param_importances(tried, scores)
    second = param_importances([tried[place] for place in order], scores[order])
    assert first == pytest.approx(second, abs=0.05)


@pytest.mark.parametrize("n", [0, 7])
def test_few_trials_tell_nothing(n):
    assert param_importances(FULL[:n], np.arange(float(n))) == {}


def test_without_params_nothing_matters():
    assert param_importances([{}] * 9, np.arange(9.0)) == {}
