"""Plots of what a search has found, as scikit-learn's displays."""

from sklearn_hpt.utils.plots.contour import ContourDisplay
from sklearn_hpt.utils.plots.convergence import ConvergenceDisplay
from sklearn_hpt.utils.plots.heat_map import HeatMapDisplay
from sklearn_hpt.utils.plots.importance import ImportanceDisplay
from sklearn_hpt.utils.plots.parallel_coordinates import ParallelCoordinatesDisplay
from sklearn_hpt.utils.plots.pareto import ParetoDisplay
from sklearn_hpt.utils.plots.performance import plot_hyperparam_performance
from sklearn_hpt.utils.plots.slice import SliceDisplay
from sklearn_hpt.utils.plots.splits import SplitsDisplay
from sklearn_hpt.utils.plots.timeline import TimelineDisplay

__all__ = [
    "ContourDisplay",
    "ConvergenceDisplay",
    "HeatMapDisplay",
    "ImportanceDisplay",
    "ParallelCoordinatesDisplay",
    "ParetoDisplay",
    "SliceDisplay",
    "SplitsDisplay",
    "TimelineDisplay",
    "plot_hyperparam_performance",
]
