"""The porch: what serves any search, whoever made it."""

from sklearn_hpt.utils.environment import environment
from sklearn_hpt.utils.spreadsheet import safe_cell

__all__ = ["environment", "safe_cell"]
