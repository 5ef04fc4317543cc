"""Saved models: files that are whole or not there, and that run nothing when they are loaded."""

from sklearn_hpt.utils.persistence.loading import load_best_model
from sklearn_hpt.utils.persistence.saving import save_best_model

__all__ = ["load_best_model", "save_best_model"]
