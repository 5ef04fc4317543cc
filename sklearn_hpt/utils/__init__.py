"""The porch: what serves any search, whoever made it."""

from sklearn_hpt.utils.environment import environment
from sklearn_hpt.utils.log import log_results, read_results
from sklearn_hpt.utils.persistence import load_best_model, save_best_model
from sklearn_hpt.utils.spreadsheet import safe_cell

__all__ = [
    "environment",
    "load_best_model",
    "log_results",
    "read_results",
    "safe_cell",
    "save_best_model",
]
