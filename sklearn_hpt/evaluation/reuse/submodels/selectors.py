"""Selectors of features: what tells the features apart is learned once, whatever is then chosen."""

from typing import Any

import numpy as np
from sklearn.feature_selection import (
    GenericUnivariateSelect,
    SelectFdr,
    SelectFpr,
    SelectFromModel,
    SelectFwe,
    SelectKBest,
    SelectPercentile,
    VarianceThreshold,
)

from sklearn_hpt.evaluation.reuse.submodels.afterwards import Afterwards
from sklearn_hpt.evaluation.reuse.submodels.checks import (
    is_count,
    is_length,
    is_number,
    is_one_of,
    is_share,
)
from sklearn_hpt.evaluation.reuse.submodels.protocol import NotServedError

LEAST = float(np.nextafter(0.0, 1.0))
"""The least threshold for which the fit of `VarianceThreshold` does not look at ranges too."""


def _refuse_more_than_all(view: Any) -> None:
    """Leave warnings about too many features to a fit of its own."""
    number = view.k if isinstance(view, SelectKBest) else view.param
    if not isinstance(number, str) and number > view.n_features_in_:
        raise NotServedError(f"{number} is more than {view.n_features_in_} features")


def _choose_generically(view: Any) -> None:
    if view.mode == "k_best":
        _refuse_more_than_all(view)


def _choose_from_model(view: Any) -> None:
    if is_count(view.max_features, least=0):
        if view.max_features > view.n_features_in_:
            raise NotServedError(f"{view.max_features} is more than {view.n_features_in_} features")
        view.max_features_ = view.max_features


def _choose_by_variance(view: Any) -> None:
    if not (view.variances_ > view.threshold)[np.isfinite(view.variances_)].any():
        raise NotServedError("no feature varies so much: a fit of its own says so")


def _fits_by_itself(estimator: Any) -> bool:
    return not estimator.prefit


def _is_percentage(value: Any) -> bool:
    return is_length(value) and value <= 100


def _is_number_of_features(value: Any) -> bool:
    return is_count(value, least=0) or is_one_of(value, "all")


def _is_choice(value: Any) -> bool:
    return is_length(value) or is_one_of(value, "all")


def _is_mode(value: Any) -> bool:
    return is_one_of(value, "percentile", "k_best", "fpr", "fdr", "fwe")


def _is_threshold(value: Any) -> bool:
    return value is None or isinstance(value, str) or is_number(value)


def _is_limit(value: Any) -> bool:
    return value is None or is_count(value, least=0)


def _is_variance(value: Any) -> bool:
    return is_length(value) and value > 0


SELECTORS = (
    Afterwards(
        (SelectKBest,),
        {"k": _is_number_of_features},
        fitted_with={"k": "all"},
        finish=_refuse_more_than_all,
    ),
    Afterwards((SelectPercentile,), {"percentile": _is_percentage}),
    Afterwards((SelectFpr, SelectFdr, SelectFwe), {"alpha": is_share}),
    Afterwards(
        (GenericUnivariateSelect,),
        {"param": _is_choice, "mode": _is_mode},
        fitted_with={"param": 0},
        finish=_choose_generically,
    ),
    Afterwards(
        (SelectFromModel,),
        {"threshold": _is_threshold, "max_features": _is_limit},
        fitted_with={"max_features": None},
        suits=_fits_by_itself,
        finish=_choose_from_model,
    ),
    Afterwards(
        (VarianceThreshold,),
        {"threshold": _is_variance},
        fitted_with={"threshold": LEAST},
        finish=_choose_by_variance,
    ),
)
"""Selectors by a score of each feature, by the importance in a model, and by variance."""
