"""The porch: what serves any search, whoever made it."""

from sklearn_hpt._environment import environment
from sklearn_hpt.utils.log import log_results, read_results
from sklearn_hpt.utils.persistence import load_best_model, save_best_model
from sklearn_hpt.utils.plots import plot_hyperparam_performance
from sklearn_hpt.utils.report import write_report

__all__ = [
    "environment",
    "load_best_model",
    "log_results",
    "plot_hyperparam_performance",
    "read_results",
    "save_best_model",
    "write_report",
]
