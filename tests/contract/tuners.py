"""The tuners under the names of the searches that they replace."""

from sklearn_hpt import GridSearchTuner, RandomSearchTuner


class GridSearchCV(GridSearchTuner):
    """The grid tuner."""


class RandomizedSearchCV(RandomSearchTuner):
    """The random tuner."""
