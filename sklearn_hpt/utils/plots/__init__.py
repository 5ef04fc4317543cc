"""Plots of what a search has found, as scikit-learn's displays."""

from sklearn_hpt.utils.plots.convergence import ConvergenceDisplay

__all__ = ["ConvergenceDisplay"]
