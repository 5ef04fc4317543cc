"""Searches that are killed, interrupted and starved: small, and each in a process of its own."""

import multiprocessing
import os
import time
import warnings

import numpy as np
from scipy.stats import loguniform
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import load_iris
from sklearn.model_selection import KFold
from sklearn.svm import SVC

from sklearn_hpt import BayesSearchTuner, GridSearchTuner, RandomSearchTuner, Real
from sklearn_hpt.study import Journal

X, Y = load_iris(return_X_y=True)
CV = KFold(3, shuffle=True, random_state=0)
NAMES = ("grid", "random", "bayes")

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["tests.faults.searches"])


class Slow(SVC):
    """Takes a while, and is interrupted where it is told to."""

    def fit(self, X, y, sample_weight=None):
        time.sleep(0.01)
        return super().fit(X, y, sample_weight)


class Napping(ClassifierMixin, BaseEstimator):
    """Sleeps through its fit."""

    def __init__(self, seconds=0.0):
        self.seconds = seconds

    def fit(self, X, y):
        time.sleep(self.seconds)
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        return np.zeros(len(X), dtype=int)


def make(name, **settings):
    settings = {"cv": CV, **settings}
    if name == "grid":
        return GridSearchTuner(
            Slow(random_state=0), {"C": [0.1, 1, 10], "gamma": [0.01, 0.1]}, **settings
        )
    if name == "random":
        space = {"C": loguniform(0.01, 100)}
        return RandomSearchTuner(Slow(random_state=0), space, n_iter=6, random_state=0, **settings)
    space = {"C": Real(0.01, 100, log=True), "kernel": ["rbf", "linear"]}
    return BayesSearchTuner(
        Slow(random_state=0), space, n_iter=7, random_state=0, batch_size=2, **settings
    )


def outcome(tuner):
    """Give all that a search has found, to the last bit, but for times."""
    results = {k: v for k, v in tuner.cv_results_.items() if "_time" not in k}
    rows = {name: repr(np.asarray(each, dtype=object).tolist()) for name, each in results.items()}
    return rows, repr(tuner.best_params_), tuner.predict(X).tobytes()


def run_acknowledged(name, journal, acknowledged, n_jobs=1):
    """Search, and write to a file each result that the journal has taken."""
    file = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    take = Journal.write_results

    def take_and_tell(self, trial, results):
        results = tuple(results)
        take(self, trial, results)
        for result in results:
            os.write(file, f"{trial.number} {result.split}\n".encode())

    Journal.write_results = take_and_tell
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        make(name, journal=journal, n_jobs=n_jobs).fit(X, Y)
