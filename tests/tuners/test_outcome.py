"""What a fitted tuner can be asked about its search."""

import pytest
from sklearn.datasets import load_iris
from sklearn.exceptions import NotFittedError
from sklearn.svm import SVC

from sklearn_hpt import BayesSearchTuner, GridSearchTuner, Real

X, Y = load_iris(return_X_y=True)
VERBS = ("history", "stop_reason", "failures", "results", "show_best", "explain")


@pytest.fixture(scope="module")
def grid():
    space = {"C": [0.01, 0.1, 1, 10], "kernel": ["rbf", "linear"]}
    return GridSearchTuner(SVC(), space, cv=3).fit(X, Y)


@pytest.mark.parametrize("verb", VERBS)
def test_before_fit_there_is_no_answer(verb):
    with pytest.raises(NotFittedError):
        getattr(GridSearchTuner(SVC(), {"C": [1]}), verb)()


def test_results_are_those_of_cv_results(grid):
    rows = grid.results(to="dicts")
    assert [row["score"] for row in rows] == grid.cv_results_["mean_test_score"].tolist()
    assert [row["rank"] for row in rows] == grid.cv_results_["rank_test_score"].tolist()
    splits = grid.results(splits=True, to="dicts")
    assert len(splits) == 8 * 3
    assert splits[4]["test_score"] == grid.cv_results_["split1_test_score"][1]


def test_the_best_are_shown(grid):
    rows = grid.show_best(3, to="dicts")
    assert rows[0]["trial"] == grid.best_index_
    assert [row["score"] for row in rows] == sorted((r["score"] for r in rows), reverse=True)
    assert grid.show_best(0, to="dicts") == []
    assert len(grid.show_best(99, to="dicts")) == 8


def test_it_is_explained(grid):
    text = grid.explain()
    assert "8 trials: 8 finished, 0 failed; 24 fits took" in text
    assert "account for:" in text
    assert grid.stop_reason() is None
    assert len(grid.failures()) == 0


def test_a_bayesian_search_is_explained():
    space = {"C": Real(1e-3, 0.1, log=True)}
    tuner = BayesSearchTuner(SVC(kernel="linear"), space, n_iter=8, random_state=0).fit(X, Y)
    assert "C: the best value" in tuner.explain()
