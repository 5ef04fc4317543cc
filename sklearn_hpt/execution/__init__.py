"""Where work runs: executors that give each result as soon as it is there."""

from sklearn_hpt.execution.choice import make_executor
from sklearn_hpt.execution.devices import is_exhaustion, n_devices_each, raise_exhaustion
from sklearn_hpt.execution.folder import temporary_folder
from sklearn_hpt.execution.limits import Limits
from sklearn_hpt.execution.lost import Lost
from sklearn_hpt.execution.parallel import Joblib
from sklearn_hpt.execution.protocol import Executor
from sklearn_hpt.execution.sequential import Sequential
from sklearn_hpt.execution.workers import Workers

__all__ = [
    "Executor",
    "Joblib",
    "Limits",
    "Lost",
    "Sequential",
    "Workers",
    "is_exhaustion",
    "make_executor",
    "n_devices_each",
    "raise_exhaustion",
    "temporary_folder",
]
