"""What a search is explained to have found, on histories where that is known."""

import numpy as np
import pytest
from sklearn.svm import SVC

from sklearn_hpt.results import explain_history, param_importances
from sklearn_hpt.trials import History, SplitResult, Trial

RNG = np.random.default_rng(0)
UNIT = RNG.random((200, 3))


def candidates(n=200):
    return [{"a": a, "b": 10 ** (6 * b), "c": ["x", "y", None][int(3 * c)]} for a, b, c in UNIT[:n]]


def test_the_parameter_that_decides_is_the_important_one():
    tried = candidates()
    for name, score in {
        "a": lambda p: p["a"],
        "b": lambda p: np.log(p["b"]),
        "c": lambda p: {"x": 0, "y": 1, None: 5}[p["c"]],
    }.items():
        shares = param_importances(tried, [score(params) for params in tried])
        assert next(iter(shares)) == name
        assert shares[name] > 0.8
        assert all(share < 0.1 for other, share in shares.items() if other != name)


def test_shares_are_those_of_the_variance():
    """Two effects in a ratio of 4 to 1: analysis of variance by hand."""
    tried = candidates()
    shares = param_importances(tried, [2 * p["a"] + np.log10(p["b"]) / 6 for p in tried])
    assert shares["a"] == pytest.approx(0.8, abs=0.1)
    assert shares["b"] == pytest.approx(0.2, abs=0.1)


def test_importance_is_a_pure_function_whatever_the_unit():
    tried = candidates()
    scores = np.array([params["a"] for params in tried])
    first = param_importances(tried, scores)
    assert first == param_importances(tried, scores)
    assert param_importances(tried, 1e6 * scores - 7) == pytest.approx(first, abs=0.02)


@pytest.mark.parametrize("scores", [[0.5] * 20, []])
def test_where_nothing_differs_nothing_matters(scores):
    assert param_importances(candidates(len(scores)), scores) == {}
    assert param_importances([{}] * len(scores), scores) == {}


def test_params_that_are_not_always_active_are_weighed_too():
    tried = [{"on": bool(a > 0.5), **({"k": b} if a > 0.5 else {})} for a, b, _ in UNIT]
    shares = param_importances(tried, [params.get("k", 0.0) for params in tried])
    assert set(shares) == {"on", "k"}
    assert shares["k"] > 0.5


def told(values, score, name="C"):
    trials = [Trial(n, {name: value}).told(score(value)) for n, value in enumerate(values)]
    return History(tuple(trials))


@pytest.mark.parametrize(
    ("values", "score", "sentence"),
    [
        (np.linspace(1, 5, 9), lambda v: v, "upper edge of what was tried (1 to 5); try up to 9"),
        (
            np.linspace(1, 5, 9),
            lambda v: -v,
            "the lower edge of what was tried (1 to 5); try down to 0.1",
        ),
        (np.logspace(-2, 2, 9), lambda v: v, "(0.01 to 100); try up to 1000"),
        (np.logspace(-2, 2, 9), lambda v: -v, "(0.01 to 100); try down to 0.001"),
    ],
)
def test_a_best_value_at_an_edge_is_told(values, score, sentence):
    assert sentence in explain_history(told(values.tolist(), score))


@pytest.mark.parametrize(
    ("values", "score"),
    [([1, 2, 3], lambda v: -abs(v - 2)), ([1, 2], lambda v: v), (["a", "b", "c"], lambda v: 1.0)],
)
def test_inside_or_with_two_values_there_is_no_edge(values, score):
    assert "edge" not in explain_history(told(values, score))


@pytest.mark.parametrize(
    ("values", "score", "advice"),
    [
        ([0.0, 0.4, 1.0], lambda v: -v, None),  # nothing on the other side of zero
        ([-1.0, 0.0, 1.0], lambda v: -v, "down to -3"),
        ([1, 4, 30], lambda v: -v, None),  # no whole number between zero and one
        ([3, 8, 30], lambda v: -v, "down to 1"),
        ([3, 8, 30], lambda v: v, "up to 57"),
    ],
)
def test_no_edge_is_where_values_end_by_nature(values, score, advice):
    text = explain_history(told(values, score))
    assert ("edge" in text) == (advice is not None)
    assert advice is None or f"try {advice}." in text


@pytest.mark.parametrize(("greatest", "advice"), [(1.0, None), (1.15, "1.1"), (9.0, "1.8")])
def test_only_what_is_accepted_is_recommended(greatest, advice):
    def accepts(name, value, params):
        assert (name, params) == ("C", {"C": 1.0})
        return value <= greatest

    text = explain_history(told([0.2, 0.5, 1.0], lambda v: v), accepts)
    if advice is None:
        assert "edge" not in text
    else:
        assert "try up to" in text
        assert float(text.rpartition("try up to ")[2].rstrip(".")) <= greatest
        assert greatest < 2 or text.endswith(f"{advice}.")


@pytest.mark.parametrize(
    ("score", "is_told"), [(None, False), (0.5, False), (0.9, False), (0.95, True)]
)
def test_what_was_better_before_is_told(score, is_told):
    known = [Trial(0, {"C": 0.25}).told(score), Trial(1, {"C": 3.0}).told(0.1)]
    text = explain_history(told([0.1, 0.5, 0.9], lambda v: v), known=known)
    sentence = "One of the trials of start_from was better, 0.95: C=0.25."
    assert (sentence in text.splitlines()) == is_told
    assert ("start_from" in text) == is_told


def test_what_is_outside_limits_was_tried_all_the_same():
    trials = [Trial(n, {"C": n}).told(n, (), {"c": n}, is_within=n > 4) for n in range(9)]
    assert (
        "C: the best value, 8, is at the upper edge of what was tried (0 to 8)"
        in explain_history(History(tuple(trials)))
    )
    trials = [Trial(n, {"C": n}).told(-n, (), {"c": n}, is_within=n > 4) for n in range(9)]
    assert "edge" not in explain_history(History(tuple(trials)))


def test_that_none_is_within_limits_is_told():
    trials = tuple(Trial(n, {"C": n}).told(n, (), {"c": n}, is_within=False) for n in range(3))
    lines = explain_history(History(trials)).splitlines()
    assert lines[0] == "3 trials: 0 finished, 0 failed, 3 outside the limits."
    assert lines[1:] == [
        "None is within the limits; loosen them, widen the space, or try more params."
    ]


def test_the_best_is_compared_with_chance_and_with_the_given_params():
    def trial(number, score, by="acquisition"):
        splits = [SplitResult(k, score + d, fit_time=0.5) for k, d in enumerate((-0.1, 0.0, 0.1))]
        return Trial(number, {"C": number}, origin={"by": by}).told(score, splits)

    text = explain_history(History((trial(0, 0.7, "given"), trial(1, 0.9), trial(2, 0.85))))
    assert "3 trials: 3 finished, 0 failed; 9 fits took 4.5 s." in text
    assert "The best is trial 1 with 0.9: C=1." in text
    assert "0.05 above the median trial, and 0.2 above the params given first" in text
    assert "standard error of 0.091; 1 other trial is within that" in text
    alone = explain_history(History((trial(0, 0.9, "given"), trial(1, 0.1))))
    assert "nothing better than the params given first was found" in alone


BEGINNINGS = {
    "own of an old journal": (["given", "acquisition"], "the params given first"),
    "own": (["own", "portfolio"], "the estimator's own params"),
    "own after given": (["given", "own"], "the estimator's own params"),
    "a portfolio": (["portfolio", "portfolio"], "the first params that did well on other data"),
}


@pytest.mark.parametrize(("reasons", "words"), BEGINNINGS.values(), ids=BEGINNINGS.keys())
def test_the_best_is_compared_with_what_was_known_before(reasons, words):
    def explain(*scores):
        trials = zip([*reasons, "acquisition"], scores, strict=True)
        told = (Trial(n, {"C": n}, origin={"by": by}).told(s) for n, (by, s) in enumerate(trials))
        return explain_history(History(tuple(told)))

    first = next(n for n, by in enumerate(reasons) if by == "own" or "own" not in reasons)
    scores = [0.5, 0.5, 0.5]
    scores[first] = 0.7
    assert f"; nothing better than {words} was found." in explain(*scores)
    assert f", and 0.2 above {words}." in explain(*scores[:2], 0.9)
    scores[first] = None
    assert words not in explain(*scores)


def test_a_best_trial_of_the_portfolio_says_so():
    def explain(by):
        return explain_history(History((Trial(0, {"C": 1}, origin={"by": by}).told(0.5),)))

    assert "did well on other data, and so were among the first" in explain("portfolio")
    assert "did well" not in explain("own")


def test_without_a_score_it_says_so():
    text = explain_history(History((Trial(0, {"C": 1}).told(None),)))
    assert text == "1 trials: 0 finished, 1 failed."
    assert explain_history(History()) == "0 trials: 0 finished, 0 failed."


def test_secrets_are_not_told():
    told = [Trial(n, {"api_key": 100.0 + n, "C": 10.0**n}).told(0.5 + n / 100) for n in range(4)]
    text = explain_history(History(tuple(told)))
    assert "api_key=***" in text
    assert "103" not in text
    assert "C: the best value" in text


def test_an_estimator_is_named_without_its_module():
    told = [Trial(n, {"model": SVC(C=n + 1.0)}).told(0.5 + n / 100) for n in range(3)]
    assert "model=SVC(C=3.0)." in explain_history(History(tuple(told)))
