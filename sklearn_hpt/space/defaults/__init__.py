"""The spaces that are used when a user asks for the default one."""

from sklearn_hpt.space.defaults.catalogue import CATALOGUE, default_space

__all__ = ["CATALOGUE", "default_space"]
