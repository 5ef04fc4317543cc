"""What we say scikit-learn accepts, against what its estimators accept when they are fitted."""

import warnings

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.decomposition import PCA
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import SplineTransformer
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from sklearn_hpt.space.accepted import AcceptedBy

VALUES = [
    *(None, True, False, np.True_, -1, 0, 1, 2, 5, np.int64(3)),
    *(-0.5, 0.0, 0.3, 1.0, 1.5, 1e9, float("inf"), float("nan")),
    *("auto", "sqrt", "balanced", "rbf", "l2", "nonsense", ""),
    *((1,), [0.5], {0: 1.0}, np.dot, np.random.RandomState(0), np.ones(3), SVC),
]
ESTIMATORS = [
    SVC(max_iter=5),
    LogisticRegression(max_iter=5),
    SGDClassifier(max_iter=5),
    RandomForestClassifier(2),
    GradientBoostingClassifier(n_estimators=2),
    DecisionTreeClassifier(),
    KNeighborsClassifier(),
    PCA(),
    SplineTransformer(),
]
X = np.random.default_rng(0).random((30, 4))
y = np.arange(30) % 2


@pytest.mark.parametrize("estimator", ESTIMATORS, ids=lambda each: type(each).__name__)
def test_invalid_params_are_those_that_fit_calls_invalid(estimator):
    accepted = AcceptedBy(estimator)
    judged = set()
    for name in estimator.get_params():
        for value in VALUES:
            if name in ("n_jobs", "memory"):
                continue
            judged.add(accepts := accepted.accepts(name, value, {}))
            assert accepts == (not fit_calls_invalid(estimator, name, value)), (name, value)
    assert judged == {True, False}


def fit_calls_invalid(estimator, name, value):
    """Whether ``fit`` raises scikit-learn's error for params of a wrong type or range."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            clone(estimator).set_params(**{name: value}).fit(X, y)
        except Exception as error:
            return type(error).__name__ == "InvalidParameterError" and f"'{name}'" in str(error)
    return False
