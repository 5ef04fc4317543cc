"""Hyperparameter tuning for scikit-learn: grid, random and Bayesian search."""

from sklearn_hpt._version import __version__
from sklearn_hpt.limits import AtLeast, AtMost
from sklearn_hpt.space import (
    Categorical,
    Constant,
    Integer,
    Ordinal,
    Real,
    SearchSpace,
    default_space,
)
from sklearn_hpt.study import Study
from sklearn_hpt.tuners import BayesSearchTuner, GridSearchTuner, RandomSearchTuner

__all__ = [
    "AtLeast",
    "AtMost",
    "BayesSearchTuner",
    "Categorical",
    "Constant",
    "GridSearchTuner",
    "Integer",
    "Ordinal",
    "RandomSearchTuner",
    "Real",
    "SearchSpace",
    "Study",
    "__version__",
    "default_space",
]
