"""Bayes' rule with densities that are learned once, whatever smooths them.

Attributes and methods without documentation were seen in scikit-learn 1.7.0 to 1.9.1.
"""

from typing import Any

import numpy as np
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
from sklearn.naive_bayes import BernoulliNB, CategoricalNB, ComplementNB, GaussianNB, MultinomialNB

from sklearn_hpt.evaluation.reuse.submodels.afterwards import Afterwards
from sklearn_hpt.evaluation.reuse.submodels.checks import is_length, is_share
from sklearn_hpt.evaluation.reuse.submodels.protocol import NotServedError

TINY = 2.0**-500
"""A smoothing that rounding takes away from every variance, and that scales without rounding."""

NOT_TINY = 2.0**60
"""Variances above so many times what is added to them stay as they were."""


def _smooth_variances(view: Any) -> None:
    """Add a part of the largest variance to all variances, to which next to nothing was added.

    So little leaves every variance as it was, and the largest can be read off it.
    """
    added, smoothing = view.epsilon_, view.var_smoothing
    if not isinstance(added, np.float64) or not isinstance(view.var_, np.ndarray):
        raise NotServedError("the variances are not in double precision")
    largest = added / TINY
    hidden = view.var_ == added  # nothing, or so little that rounding takes it away
    if (view.var_[~hidden] < NOT_TINY * added).any() or not np.isfinite(largest):
        raise NotServedError("some variances are too far from the largest")
    if smoothing < 2.0 * TINY and hidden.any():
        raise NotServedError("some variances would not be hidden without smoothing")
    view.epsilon_ = smoothing * largest
    view.var_ = np.where(hidden, 0.0, view.var_)
    view.var_ += view.epsilon_


def _smooth_counts(view: Any) -> None:
    """Compute the probabilities from the counts, as the fit does."""
    view._update_feature_log_prob(view._check_alpha())


def _smooth_covariances(view: Any) -> None:
    """Mix the covariances, of which nothing was mixed in, with that of the unit sphere."""
    share = view.reg_param
    view.scalings_ = [((1 - share) * scaling) + share for scaling in view.scalings_]
    if any(np.sum(scaling > view.tol) < view.n_features_in_ for scaling in view.scalings_):
        raise NotServedError("a covariance is not of full rank: a fit of its own says so")


def _is_finite_length(value: Any) -> bool:
    return is_length(value) and float(value) < np.inf


def _is_positive(value: Any) -> bool:
    return _is_finite_length(value) and value > 0  # 0 makes the fit itself warn


def _smooths_always(estimator: Any) -> bool:
    return estimator.force_alpha is True


def _keeps_scalings_only(estimator: Any) -> bool:
    return getattr(estimator, "solver", "svd") == "svd" and not estimator.store_covariance


SMOOTHED = (
    Afterwards(
        (GaussianNB,),
        {"var_smoothing": _is_finite_length},
        fitted_with={"var_smoothing": TINY},
        finish=_smooth_variances,
    ),
    Afterwards(
        (MultinomialNB, ComplementNB, BernoulliNB, CategoricalNB),
        {"alpha": _is_positive},
        suits=_smooths_always,
        finish=_smooth_counts,
    ),
    Afterwards(
        (QuadraticDiscriminantAnalysis,),
        {"reg_param": is_share},
        fitted_with={"reg_param": 0.0},
        suits=_keeps_scalings_only,
        finish=_smooth_covariances,
        warns_alike=False,  # of collinear features, before they are smoothed
    ),
)
"""Naive Bayes of numbers and of counts, and quadratic discriminants."""
