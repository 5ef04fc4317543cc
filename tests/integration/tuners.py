"""The three tuners, made alike: small searches over lists of values."""

import numpy as np
from sklearn.datasets import make_classification
from sklearn.model_selection import ParameterGrid

from sklearn_hpt import BayesSearchTuner, GridSearchTuner, RandomSearchTuner

KINDS = ("grid", "random", "bayes")

X, Y = make_classification(n_samples=60, n_features=4, random_state=0)
Y_REAL = X @ [1.0, -2.0, 0.5, 0.0] + np.sin(X[:, 1])


def make(kind, estimator, space, **settings):
    """Make a tuner; those that draw make at most four trials."""
    settings = {"cv": 2, **settings}
    if kind == "grid":
        return GridSearchTuner(estimator, space, **settings)
    drawn = {"n_iter": min(4, len(ParameterGrid(space))), "random_state": 0, **settings}
    tuner = RandomSearchTuner if kind == "random" else BayesSearchTuner
    return tuner(estimator, space, **drawn)


def same_results(one, other):
    """Say whether two searches found the same, times aside."""
    left, right = one.cv_results_, other.cv_results_
    if list(left) != list(right):
        return False
    return all(
        bool(np.all(left[name] == right[name])) for name in left if not name.endswith("_time")
    )
