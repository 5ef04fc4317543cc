"""Voting: the voters are fitted once, however their votes are then counted."""

from typing import Any

import numpy as np
from sklearn.ensemble import VotingClassifier, VotingRegressor

from sklearn_hpt.evaluation.reuse.submodels.afterwards import Afterwards
from sklearn_hpt.evaluation.reuse.submodels.checks import is_one_of
from sklearn_hpt.evaluation.reuse.submodels.protocol import NotServedError


def _weigh(view: Any) -> None:
    """Leave errors about the number of weights to a fit of its own."""
    if view.weights is not None and len(view.weights) != len(view.estimators):
        raise NotServedError(f"{len(view.weights)} weights for {len(view.estimators)} voters")


def _is_quiet(estimator: Any) -> bool:
    return not estimator.verbose


def _are_weights(value: Any) -> bool:
    return value is None or isinstance(value, (list, tuple, np.ndarray))


def _is_voting(value: Any) -> bool:
    return is_one_of(value, "hard", "soft")


VOTING = (
    Afterwards(
        (VotingClassifier, VotingRegressor),
        {"weights": _are_weights, "voting": _is_voting},
        fitted_with={"weights": None},
        suits=_is_quiet,
        finish=_weigh,
    ),
)
"""Votes for classes, and means of predictions."""
