"""The comparison of two searches sees what it should see."""

from copy import copy

import numpy as np
import pytest

from tests.oracles.cv_results import assert_same_search
from tests.oracles.searches import SUBJECTS, grids


@pytest.fixture(scope="module")
def fitted():
    return grids(*SUBJECTS["pipeline"], return_train_score=True)


@pytest.fixture
def searches(fitted):
    """Two searches that may be changed."""
    searches = [copy(search) for search in fitted]
    for search in searches:
        search.cv_results_ = dict(search.cv_results_)
    return searches


def test_what_is_alike_is_seen_as_alike(searches):
    assert_same_search(*searches)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("mean_test_score", lambda column: np.nextafter(column, 2)),
        ("rank_test_score", lambda column: column.astype(np.int64)),
        ("std_train_score", lambda column: column.astype(np.float32)),
        ("param_svc__C", lambda column: np.ma.masked_array(column.data, True)),
        ("param_svc__kernel", lambda column: column.astype(str)),
        ("split0_test_score", lambda column: np.ma.masked_array(column)),
        ("params", lambda column: column[::-1]),
        ("params", lambda column: tuple(column)),
        ("mean_fit_time", lambda column: -column),
        ("mean_score_time", lambda column: column * 0),
    ],
)
def test_a_changed_column_is_seen(searches, name, change):
    searches[0].cv_results_[name] = change(searches[0].cv_results_[name])
    with pytest.raises(AssertionError):
        assert_same_search(*searches)


def test_one_column_more_is_seen(searches):
    searches[0].cv_results_["seed"] = np.arange(4)
    with pytest.raises(AssertionError):
        assert_same_search(*searches)


def test_the_order_of_columns_is_seen(searches):
    searches[0].cv_results_ = dict(reversed(searches[0].cv_results_.items()))
    with pytest.raises(AssertionError):
        assert_same_search(*searches)


@pytest.mark.parametrize("name", ["best_index_", "best_score_", "n_splits_", "refit_time_"])
def test_a_missing_attribute_is_seen(searches, name):
    delattr(searches[0], name)
    with pytest.raises(AssertionError):
        assert_same_search(*searches)
