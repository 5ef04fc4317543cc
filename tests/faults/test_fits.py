"""A fit that hangs, crashes or behaves badly costs itself alone; all other scores are there."""

import os
import warnings

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.model_selection import KFold, ShuffleSplit

from sklearn_hpt import BayesSearchTuner, GridSearchTuner, Integer
from sklearn_hpt.exceptions import WorkerLostError
from sklearn_hpt.study import read_contents
from tests.faults.fits import BAD, ENDING, WAYS, Fickle, Rude

X, Y = load_iris(return_X_y=True)
VALUES = [0, 1, BAD, 3]
LIMITS = {"fit_timeout": 2.0, "fit_memory": 3e8}
ONE_SPLIT = ShuffleSplit(1, random_state=0)

REASONS = {
    "crash": "SIGSEGV",
    "leave": "status 3",
    "leave_politely": "4",
    "die": "SIGKILL",
    "sleep": "fit_timeout=2",
    "spin": "fit_timeout=2",
    "allocate": "MemoryError",
    "raise_strangely": "CannotBePickledError: strange",
    "raise_plainly": "ValueError: plain",
}

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX"),
    pytest.mark.slow,
]


def fit(ways, **settings):
    grid = {"way": list(ways), "value": VALUES}
    tuner = GridSearchTuner(Fickle(), grid, cv=ONE_SPLIT, refit=False, **settings)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuner.fit(X, Y)


def check(tuner):
    """Only the fits of one value have failed, and each says why; all others have their score."""
    good = GridSearchTuner(Fickle(), {"value": [0, 1, 3]}, cv=ONE_SPLIT, refit=False).fit(X, Y)
    expected = dict(zip([0, 1, 3], good.cv_results_["mean_test_score"], strict=True))
    for trial in tuner.history().trials:
        value, way = trial.params["value"], trial.params["way"]
        if value == BAD:
            assert REASONS[way] in trial.splits[0].error
            assert trial.score is None
        else:
            assert trial.score == expected[value]


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_under_limits_every_way_costs_its_own_fit(n_jobs, tmp_path):
    tuner = fit(WAYS, n_jobs=n_jobs, journal=tmp_path, **LIMITS)
    check(tuner)
    assert read_contents(tmp_path).n_results == len(VALUES) * len(WAYS)
    again = fit(WAYS, journal=tmp_path)  # in this process: to fit again would be the end of it
    assert again.history().trials == tuner.history().trials


@pytest.mark.parametrize("keeps", [True, False], ids=["journal", "no journal"])
def test_with_workers_nothing_needs_to_be_asked_for(keeps, tmp_path):
    check(fit(ENDING, n_jobs=2, journal=tmp_path if keeps else None))


def test_errors_are_raised_if_that_is_wanted(tmp_path):
    with pytest.raises(WorkerLostError, match=r"The fit of {'value': 2.* was lost: .*SIGKILL"):
        fit(["die"], error_score="raise", **LIMITS)
    with pytest.raises(ValueError, match="plain"):
        fit(["raise_plainly"], error_score="raise", journal=tmp_path, **LIMITS)
    assert read_contents(tmp_path).n_results == 2


def test_the_search_learns_from_what_was_lost():
    tuner = BayesSearchTuner(
        Fickle("die"), {"value": Integer(0, 5)}, n_iter=6, random_state=0, cv=ONE_SPLIT, **LIMITS
    )
    with pytest.warns() as caught:
        tuner.fit(X, Y)
    assert "1 fits failed out of a total of 6" in str(caught[0].message)
    assert sorted(params["value"] for params in tuner.cv_results_["params"]) == list(range(6))
    assert len(tuner.failures()) == 1


@pytest.mark.parametrize("settings", [{}, {"n_jobs": 2}, LIMITS, {"n_jobs": 2, **LIMITS}])
def test_bad_manners_touch_no_other_fit(settings, capfd, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = X.copy(), Y.copy()
    grid = {"value": VALUES}
    tuner = GridSearchTuner(Rude(), grid, cv=KFold(2), refit=False, journal="journal", **settings)
    with pytest.warns(UserWarning, match="non-finite"):
        tuner.fit(X, Y)
    parts = [(X[test].mean() + Y[test].mean()) for _, test in KFold(2).split(X)]
    expected = [np.nan if value == BAD else np.mean(parts) + value for value in VALUES]
    np.testing.assert_allclose(tuner.cv_results_["mean_test_score"], expected, rtol=1e-12)
    np.testing.assert_array_equal(X, before[0])
    np.testing.assert_array_equal(Y, before[1])
    assert read_contents(tmp_path / "journal").n_results == 2 * len(VALUES)
    assert capfd.readouterr().out.count("x" * 2**20) == 2
