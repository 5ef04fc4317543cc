"""A worker of our own: one process, what it is told, and what ends it."""

from sklearn_hpt.execution.worker.memory import check_memory_can_be_limited
from sklearn_hpt.execution.worker.messages import Opening
from sklearn_hpt.execution.worker.parcel import Parcel, is_same, pack
from sklearn_hpt.execution.worker.process import Worker
from sklearn_hpt.execution.worker.surroundings import Surroundings, thread_environment

__all__ = [
    "Opening",
    "Parcel",
    "Surroundings",
    "Worker",
    "check_memory_can_be_limited",
    "is_same",
    "pack",
    "thread_environment",
]
