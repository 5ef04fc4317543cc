"""The recovery of a history: what `make_cv_results` laid out comes back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_iris
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC

from sklearn_hpt.results import list_metrics, make_cv_results, recover_history
from sklearn_hpt.trials import History, SplitResult, Trial

VALUES = st.one_of(st.integers(-3, 3), st.sampled_from(["a", "b", None, (1, 2), True, 0.25]))
SCORES = st.floats(-10, 10).map(lambda score: round(score, 3))


@st.composite
def histories(draw):
    """Histories as a search makes them: all trials on as many splits, with the same metrics."""
    n_splits = draw(st.integers(1, 3))
    names = draw(st.sampled_from([None, ("a",), ("a", "b c")]))
    trials = []
    for number in range(draw(st.integers(1, 5))):
        params = draw(st.dictionaries(st.sampled_from(["C", "k", "x__y"]), VALUES, min_size=1))
        scores = [
            draw(SCORES) if names is None else {name: draw(SCORES) for name in names}
            for _ in range(n_splits)
        ]
        leading = [each if names is None else each[names[0]] for each in scores]
        splits = [SplitResult(k, each, fit_time=1.0) for k, each in enumerate(scores)]
        trials.append(Trial(number, params).told(float(np.mean(leading)), splits))
    return History(tuple(trials))


@given(histories())
def test_a_history_comes_back_from_its_table(history):
    recovered = recover_history(make_cv_results(history, np.nan, return_train_score=False))
    for given_, back in zip(history.trials, recovered.trials, strict=True):
        assert back.params == given_.params
        assert back.score == pytest.approx(given_.score)
        assert [s.test_scores for s in back.splits] == [s.test_scores for s in given_.splits]
        assert [s.fit_time for s in back.splits] == [1.0] * len(given_.splits)


@given(histories())
def test_params_come_back_from_their_columns_alone(history):
    table = make_cv_results(history, np.nan, return_train_score=False)
    del table["params"]
    recovered = recover_history(table)
    assert [t.params for t in recovered.trials] == [t.params for t in history.trials]


def test_the_table_of_scikit_learn():
    X, y = load_iris(return_X_y=True)
    search = GridSearchCV(
        SVC(),
        [{"C": [1, 2]}, {"kernel": ["linear"]}],
        cv=3,
        scoring=["accuracy", "f1_macro"],
        refit=False,
        return_train_score=True,
    ).fit(X, y)
    table = search.cv_results_
    history = recover_history(table, "f1_macro")
    assert [trial.score for trial in history.trials] == table["mean_test_f1_macro"].tolist()
    assert [trial.params for trial in history.trials] == table["params"]
    for row, trial in enumerate(history.trials):
        for split in trial.splits:
            for part, scores in (("test", split.test_scores), ("train", split.train_scores)):
                assert scores == {
                    metric: table[f"split{split.split}_{part}_{metric}"][row]
                    for metric in ("accuracy", "f1_macro")
                }
    assert list_metrics(table) == ["accuracy", "f1_macro"]


def test_a_trial_without_a_score_has_failed():
    table = {"params": [{"C": 1}, {"C": 2}], "mean_test_score": [None, np.inf]}
    assert [trial.state.value for trial in recover_history(table).trials] == ["failed"] * 2


def test_masked_and_missing_cells_are_params_that_are_not_active():
    table = {
        "param_a": np.ma.MaskedArray([1, 2], mask=[False, True]),
        "param_b": [float("nan"), None],
        "mean_test_score": [0.5, 0.6],
    }
    assert [t.params for t in recover_history(table).trials] == [{"a": 1}, {"b": None}]


@pytest.mark.parametrize("metric", [None, "auc"])
def test_what_is_missing_is_named(metric):
    with pytest.raises(ValueError, match=r"no test scores.* there are those of"):
        recover_history({"params": [{}]}, metric)
    with pytest.raises(ValueError, match="no params in these results"):
        recover_history({"mean_test_auc": [1.0], "rank": [1]}, metric)
