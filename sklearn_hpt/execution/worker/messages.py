"""The messages between a search and a worker of its own."""

from dataclasses import dataclass
from typing import Any

from sklearn_hpt.execution.worker.parcel import Parcel
from sklearn_hpt.execution.worker.surroundings import Surroundings


@dataclass(frozen=True)
class Opening:
    """To a worker, at the start of a run: what to call, and in which surroundings."""

    parcel: Parcel
    surroundings: Surroundings


@dataclass(frozen=True)
class Assignment:
    """To a worker: a task."""

    task: Any


@dataclass(frozen=True)
class Ready:
    """From a worker: the answer to an opening."""


@dataclass(frozen=True)
class Delivery:
    """From a worker: one result of its task."""

    result: Any


@dataclass(frozen=True)
class Finish:
    """From a worker: its task has no more results."""


@dataclass(frozen=True)
class Failure:
    """From a worker: what was raised, and the traceback, which would not travel with it."""

    error: BaseException
    traceback: str
