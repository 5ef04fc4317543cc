"""Advice for boosting, here and in XGBoost, LightGBM and CatBoost, known by class name."""

from typing import Any, Final

from sklearn_hpt.space.choices import Categorical
from sklearn_hpt.space.defaults.advice import Advice, Chapter, for_each
from sklearn_hpt.space.integer import Integer
from sklearn_hpt.space.real import Real

_STEP = Advice(
    Real(0.01, 0.5, log=True), "Smaller steps need more trees (Friedman 2001); log scale for that."
)
_TREES = Advice(Integer(50, 500, log=True), "With the step: their product counts.")
_ROWS = Advice(Real(0.5, 1.0), "Stochastic boosting: about half to all (Friedman 2002).")
_COLUMNS = Advice(Real(0.2, 1.0), "A share of the features for each tree.")


def _bags(estimator: Any) -> bool:
    """Whether a LightGBM model draws rows at all."""
    return bool(getattr(estimator, "subsample_freq", 0))


BOOSTING: Final[Chapter] = {
    **for_each(
        "HistGradientBoostingClassifier HistGradientBoostingRegressor",
        {
            "learning_rate": _STEP,
            "max_iter": _TREES,
            "max_leaf_nodes": Advice(Integer(4, 128, log=True), "Around the default of 31."),
            "min_samples_leaf": Advice(Integer(2, 100, log=True), "Around the default of 20."),
            "l2_regularization": Advice(Real(1e-6, 100.0, log=True), "From none to very smooth."),
            "max_features": Advice(Real(0.2, 1.0), "A share of the features at each split."),
        },
    ),
    **for_each(
        "GradientBoostingClassifier GradientBoostingRegressor",
        {
            "learning_rate": _STEP,
            "n_estimators": _TREES,
            "max_depth": Advice(
                Integer(1, 10), "4 to 8 leaves usually do (Hastie et al. 2009, 10.11)."
            ),
            "min_samples_leaf": Advice(Integer(1, 60, log=True), "As for trees."),
            "subsample": _ROWS,
            "max_features": Advice(Real(0.1, 1.0), "A share of the features at each split."),
        },
    ),
    **for_each(
        "AdaBoostClassifier AdaBoostRegressor",
        {
            "n_estimators": Advice(Integer(25, 500, log=True), "Around the default of 50."),
            "learning_rate": Advice(Real(0.01, 2.0, log=True), "Against the number of rounds."),
        },
    ),
    **for_each(
        "XGBClassifier XGBRegressor XGBRanker XGBRFClassifier XGBRFRegressor",
        {
            "learning_rate": _STEP,
            "n_estimators": _TREES,
            "max_depth": Advice(Integer(2, 12), "Around the default of 6."),
            "min_child_weight": Advice(Real(0.1, 100.0, log=True), "Probst et al. (2019)."),
            "subsample": _ROWS,
            "colsample_bytree": _COLUMNS,
            "reg_lambda": Advice(Real(1e-3, 100.0, log=True), "Around the default of 1."),
            "reg_alpha": Advice(Real(1e-4, 10.0, log=True), "From hardly any, its default."),
        },
    ),
    **for_each(
        "LGBMClassifier LGBMRegressor LGBMRanker",
        {
            "learning_rate": _STEP,
            "n_estimators": _TREES,
            "num_leaves": Advice(Integer(4, 256, log=True), "Its main param; default 31."),
            "min_child_samples": Advice(Integer(2, 100, log=True), "Around the default of 20."),
            "subsample": Advice(_ROWS.dimension, _ROWS.reason, _bags),
            "colsample_bytree": _COLUMNS,
            "reg_lambda": Advice(Real(1e-4, 100.0, log=True), "From hardly any, its default."),
            "reg_alpha": Advice(Real(1e-4, 10.0, log=True), "From hardly any, its default."),
        },
    ),
    **for_each(
        "CatBoostClassifier CatBoostRegressor CatBoostRanker",
        {
            "learning_rate": Advice(Real(0.01, 0.3, log=True), "The range of its documentation."),
            "iterations": Advice(
                Integer(100, 1000, log=True), "Around the default of 1000, or less."
            ),
            "depth": Advice(Integer(4, 10), "Its documentation advises 4 to 10."),
            "l2_leaf_reg": Advice(Real(1.0, 30.0, log=True), "Around the default of 3."),
            "random_strength": Advice(Real(0.1, 10.0, log=True), "Around the default of 1."),
            "one_hot_max_size": Advice(
                Categorical([2, 10, 25]), "When categories become columns (its documentation)."
            ),
        },
    ),
}
