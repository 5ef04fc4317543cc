"""Boosters of other packages: the first rounds of a long boosting are a shorter one.

Only what was seen to come out the same to the last bit is served, in xgboost 3.2, lightgbm 4.7 and
catboost 1.2: trees grown one round after the other, on one thread, without early stopping. Not so
are rounds that rescale the rounds before (dart, langevin, shrinking models), and the learning rate
that catboost chooses by the number of rounds. With ``random_state=None`` all three draw from a seed
that is a number.
"""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from inspect import signature
from typing import Any

from sklearn_hpt.evaluation.reuse.packages import is_of
from sklearn_hpt.evaluation.reuse.submodels.checks import (
    is_count,
    is_number,
    is_one_of,
    is_seeded,
)
from sklearn_hpt.evaluation.reuse.submodels.protocol import NotServedError
from sklearn_hpt.evaluation.reuse.submodels.responses import answered_by

CATBOOST_HARMLESS = frozenset(
    (
        "iterations",
        "n_estimators",
        "learning_rate",
        "depth",
        "l2_leaf_reg",
        "random_seed",
        "random_state",
        "random_strength",
        "subsample",
        "bootstrap_type",
        "bagging_temperature",
        "rsm",
        "border_count",
        "boosting_type",
        "loss_function",
        "class_weights",
        "auto_class_weights",
        "thread_count",
        "verbose",
        "allow_writing_files",
    )
)
"""Settings of catboost under which rounds were seen not to depend on later ones."""


class FirstRounds(ABC):
    """The first rounds of a booster.

    Parameters
    ----------
    parameter : str
        The number of rounds.
    """

    module: str
    classes: tuple[str, ...]
    response_methods_only = True
    warns_alike = False

    def __init__(self, parameter: str = "n_estimators") -> None:
        self.parameters = (parameter,)

    def applies(self, estimator: Any) -> bool:
        """Refuse subclasses, and settings under which rounds depend on later ones."""
        return is_of(estimator, self.module, *self.classes) and self.suits(estimator)

    def family(self, values: Mapping[str, Any]) -> Hashable | None:
        """Serve every number of rounds."""
        return "rounds" if is_count(values[self.parameters[0]]) else None

    def anchor(self, values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Boost the most rounds."""
        (parameter,) = self.parameters
        return {parameter: max(value[parameter] for value in values)}

    def view(self, fitted: Any, values: Mapping[str, Any]) -> Any:
        """Predict by the first rounds."""
        (parameter,) = self.parameters
        if not self.has_all_rounds(fitted):
            raise NotServedError("some rounds were left out, or others were there before")
        return self.cut(fitted, int(values[parameter]))

    @abstractmethod
    def suits(self, estimator: Any) -> bool:
        """Say whether rounds come out the same, however many follow."""

    @abstractmethod
    def has_all_rounds(self, fitted: Any) -> bool:
        """Say whether a fit did all the rounds it was asked for, and no others."""

    @abstractmethod
    def cut(self, fitted: Any, n_rounds: int) -> Any:
        """Give the model of the first rounds."""


class XGBoostRounds(FirstRounds):
    """The first rounds of xgboost."""

    module = "xgboost.sklearn"
    classes = ("XGBClassifier", "XGBRegressor")

    def suits(self, estimator: Any) -> bool:
        """Take trees on one thread of the processor."""
        unset = ("callbacks", "early_stopping_rounds", "multi_strategy", "kwargs")
        return (
            estimator.n_jobs == 1
            and (estimator.random_state is None or is_seeded(estimator))
            and estimator.booster in (None, "gbtree")
            and estimator.tree_method in (None, "auto", "exact", "approx", "hist")
            and estimator.device in (None, "cpu")
            and estimator.verbosity in (None, 0, 1)
            and not callable(estimator.objective)
            and all(getattr(estimator, name, None) is None for name in unset)
        )

    def has_all_rounds(self, fitted: Any) -> bool:
        """Count them."""
        return bool(fitted.get_booster().num_boosted_rounds() == fitted.n_estimators)

    def cut(self, fitted: Any, n_rounds: int) -> Any:
        """Predict by the first rounds."""
        return _predict_with(fitted, iteration_range=(0, n_rounds))


class LightGBMRounds(FirstRounds):
    """The first rounds of lightgbm."""

    module = "lightgbm.sklearn"
    classes = ("LGBMClassifier", "LGBMRegressor")

    def suits(self, estimator: Any) -> bool:
        """Take trees on one thread, and of the further settings those that do no harm."""
        params = estimator.get_params(deep=False)
        further = params.keys() - signature(type(estimator)).parameters.keys()
        return (
            estimator.n_jobs == 1
            and (estimator.random_state is None or is_seeded(estimator))
            and is_one_of(estimator.boosting_type, "gbdt")
            and not callable(estimator.objective)
            and further <= {"verbose", "verbosity", "force_row_wise", "force_col_wise"}
            and all(params.get(name, 1) in (-1, 0, 1) for name in ("verbose", "verbosity"))
        )

    def has_all_rounds(self, fitted: Any) -> bool:
        """Count them: a round that finds nothing to split is left out, and the next one tried."""
        booster = fitted.booster_
        continued = getattr(booster, "_Booster__init_predictor", None) is not None
        n_rounds = booster.current_iteration()
        return n_rounds == fitted.n_estimators and booster.best_iteration < 1 and not continued

    def cut(self, fitted: Any, n_rounds: int) -> Any:
        """Predict by the first rounds."""
        return _predict_with(fitted, num_iteration=n_rounds)


class CatBoostRounds(FirstRounds):
    """The first rounds of catboost, whose rate of learning is given."""

    module = "catboost.core"
    classes = ("CatBoostClassifier", "CatBoostRegressor")

    def suits(self, estimator: Any) -> bool:
        """Take trees on one thread, and of all settings those that do no harm."""
        params = estimator.get_params()
        return (
            params.keys() <= CATBOOST_HARMLESS
            and params.get("thread_count") == 1
            and is_number(params.get("learning_rate"))
            and is_count(params.get("random_seed", params.get("random_state", 0)), least=0)
            and not params.get("verbose", True)
            and isinstance(params.get("loss_function", ""), str)
        )

    def has_all_rounds(self, fitted: Any) -> bool:
        """Count them."""
        n_rounds = fitted.get_params()[self.parameters[0]]
        return bool(fitted.tree_count_ == n_rounds and fitted.best_iteration_ is None)

    def cut(self, fitted: Any, n_rounds: int) -> Any:
        """Take the later trees out of a copy."""
        view = fitted.copy()
        view.shrink(n_rounds)
        return view


def _predict_with(fitted: Any, **arguments: Any) -> Any:
    return answered_by(fitted, lambda name: partial(getattr(fitted, name), **arguments))


BOOSTERS = (
    XGBoostRounds(),
    LightGBMRounds(),
    CatBoostRounds("iterations"),
    CatBoostRounds("n_estimators"),
)
"""Boosters that may be installed."""
