"""Every private name of scikit-learn that this package leans on, each with where it was seen.

Nothing else may import a private name, so a new release of scikit-learn is read against
this one page. All were seen in releases 1.7.0 to 1.9.1 unless a line says otherwise.
"""

from typing import Any

import numpy as np
from sklearn.base import _fit_context as fit_context
from sklearn.metrics._scorer import _BaseScorer as BaseScorer
from sklearn.metrics._scorer import _MultimetricScorer as MultimetricScorer
from sklearn.metrics._scorer import _PassthroughScorer as PassthroughScorer
from sklearn.metrics._scorer import _Scorer as Scorer
from sklearn.utils import _safe_indexing as safe_indexing
from sklearn.utils._array_api import device, get_namespace
from sklearn.utils._param_validation import HasMethods, Interval, StrOptions
from sklearn.utils._repr_html.estimator import _VisualBlock as VisualBlock
from sklearn.utils.metadata_routing import _raise_for_params as raise_for_params
from sklearn.utils.metadata_routing import _routing_enabled as routing_enabled
from sklearn.utils.metaestimators import _safe_split as safe_split
from sklearn.utils.validation import _check_method_params as check_method_params
from sklearn.utils.validation import _num_samples as num_samples

try:
    from sklearn.callback import CallbackSupportMixin  # 1.9.0 and later
except ImportError:

    class CallbackSupportMixin:  # type: ignore[no-redef]
        """Stands in where scikit-learn has no callbacks: no method, no context."""


__all__ = [
    "CallbackSupportMixin",
    "HasMethods",
    "Interval",
    "MultimetricScorer",
    "PassthroughScorer",
    "StrOptions",
    "VisualBlock",
    "check_method_params",
    "fit_context",
    "has_callbacks",
    "init_callback_context",
    "num_samples",
    "passes_on",
    "raise_for_params",
    "routing_enabled",
    "safe_indexing",
    "safe_split",
    "scorer_accepts_sample_weight",
    "scores_predictions_by",
    "to_namespace_of",
    "uses_response_methods_only",
]


def to_namespace_of(X: Any, indices: Any) -> Any:
    """Give indices as an array of the namespace and on the device of X.

    Splitters yield numpy arrays or lists, which an array on another device cannot be
    indexed with.
    """
    xp, _ = get_namespace(X)
    return np.asarray(indices) if xp is np else xp.asarray(indices, device=device(X))


def scorer_accepts_sample_weight(scorer: Any) -> bool | None:
    """Say whether a scorer takes sample weights; None when it does not tell."""
    accepts = getattr(scorer, "_accept_sample_weight", None)
    return None if accepts is None else bool(accepts())


def uses_response_methods_only(scorer: Any) -> bool:
    """Say whether a scorer sees an estimator only through its methods that predict or score."""
    scorers = scorer._scorers.values() if isinstance(scorer, MultimetricScorer) else (scorer,)
    return all(isinstance(one, (BaseScorer, PassthroughScorer)) for one in scorers)


def passes_on(scorer: Any) -> bool:
    """Say whether a scorer calls ``score`` of an estimator, and does nothing else."""
    return type(scorer) is PassthroughScorer


def scores_predictions_by(scorer: Any, metric: Any) -> bool:
    """Say whether a scorer gives what a metric makes of ``predict``, and of nothing else."""
    return (
        type(scorer) is Scorer
        and scorer._score_func is metric
        and scorer._sign == 1
        and scorer._kwargs == {}
        and scorer._response_method == "predict"
    )


def has_callbacks(estimator: Any) -> bool:
    """Say whether callbacks were set on an estimator (1.9.0 and later)."""
    return hasattr(estimator, "_skl_callbacks") or hasattr(estimator, "_parent_callback_ctx")


def init_callback_context(estimator: Any, max_subtasks: int) -> Any:
    """Open the root task of an estimator's fit for its callbacks (1.9.0 and later)."""
    return estimator._init_callback_context(max_subtasks=max_subtasks)
