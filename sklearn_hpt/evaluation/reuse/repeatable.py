"""Repeatable estimators: those whose fits come out the same, in whatever order."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from sklearn.decomposition import PCA
from sklearn.ensemble import (
    AdaBoostClassifier,
    AdaBoostRegressor,
    BaggingClassifier,
    BaggingRegressor,
)
from sklearn.linear_model import LogisticRegression, Ridge, RidgeClassifier
from sklearn.svm import SVC, NuSVC

from sklearn_hpt.evaluation.reuse.packages import is_of

SEED = "random_state"
WRITING = ("copy", "copy_X", "copy_x")
XGBOOST = ("XGBClassifier", "XGBRegressor", "XGBRFClassifier", "XGBRFRegressor")
LIGHTGBM = ("LGBMClassifier", "LGBMRegressor")
SEEDING = (AdaBoostClassifier, AdaBoostRegressor, BaggingClassifier, BaggingRegressor)


def may_repeat(estimator: Any) -> bool:
    """Say whether fits of an estimator can share their work, and in another order, exactly.

    They cannot where draws matter that are not fixed by a number: a generator shared between
    fits, or an open seed in a class that uses it. Nor where a fit may write to the samples that
    it is scored on afterwards, as some do with ``copy=False``, or prints what it does.

    Parameters
    ----------
    estimator : estimator
        Looked through with all that is nested in it.
    """
    for name, value in estimator.get_params(deep=True).items():
        parameter = name.rpartition("__")[2]
        if parameter in WRITING and value is False:
            return False
        if parameter == "verbose" and isinstance(value, int) and value > 0:
            return False
    return draws_alike(estimator)


def draws_alike(estimator: Any) -> bool:
    """Say whether what an estimator draws at random is the same in every fit.

    Parameters
    ----------
    estimator : estimator
        Looked through with all that is nested in it.
    """
    params = estimator.get_params(deep=True)
    for name, value in params.items():
        owner, _, parameter = name.rpartition("__")
        if parameter != SEED or isinstance(value, (int, np.integer)):
            continue
        settled = _is_seeded_from_above(estimator, params, owner) or _leaves_seed_idle(
            params.get(owner, estimator)
        )
        if value is not None or not settled:
            return False
    return True


def _is_seeded_from_above(estimator: Any, params: Mapping[str, Any], owner: str) -> bool:
    """Say whether an ensemble around an estimator gives it a seed that is a number."""
    while owner:
        owner = owner.rpartition("__")[0]
        above = params.get(owner, estimator)
        if type(above) in SEEDING and isinstance(above.random_state, (int, np.integer)):
            return True
    return False


def _leaves_seed_idle(estimator: Any) -> bool:
    """Say whether an estimator with an open seed comes out the same every time."""
    kind = type(estimator)
    if kind in (SVC, NuSVC):
        return not estimator.probability or estimator.probability == "deprecated"
    if kind is LogisticRegression:
        return estimator.solver not in ("liblinear", "sag", "saga")
    if kind in (Ridge, RidgeClassifier):
        return estimator.solver not in ("sag", "saga") and not estimator.positive
    if kind is PCA:
        return estimator.svd_solver in ("auto", "full", "covariance_eigh")
    return _has_seed_of_its_own(estimator)


def _has_seed_of_its_own(estimator: Any) -> bool:
    """Say whether an open seed is a number that a package chooses, always the same.

    So in xgboost 3.2 and lightgbm 4.7; several threads add up sums in an order of their own.
    """
    if is_of(estimator, "xgboost.sklearn", *XGBOOST):
        return estimator.n_jobs == 1 and estimator.booster in (None, "gbtree", "dart")
    return is_of(estimator, "lightgbm.sklearn", *LIGHTGBM) and estimator.n_jobs == 1
