"""Advice for single trees, forests and bagging."""

from collections.abc import Mapping
from typing import Final

from sklearn_hpt.space.choices import Categorical
from sklearn_hpt.space.defaults.advice import Advice, Chapter, for_each
from sklearn_hpt.space.integer import Integer
from sklearn_hpt.space.real import Real

_LEAF = Advice(Integer(1, 60, log=True), "The range of rpart's minbucket in Probst et al. (2019).")
_FOREST_LEAF = Advice(
    Integer(1, 20, log=True), "Forests like deep trees; larger leaves help with noise."
)
_FEATURES = Advice(
    Real(0.05, 1.0), "The most important param of forests (Probst et al. 2019); a share of all."
)
_GINI_OR_ENTROPY = Advice(Categorical(["gini", "entropy"]), "All but log_loss, which is entropy.")
_SINGLE: Final[Mapping[str, Advice]] = {
    "max_depth": Advice(Integer(1, 30, log=True), "From a stump to what is grown in full."),
    "min_samples_leaf": _LEAF,
    "min_samples_split": Advice(Integer(2, 60, log=True), "Probst et al. (2019)."),
    "ccp_alpha": Advice(Real(1e-6, 0.1, log=True), "Of the impurity at the root."),
}
_MANY: Final[Mapping[str, Advice]] = {
    "max_features": _FEATURES,
    "min_samples_leaf": _FOREST_LEAF,
    "min_samples_split": Advice(Integer(2, 20, log=True), "As for the leaves."),
}
_BAG = Advice(
    Real(0.3, 1.0),
    "Smaller parts make more different trees (Probst et al. 2019).",
    lambda estimator: bool(estimator.bootstrap),
)

TREES: Final[Chapter] = {
    **for_each(
        "DecisionTreeClassifier ExtraTreeClassifier", {**_SINGLE, "criterion": _GINI_OR_ENTROPY}
    ),
    **for_each("DecisionTreeRegressor ExtraTreeRegressor", _SINGLE),
    **for_each(
        "RandomForestClassifier ExtraTreesClassifier",
        {**_MANY, "max_samples": _BAG, "criterion": _GINI_OR_ENTROPY},
    ),
    **for_each("RandomForestRegressor ExtraTreesRegressor", {**_MANY, "max_samples": _BAG}),
    **for_each(
        "BaggingClassifier BaggingRegressor",
        {
            "max_samples": Advice(Real(0.3, 1.0), "A share of the samples."),
            "max_features": Advice(Real(0.3, 1.0), "A share of the features (Ho 1998)."),
        },
    ),
}
