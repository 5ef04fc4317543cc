"""Thresholds of decisions: the classifier under them is fitted once."""

from typing import Any

from sklearn.model_selection import FixedThresholdClassifier

from sklearn_hpt.evaluation.reuse.submodels.afterwards import Afterwards
from sklearn_hpt.evaluation.reuse.submodels.checks import is_number, is_one_of


def _is_threshold(value: Any) -> bool:
    return is_number(value) or is_one_of(value, "auto")


THRESHOLDS = (Afterwards((FixedThresholdClassifier,), {"threshold": _is_threshold}),)
"""Thresholds that are set, not tuned."""
