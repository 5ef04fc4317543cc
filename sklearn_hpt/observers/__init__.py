"""Who watches a search: a progress bar, a tracking server, or an observer of your own."""

from sklearn_hpt.observers.mlflow import MLflowObserver
from sklearn_hpt.observers.progress import ProgressBar
from sklearn_hpt.study import Observer

__all__ = ["MLflowObserver", "Observer", "ProgressBar"]
