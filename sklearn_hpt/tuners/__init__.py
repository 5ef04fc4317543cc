"""The front doors: scikit-learn estimators that tune other estimators."""

from sklearn_hpt.tuners.bayes import BayesSearchTuner
from sklearn_hpt.tuners.grid import GridSearchTuner
from sklearn_hpt.tuners.random import RandomSearchTuner

__all__ = ["BayesSearchTuner", "GridSearchTuner", "RandomSearchTuner"]
