"""The forest of the scores: what it learns, and partial dependence by hand."""

import numpy as np

from sklearn_hpt.results.score_forest import MOST_TRIALS, ScoreForest

RNG = np.random.default_rng(0)
TRIED = [{"a": a, "b": b, **({"c": c} if a > 0.5 else {})} for a, b, c in RNG.random((120, 3))]
SCORES = [params["a"] + 2 * params["b"] for params in TRIED]


def test_it_learns_what_scores_depend_on():
    forest = ScoreForest.fit(TRIED, SCORES)
    expected = forest.expected(forest.rows)
    assert np.corrcoef(expected, SCORES)[0, 1] > 0.95
    assert forest.names == ("a", "b", "c")


def test_a_parameter_that_is_not_active_lies_outside():
    forest = ScoreForest.fit(TRIED, SCORES)
    inactive = np.array(["c" not in params for params in TRIED])
    assert (forest.rows[inactive, 2] == -1).all()
    assert (forest.rows[~inactive] >= 0).all()


def test_averaging_is_partial_dependence():
    forest = ScoreForest.fit(TRIED, SCORES)
    rows = forest.rows[:7]
    averaged = forest.averaged({"a": np.array([0.2, 0.8]), "c": np.array([0.1, 0.3])}, rows)
    for place, (a, c) in enumerate([(0.2, 0.1), (0.8, 0.3)]):
        by_hand = [forest.expected(np.array([[a, row[1], c]]))[0] for row in rows]
        assert np.isclose(averaged[place], np.mean(by_hand), rtol=1e-12)


def test_a_score_far_below_does_not_decide_what_is_learned():
    scores = [-1e9, *SCORES[1:]]
    forest = ScoreForest.fit(TRIED, scores)
    assert forest.expected(forest.rows).min() > -10


def test_of_a_long_search_some_trials_are_looked_at():
    n = MOST_TRIALS + 500
    forest = ScoreForest.fit([{"a": a} for a in np.linspace(0, 1, n)], np.linspace(0, 1, n))
    assert len(forest.rows) == n
    assert forest.model.estimators_[0].tree_.n_node_samples[0] <= MOST_TRIALS
