"""Units are cut so that no worker waits, and nothing is lost by it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import make_classification
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import ParameterGrid
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from sklearn_hpt import GridSearchTuner
from sklearn_hpt.evaluation import dispatch
from sklearn_hpt.evaluation.dispatch import Dispatcher
from sklearn_hpt.evaluation.division import cut, divide, part
from sklearn_hpt.evaluation.planning import plan_candidates
from sklearn_hpt.evaluation.unit import make_units

PIPE = Pipeline(
    [("scale", StandardScaler()), ("pca", PCA(random_state=0)), ("model", LogisticRegression())]
)
GRID = list(ParameterGrid({"pca__n_components": [1, 2, 3], "model__C": [0.1, 1.0, 10.0, 100.0]}))


def units_of(n_splits):
    plan = plan_candidates(PIPE, list(enumerate(GRID)), n_splits, ())
    splits = {split: (np.arange(10), np.arange(10, 15)) for split in range(n_splits)}
    return make_units(plan, splits)


def trials_of(unit):
    return [number for fit in unit.fits for row in fit.rows for number in row.trials]


@given(n_splits=st.integers(1, 7), n_workers=st.integers(1, 40))
def test_every_trial_is_there_once_a_split(n_splits, n_workers):
    units = units_of(n_splits)
    shares = divide(units, n_workers)
    there = sorted((unit.split, number) for unit in shares for number in trials_of(unit))
    assert there == [(split, number) for split in range(n_splits) for number in range(len(GRID))]
    for unit in shares:
        assert sorted(unit.tasks) == sorted(trials_of(unit))


@given(n_splits=st.integers(1, 7), n_workers=st.integers(1, 40))
def test_all_workers_get_the_same_number_as_far_as_there_are_fits(n_splits, n_workers):
    shares = divide(units_of(n_splits), n_workers)
    n_even = n_splits - n_splits % n_workers
    n_over = n_splits - n_even
    wanted = n_over * min(len(GRID), n_workers // n_over) if n_over else 0
    assert len(shares) == n_even + wanted
    assert all(len(unit.fits) == len(GRID) for unit in shares[:n_even])


def test_a_cut_goes_where_the_fewest_steps_are_shared():
    (unit,) = units_of(1)
    pieces = cut(unit, 3)
    sizes = [{fit.params["pca__n_components"] for fit in piece.fits} for piece in pieces]
    assert sorted(map(sorted, sizes)) == [[1], [2], [3]]


@pytest.mark.parametrize("n_pieces", [1, 2, 5, 12, 100])
def test_a_piece_counts_its_own_users_only(n_pieces):
    (unit,) = units_of(1)
    for piece in cut(unit, n_pieces):
        users = {}
        for fit in piece.fits:
            for prefix in fit.prefixes:
                users.setdefault(prefix.key, []).append(prefix)
        for same in users.values():
            assert {prefix.n_fits for prefix in same} == {len(same)}
            assert len(same) > 1


def test_the_first_fits_are_parted_from_the_others():
    (unit,) = units_of(1)
    first, rest = part(unit, 2)
    assert trials_of(first) == trials_of(unit)[:2]
    assert trials_of(rest) == trials_of(unit)[2:]
    assert first.is_shared
    assert not part(unit, 1)[0].is_shared


def test_the_scores_are_those_of_whole_units(monkeypatch):
    X, y = make_classification(60, 6, random_state=0)
    grid = {"pca__n_components": [1, 2, 3], "model__C": [0.1, 1.0, 10.0]}
    whole = GridSearchTuner(PIPE, grid, cv=3).fit(X, y)
    monkeypatch.setattr(Dispatcher, "_stays", lambda *_: False)
    given = []
    monkeypatch.setattr(dispatch, "divide", lambda *a: given.extend(divide(*a)) or given)
    there = GridSearchTuner(PIPE, grid, cv=3, n_jobs=2).fit(X, y)
    assert [len(unit.fits) for unit in given] == [9, 9, 4, 5]
    for name in ("mean_test_score", "std_test_score", "rank_test_score"):
        assert np.array_equal(whole.cv_results_[name], there.cv_results_[name])
