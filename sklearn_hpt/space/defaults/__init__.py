"""The spaces that are used when a user asks for the default one, and params to begin with."""

from sklearn_hpt.space.defaults.catalogue import CATALOGUE, default_space
from sklearn_hpt.space.defaults.portfolios import portfolio

__all__ = ["CATALOGUE", "default_space", "portfolio"]
