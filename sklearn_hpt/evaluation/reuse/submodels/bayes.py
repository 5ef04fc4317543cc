"""Naive Bayes: what is counted once serves every smoothing of the counts.

Attributes and methods without documentation were seen in scikit-learn 1.7.0 to 1.9.1.
"""

import copy
import numbers
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.naive_bayes import BernoulliNB, CategoricalNB, ComplementNB, GaussianNB, MultinomialNB

from sklearn_hpt.evaluation.reuse.submodels.protocol import NotServedError

TINY = 2.0**-500
"""A smoothing that rounding takes away from every variance, and that scales without rounding."""

NOT_TINY = 2.0**60
"""Variances above so many times what is added to them stay as they were."""


class SmoothedVariances:
    """One fit of `GaussianNB` without smoothing serves every ``var_smoothing``.

    The fit adds a part of the largest variance to all. So small a part leaves every variance as
    it was, and the largest can be read off what was added.
    """

    parameters = ("var_smoothing",)
    response_methods_only = False

    def applies(self, estimator: Any) -> bool:
        """Refuse subclasses."""
        return type(estimator) is GaussianNB

    def family(self, values: Mapping[str, Any]) -> Hashable | None:
        """Serve every number that is not negative."""
        return "smoothed" if _is_not_negative(values["var_smoothing"]) else None

    def anchor(self, values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Smooth by next to nothing."""
        return {"var_smoothing": TINY}

    def view(self, fitted: Any, values: Mapping[str, Any]) -> Any:
        """Smooth the variances anew."""
        added = fitted.epsilon_
        if not isinstance(added, np.float64) or not isinstance(fitted.var_, np.ndarray):
            raise NotServedError("the variances are not in double precision")
        largest = added / TINY
        smoothing = values["var_smoothing"]
        hidden = fitted.var_ == added  # nothing, or so little that rounding takes it away
        if (fitted.var_[~hidden] < NOT_TINY * added).any() or not np.isfinite(largest):
            raise NotServedError("some variances are too far from the largest")
        if smoothing < 2.0 * TINY and hidden.any():
            raise NotServedError("some variances would not be hidden without smoothing")
        view = copy.copy(fitted)
        view.var_smoothing = smoothing
        view.epsilon_ = smoothing * largest
        view.var_ = np.where(hidden, 0.0, fitted.var_)
        view.var_ += view.epsilon_
        return view


class SmoothedCounts:
    """One count of the features serves every ``alpha`` that is added to it."""

    parameters = ("alpha",)
    response_methods_only = False

    def applies(self, estimator: Any) -> bool:
        """Refuse subclasses, and strengths that are given by feature."""
        kinds = (MultinomialNB, ComplementNB, BernoulliNB, CategoricalNB)
        return type(estimator) in kinds and estimator.force_alpha is True

    def family(self, values: Mapping[str, Any]) -> Hashable | None:
        """Serve every positive number; 0 makes the fit itself warn."""
        value = values["alpha"]
        return "counted" if _is_not_negative(value) and value > 0 else None

    def anchor(self, values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Take any: the counts do not depend on it."""
        return {"alpha": values[0]["alpha"]}

    def view(self, fitted: Any, values: Mapping[str, Any]) -> Any:
        """Compute the probabilities anew, as the fit does."""
        view = copy.copy(fitted)
        view.alpha = values["alpha"]
        view._update_feature_log_prob(view._check_alpha())
        return view


def _is_not_negative(value: Any) -> bool:
    """Say whether a value is a finite number of at least 0."""
    if not isinstance(value, numbers.Real) or isinstance(value, bool):
        return False
    return 0.0 <= float(value) < np.inf


NAIVE_BAYES = (SmoothedVariances(), SmoothedCounts())
"""Naive Bayes of numbers and of counts."""
