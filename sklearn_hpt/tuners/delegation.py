"""Delegation: methods of the best estimator that a tuner has as its own."""

import re
from collections.abc import Callable
from typing import Any

from sklearn.exceptions import NotFittedError
from sklearn.utils.metadata_routing import process_routing
from sklearn.utils.metaestimators import available_if
from sklearn.utils.validation import check_is_fitted

from sklearn_hpt._sklearn import raise_for_params, routing_enabled


def _check_refit(tuner: Any, name: str) -> None:
    if not tuner.refit:
        raise AttributeError(
            f"This {type(tuner).__name__} instance was initialized with `refit=False`. {name} is "
            "available only after refitting on the best parameters. You can refit an estimator "
            "manually using the `best_params_` attribute"
        )


def _estimator_has(name: str) -> Callable[[Any], bool]:
    """Make the check that the best estimator, or the unfitted one before fit, has a name."""

    def check(tuner: Any) -> bool:
        _check_refit(tuner, name)
        getattr(getattr(tuner, "best_estimator_", tuner.estimator), name)
        return True

    return check


def _call_best(tuner: Any, name: str, X: Any) -> Any:
    """Call a method of the best estimator; an error about array namespaces names the tuner."""
    check_is_fitted(tuner)
    best = tuner.best_estimator_
    try:
        return getattr(best, name)(X)
    except ValueError as error:
        if "must use the same namespace" not in str(error):
            raise
        inner = rf"{re.escape(type(best).__name__)}\.\w+\(\)"
        outer = f"{type(tuner).__name__}.{name}()"
        raise ValueError(re.sub(inner, outer, str(error))) from None


class BestEstimatorMixin:
    """Gives a tuner the methods and attributes that its best estimator has."""

    refit: Any
    best_estimator_: Any
    scorer_: Any
    multimetric_: bool

    @available_if(_estimator_has("predict"))
    def predict(self, X: Any) -> Any:
        """Call ``predict`` on the estimator with the best found params.

        Only available if `refit` is not False and the estimator has the method.

        Parameters
        ----------
        X : indexable of length n_samples
            Must fulfil the assumptions of the estimator.

        Returns
        -------
        y_pred : ndarray of shape (n_samples,) or (n_samples, n_outputs)
            The predicted labels or values.
        """
        return _call_best(self, "predict", X)

    @available_if(_estimator_has("predict_proba"))
    def predict_proba(self, X: Any) -> Any:
        """Call ``predict_proba`` on the estimator with the best found params.

        Only available if `refit` is not False and the estimator has the method.

        Parameters
        ----------
        X : indexable of length n_samples
            Must fulfil the assumptions of the estimator.

        Returns
        -------
        y_pred : ndarray of shape (n_samples, n_classes)
            Class probabilities, in the order of `classes_`.
        """
        return _call_best(self, "predict_proba", X)

    @available_if(_estimator_has("predict_log_proba"))
    def predict_log_proba(self, X: Any) -> Any:
        """Call ``predict_log_proba`` on the estimator with the best found params.

        Only available if `refit` is not False and the estimator has the method.

        Parameters
        ----------
        X : indexable of length n_samples
            Must fulfil the assumptions of the estimator.

        Returns
        -------
        y_pred : ndarray of shape (n_samples, n_classes)
            Logarithms of the class probabilities, in the order of `classes_`.
        """
        return _call_best(self, "predict_log_proba", X)

    @available_if(_estimator_has("decision_function"))
    def decision_function(self, X: Any) -> Any:
        """Call ``decision_function`` on the estimator with the best found params.

        Only available if `refit` is not False and the estimator has the method.

        Parameters
        ----------
        X : indexable of length n_samples
            Must fulfil the assumptions of the estimator.

        Returns
        -------
        y_score : ndarray of shape (n_samples,), (n_samples, n_classes) or \
                (n_samples, n_classes * (n_classes - 1) / 2)
            The decision values.
        """
        return _call_best(self, "decision_function", X)

    @available_if(_estimator_has("score_samples"))
    def score_samples(self, X: Any) -> Any:
        """Call ``score_samples`` on the estimator with the best found params.

        Only available if `refit` is not False and the estimator has the method.

        Parameters
        ----------
        X : indexable of length n_samples
            Must fulfil the assumptions of the estimator.

        Returns
        -------
        y_score : ndarray of shape (n_samples,)
            One value per sample.
        """
        return _call_best(self, "score_samples", X)

    @available_if(_estimator_has("transform"))
    def transform(self, X: Any) -> Any:
        """Call ``transform`` on the estimator with the best found params.

        Only available if `refit` is not False and the estimator has the method.

        Parameters
        ----------
        X : indexable of length n_samples
            Must fulfil the assumptions of the estimator.

        Returns
        -------
        X_new : {ndarray, sparse matrix} of shape (n_samples, n_features_new)
            The transformed samples.
        """
        return _call_best(self, "transform", X)

    @available_if(_estimator_has("inverse_transform"))
    def inverse_transform(self, X: Any) -> Any:
        """Call ``inverse_transform`` on the estimator with the best found params.

        Only available if `refit` is not False and the estimator has the method.

        Parameters
        ----------
        X : indexable of length n_samples
            Must fulfil the assumptions of the estimator.

        Returns
        -------
        X_original : {ndarray, sparse matrix} of shape (n_samples, n_features)
            The samples before the transformation.
        """
        return _call_best(self, "inverse_transform", X)

    def score(self, X: Any, y: Any = None, **params: Any) -> Any:
        """Score the best estimator with `scoring`, or by its own ``score`` without one.

        Parameters
        ----------
        X : indexable of length n_samples
            Samples.
        y : array-like of shape (n_samples,) or (n_samples, n_outputs), default=None
            Target relative to `X`; None for unsupervised learning.
        **params : dict
            Metadata for the scorer; only with ``enable_metadata_routing=True``.

        Returns
        -------
        score : float
            Greater is better; where there are several metrics, the one that `refit` names.

        Raises
        ------
        AttributeError
            If `refit` is False.
        ValueError
            If `params` are given while metadata routing is not enabled.
        """
        _check_refit(self, "score")
        check_is_fitted(self)
        raise_for_params(params, self, "score")
        if routing_enabled():
            params = process_routing(self, "score", **params)["scorer"]["score"]
        if isinstance(self.scorer_, dict):
            return self.scorer_[self.refit](self.best_estimator_, X, y, **params)
        score = self.scorer_(self.best_estimator_, X, y, **params)
        return score[self.refit] if self.multimetric_ else score

    @property
    def classes_(self) -> Any:
        """Class labels, of shape (n_classes,); only for classifiers with `refit`."""
        _estimator_has("classes_")(self)
        return self.best_estimator_.classes_

    @property
    def n_features_in_(self) -> Any:
        """Number of features seen during fit; only with `refit`."""
        try:
            check_is_fitted(self)
        except NotFittedError as error:
            raise AttributeError(
                f"{type(self).__name__} object has no n_features_in_ attribute."
            ) from error
        return self.best_estimator_.n_features_in_
