"""The loop and its memory: ask, tell, run."""

from sklearn_hpt.study.study import Study

__all__ = ["Study"]
