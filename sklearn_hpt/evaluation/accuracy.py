"""Accuracy: what scikit-learn's `accuracy_score` gives, without checks that are sure to pass.

Of few predictions, nearly all of its time goes into finding out what kind of labels they are.
What scikit-learn does was read in releases 1.7.0 to 1.9.1.
"""

from typing import Any

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.metrics import accuracy_score
from sklearn.neighbors import KNeighborsClassifier, RadiusNeighborsClassifier
from sklearn.pipeline import Pipeline

from sklearn_hpt._sklearn import passes_on, routing_enabled, scores_predictions_by
from sklearn_hpt.evaluation.reuse.packages import is_of

PLAIN_KINDS = "biuU"
"""The kinds of labels that are what they seem: truth values, whole numbers and strings."""

MOST_QUIET = 20
"""With so many samples, nothing is said of the number of classes; with more, it may be."""

SCORES = tuple(
    kind.score for kind in (ClassifierMixin, KNeighborsClassifier, RadiusNeighborsClassifier)
)
"""Methods that give the accuracy of ``predict``, and do nothing else."""


def accuracy(y: Any, predicted: Any) -> float:
    """Give the share of predictions that are right.

    Parameters
    ----------
    y : array-like of shape (n_samples,)
        The true labels.
    predicted : array-like of shape (n_samples,)

    Returns
    -------
    accuracy : float
        As `sklearn.metrics.accuracy_score` has it, to the last bit, and with its warnings.

    Raises
    ------
    Exception
        What `sklearn.metrics.accuracy_score` raises.

    Examples
    --------
    >>> accuracy(np.array([1, 2, 3, 4]), np.array([1, 2, 3, 3]))
    0.75
    """
    labels = y.to_numpy() if is_of(y, "pandas", "Series") and _has_plain_kind(y) else y
    if not (_are_plain(labels) and _are_plain(predicted)):
        return float(accuracy_score(y, predicted))
    if labels.dtype.kind != predicted.dtype.kind or labels.shape != predicted.shape:
        return float(accuracy_score(y, predicted))
    return int(np.count_nonzero(labels == predicted)) / len(labels)


def gives_accuracy(scorer: Any, estimator: Any) -> bool:
    """Say whether a scorer gives the accuracy of what an estimator predicts, and nothing else.

    Parameters
    ----------
    scorer : callable
        As scikit-learn resolves it.
    estimator : fitted estimator

    Returns
    -------
    gives : bool
    """
    if passes_on(scorer):
        return _scores_by_accuracy(estimator)
    can_predict = hasattr(estimator, "predict")  # else a scorer says so in words of its own
    return (
        can_predict
        and scores_predictions_by(scorer, accuracy_score)
        and _has_plain_classes(estimator)
    )


def _scores_by_accuracy(estimator: Any) -> bool:
    """Say whether the ``score`` of an estimator gives its accuracy."""
    if type(estimator) is Pipeline:
        return not routing_enabled() and _scores_by_accuracy(estimator.steps[-1][1])
    is_own = "score" in getattr(estimator, "__dict__", {})
    return not is_own and getattr(type(estimator), "score", None) in SCORES


def _has_plain_classes(estimator: Any) -> bool:
    """Say whether the classes of an estimator pass the checks of a scorer, without a warning."""
    classes: Any = getattr(estimator, "classes_", None)
    return _are_plain(classes) and len(classes) <= MOST_QUIET


def _are_plain(labels: Any) -> bool:
    """Say whether labels pass every check, without a warning of too many classes."""
    if type(labels) is not np.ndarray or labels.ndim != 1 or not _has_plain_kind(labels):
        return False
    n = len(labels)
    return n > 0 and (n <= MOST_QUIET or len(np.unique(labels)) <= round(0.5 * n))


def _has_plain_kind(labels: Any) -> bool:
    return isinstance(labels.dtype, np.dtype) and labels.dtype.kind in PLAIN_KINDS
