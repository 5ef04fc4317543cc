"""The table of results, its ranks and masks, and the choice of the best row."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.exceptions import FitFailedWarning

from sklearn_hpt.results import (
    check_refit_names_metric,
    is_multimetric,
    make_cv_results,
    report_failures,
    select_best_index,
)
from sklearn_hpt.trials import History, SplitResult, Trial


def history(*rows, params=None):
    """Make a history from one list of split scores per trial; None is a failed fit."""
    return History(
        tuple(
            Trial(number, params[number] if params else {"C": number}).told(
                None,
                [
                    SplitResult(i, score, error="Traceback: boom" if score is None else None)
                    for i, score in enumerate(row)
                ],
            )
            for number, row in enumerate(rows)
        )
    )


@given(
    arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 4)), elements=st.floats(-9, 9))
)
def test_moments_and_ranks_are_those_of_numpy(scores):
    results = make_cv_results(history(*scores.tolist()), np.nan)
    np.testing.assert_array_equal(results["mean_test_score"], np.average(scores, axis=1))
    np.testing.assert_allclose(results["std_test_score"], scores.std(axis=1), atol=1e-12)
    means = results["mean_test_score"]
    expected = [1 + sum(other > mean for other in means) for mean in means]
    assert results["rank_test_score"].tolist() == expected
    assert results["rank_test_score"].dtype == np.int32


def test_a_score_that_is_no_number_ranks_last_and_warns_once():
    with pytest.warns(UserWarning, match="test scores are non-finite") as caught:
        results = make_cv_results(history([0.5], [np.nan], [0.7], [np.nan]), np.nan)
    assert len(caught) == 1
    assert results["rank_test_score"].tolist() == [2, 3, 1, 3]
    with pytest.warns(UserWarning, match="non-finite"):
        results = make_cv_results(history([np.nan], [np.nan]), np.nan)
    assert results["rank_test_score"].tolist() == [1, 1]


def test_failed_fits_take_the_error_score():
    results = make_cv_results(history([None, 1.0], [0.5, 0.5]), -1.0)
    assert results["split0_test_score"].tolist() == [-1.0, 0.5]
    assert results["mean_test_score"].tolist() == [0.0, 0.5]


def test_failed_fits_take_the_error_score_under_every_metric():
    rows = history([None], [{"a": 0.25, "b": 0.75}])
    assert is_multimetric(rows)
    results = make_cv_results(rows, -1.0)
    assert results["mean_test_a"].tolist() == [-1.0, 0.25]
    assert results["mean_test_b"].tolist() == [-1.0, 0.75]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, 2], "i"),
        ([1, 2.5], "f"),
        ([True, False], "b"),
        (["a", "bb"], "O"),
        ([None, 1], "O"),
        ([(1, 2), (3, 4)], "O"),
        ([[1], [2, 3]], "O"),
        ([(1,), "a"], "O"),
    ],
)
def test_a_column_of_params_has_the_dtype_that_numpy_sees_or_object(values, kind):
    params = [{"p": value} for value in values]
    column = make_cv_results(history([0.0], [0.0], params=params), np.nan)["param_p"]
    assert column.dtype.kind == kind
    assert list(column) == values


def test_a_parameter_is_masked_where_it_is_not_active():
    results = make_cv_results(history([0.0], [0.0], params=[{"a": 1}, {"b": 2}]), np.nan)
    assert results["param_a"].mask.tolist() == [False, True]
    assert results["param_b"].mask.tolist() == [True, False]
    assert [key for key in results if key.startswith("param_")] == ["param_a", "param_b"]
    assert results["params"] == [{"a": 1}, {"b": 2}]


def test_some_failures_warn_once_and_equal_tracebacks_are_told_once():
    with pytest.warns(FitFailedWarning, match="3 fits failed out of a total of 4") as caught:
        report_failures(history([None, None], [None, 1.0]), 0.5)
    text = str(caught[0].message)
    assert len(caught) == 1
    assert text.count("boom") == 1
    assert "3 fits failed with the following error" in text
    assert "will be set to 0.5" in text


def test_only_failures_raise():
    with pytest.raises(ValueError, match=r"All the 2 fits failed.\nIt is very likely"):
        report_failures(history([None, None]), np.nan)


def test_no_fit_at_all_raises():
    with pytest.raises(ValueError, match="No fits were performed"):
        report_failures(History(), np.nan)
    with pytest.raises(ValueError, match="No fits were performed"):
        report_failures(history([]), np.nan)


def test_the_first_of_the_best_is_selected():
    told = history([0.5], [0.9], [0.9])
    assert select_best_index(True, "score", make_cv_results(told, np.nan), told, {}) == 1


def test_a_rule_selects_and_its_answer_is_checked():
    told = history([0.5], [0.9])
    given = ("", make_cv_results(told, np.nan), told, {})
    assert select_best_index(lambda table: table["mean_test_score"].argmin(), *given) == 0
    with pytest.raises(TypeError, match="best_index_ returned is not an integer"):
        select_best_index(lambda table: 0.0, *given)
    for index in (-1, 2):
        with pytest.raises(IndexError, match="best_index_ index out of range"):
            select_best_index(lambda table, index=index: index, *given)


@pytest.mark.parametrize("refit", [False, "a", print])
def test_refit_that_says_which_metric_decides_passes(refit):
    check_refit_names_metric(refit, {"a", "b"})


@pytest.mark.parametrize("refit", [True, "c"])
def test_refit_that_does_not_is_refused(refit):
    with pytest.raises(ValueError, match=f"must be set to a scorer key.*{refit!r} was passed"):
        check_refit_names_metric(refit, {"a", "b"})
