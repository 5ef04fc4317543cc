"""The porch: what serves any search, whoever made it."""

from sklearn_hpt.utils.environment import environment

__all__ = ["environment"]
