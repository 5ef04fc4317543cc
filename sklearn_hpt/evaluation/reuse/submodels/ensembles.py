"""Ensembles whose members are fitted one after the other: the first few are an ensemble too.

A member's fit draws from the seed of the ensemble in its turn, so it does not depend on how
many follow. Attributes without documentation were seen in scikit-learn 1.7.0 to 1.9.1.
"""

import copy
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from sklearn.ensemble import (
    AdaBoostClassifier,
    AdaBoostRegressor,
    BaggingClassifier,
    BaggingRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    IsolationForest,
)

from sklearn_hpt.evaluation.reuse.submodels.afterwards import any_suits
from sklearn_hpt.evaluation.reuse.submodels.checks import (
    is_count,
    is_one_of,
    is_quiet,
    is_seeded,
)


class FirstMembers:
    """The first members of an ensemble that is seeded and starts from nothing.

    Parameters
    ----------
    types : tuple of type
        The classes it holds for, no subclasses.
    lists : tuple of str
        The attributes that have one item per member.
    parameter : str, default="n_estimators"
        The number of members.
    longer : tuple of str, default=()
        The attributes that have one item more than members.
    suits : callable, default: all do
        Says whether it holds for an estimator of these classes.
    warns_alike : bool, default=False
        Whether a fit warns at its start only, and not once for a member.
    """

    response_methods_only = False

    def __init__(
        self,
        types: tuple[type, ...],
        lists: tuple[str, ...],
        parameter: str = "n_estimators",
        longer: tuple[str, ...] = (),
        suits: Callable[[Any], bool] = any_suits,
        warns_alike: bool = False,
    ) -> None:
        self.parameters = (parameter,)
        self._types = types
        self._lists = lists
        self._longer = longer
        self._suits = suits
        self.warns_alike = warns_alike

    def applies(self, estimator: Any) -> bool:
        """Refuse subclasses, open seeds, warm starts, and scores of the bags."""
        return (
            type(estimator) in self._types
            and is_seeded(estimator)
            and is_quiet(estimator)
            and not getattr(estimator, "oob_score", False)
            and self._suits(estimator)
        )

    def family(self, values: Mapping[str, Any]) -> Hashable | None:
        """Serve every number of members."""
        return "members" if is_count(values[self.parameters[0]]) else None

    def anchor(self, values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Fit the largest number of members."""
        (parameter,) = self.parameters
        return {parameter: max(value[parameter] for value in values)}

    def view(self, fitted: Any, values: Mapping[str, Any]) -> Any:
        """Cut the lists of members."""
        (parameter,) = self.parameters
        n_members = int(values[parameter])
        view = copy.copy(fitted)
        setattr(view, parameter, values[parameter])
        for names, length in ((self._lists, n_members), (self._longer, n_members + 1)):
            for name in names:
                if hasattr(view, name):
                    setattr(view, name, getattr(view, name)[:length])
        if hasattr(view, "n_estimators_"):
            view.n_estimators_ = len(view.estimators_)
        if hasattr(view, "oob_scores_"):
            view.oob_score_ = view.oob_scores_[-1]
        return view


def _has_no_quantile(estimator: Any) -> bool:
    """Say whether outliers are told by a fixed score, not by a share of the training samples."""
    return is_one_of(estimator.contamination, "auto")


def _is_scored_by_loss(estimator: Any) -> bool:
    """Say whether no scorer is asked, and may warn, after every iteration."""
    return estimator.early_stopping is False or is_one_of(estimator.scoring, "loss")


def _first_iterations(**options: Any) -> FirstMembers:
    """Serve the first iterations of boosting by histograms."""
    return FirstMembers(
        (HistGradientBoostingClassifier, HistGradientBoostingRegressor),
        ("_predictors",),
        parameter="max_iter",
        longer=("train_score_", "validation_score_"),
        **options,
    )


ENSEMBLES = (
    FirstMembers(
        (GradientBoostingClassifier, GradientBoostingRegressor),
        ("estimators_", "train_score_", "oob_improvement_", "oob_scores_"),
        warns_alike=True,
    ),
    _first_iterations(suits=_is_scored_by_loss, warns_alike=True),
    _first_iterations(),
    FirstMembers(
        (AdaBoostClassifier, AdaBoostRegressor),
        ("estimators_", "estimator_weights_", "estimator_errors_"),
    ),
    FirstMembers(
        (BaggingClassifier, BaggingRegressor),
        ("estimators_", "estimators_features_", "_seeds"),
    ),
    FirstMembers(
        (IsolationForest,),
        (
            "estimators_",
            "estimators_features_",
            "_seeds",
            "_average_path_length_per_tree",
            "_decision_path_lengths",
        ),
        suits=_has_no_quantile,
        warns_alike=True,
    ),
)
"""Boosting, bagging, and the isolation of outliers."""
