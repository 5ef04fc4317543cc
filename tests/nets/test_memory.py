"""A fit that finds no memory left on a device is made again alone, and then counts as failed."""

import math
import warnings
from pathlib import Path

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import load_iris
from sklearn.model_selection import KFold

from sklearn_hpt import GridSearchTuner
from sklearn_hpt.exceptions import WorkerLostError

X, Y = load_iris(return_X_y=True)


class OutOfMemoryError(RuntimeError):
    """Called as torch's own is."""


class Hungry(ClassifierMixin, BaseEstimator):
    """Finds no memory: never, while other fits are made, or ever."""

    def __init__(self, folder=".", appetite="little"):
        self.folder = folder
        self.appetite = appetite

    def fit(self, X, y):
        diary = Path(self.folder) / f"{self.appetite}-{int(X[:, 0].sum())}"
        with diary.open("a") as file:
            file.write(".")
        n_tries = len(diary.read_text())
        if self.appetite == "endless" or (self.appetite == "much" and n_tries == 1):
            raise OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB.")
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        return np.zeros(len(X), dtype=int)


class HungryLater(Hungry):
    """Finds no memory when it predicts for the first time."""

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        diary = Path(self.folder) / f"{self.appetite}-{int(X[:, 0].sum())}"
        with diary.open("a") as file:
            file.write(".")
        if self.appetite == "much" and diary.read_text() == ".":
            raise OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB.")
        return np.zeros(len(X), dtype=int)


def search(folder, appetites, **settings):
    space = {"appetite": appetites}
    return GridSearchTuner(Hungry(str(folder)), space, cv=KFold(2), refit=False, **settings)


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_it_is_made_again_alone_and_then_counts_as_failed(n_jobs, tmp_path):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        tuner = search(tmp_path, ["much", "little", "endless"], n_jobs=n_jobs).fit(X, Y)
    assert any("no memory was left on the device" in str(each.message) for each in caught)
    much, little, endless = tuner.cv_results_["mean_test_score"]
    assert much == little
    assert math.isnan(endless)
    tries = {file.name.partition("-")[0]: file.read_text() for file in tmp_path.iterdir()}
    assert tries == {"much": "..", "little": ".", "endless": ".."}


def test_its_reason_is_kept(tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tuner = search(tmp_path, ["little", "endless"]).fit(X, Y)
    errors = [split.error for trial in tuner.history().trials for split in trial.splits]
    assert errors[:2] == [None, None]
    assert all("Tried to allocate 20.00 GiB" in error for error in errors[2:])


def test_with_errors_to_be_raised_it_ends_the_search(tmp_path):
    with pytest.raises(WorkerLostError, match="Tried to allocate"):
        search(tmp_path, ["endless"], error_score="raise").fit(X, Y)


@pytest.mark.parametrize("metrics", [None, ["accuracy", "f1_micro"]])
def test_a_score_that_finds_no_memory_is_worth_another_try(metrics, tmp_path):
    space = {"appetite": ["much", "little"]}
    tuner = GridSearchTuner(
        HungryLater(str(tmp_path)), space, scoring=metrics, cv=KFold(2), refit=False
    )
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        results = tuner.fit(X, Y).cv_results_
    for metric in metrics or ["score"]:
        much, little = results[f"mean_test_{metric}"]
        assert much == little
    assert not any("Scoring failed" in str(each.message) for each in caught)
