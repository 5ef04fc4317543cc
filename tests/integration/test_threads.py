"""Linear algebra has as many threads within a fit as it should, wherever the fit is made."""

import warnings

import numpy as np
import pytest
from joblib import parallel_config
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import load_iris
from sklearn.model_selection import KFold
from threadpoolctl import threadpool_info, threadpool_limits

from sklearn_hpt import GridSearchTuner

X, Y = load_iris(return_X_y=True)


def count_threads():
    return max(each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas")


class Counting(ClassifierMixin, BaseEstimator):
    """Scores with the threads that its fit had."""

    def __init__(self, value=0):
        self.value = value

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        self.n_threads_ = count_threads()
        return self

    def score(self, X, y):
        return max(self.n_threads_, count_threads())


@pytest.fixture(autouse=True)
def _three_threads():
    with threadpool_limits(3, user_api="blas"):
        if count_threads() < 3:
            pytest.skip("this BLAS has no threads")
        yield


def fit(n_threads, **settings):
    tuner = GridSearchTuner(
        Counting(), {"value": list(range(24))}, cv=KFold(2), n_threads=n_threads, **settings
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuner.fit(X, Y)


BACKENDS = {"sequential": (None, 1), "loky": ("loky", 2), "threading": ("threading", 2)}


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("n_threads", [1, 2])
def test_every_fit_has_its_number(backend, n_threads):
    name, n_jobs = BACKENDS[backend]
    with parallel_config(name or "loky"):
        tuner = fit(n_threads, n_jobs=n_jobs)
    assert set(tuner.cv_results_["mean_test_score"]) == {n_threads}
    assert tuner.best_estimator_.n_threads_ == n_threads
    assert count_threads() == 3  # as it was before


def test_fits_have_all_threads_if_that_is_wanted():
    assert fit(None).best_score_ == 3
