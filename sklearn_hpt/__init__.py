"""Hyperparameter tuning for scikit-learn."""

from sklearn_hpt._version import __version__

__all__ = ["__version__"]
