"""The task: one trial on one split."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeAlias

from sklearn_hpt._typing import Params, Split

Watch: TypeAlias = Callable[[Any, Any, Any, Any], AbstractContextManager[Any]]
"""``watch(estimator, X, y, sample_weight)`` surrounds the fit of an estimator."""


Watcher: TypeAlias = Callable[[int, int], Watch]
"""``watcher(trial_number, split_number)`` gives what surrounds that fit."""


def unwatched(estimator: Any, X: Any, y: Any, sample_weight: Any) -> AbstractContextManager[Any]:
    """Surround a fit by nothing: what a search without callbacks does."""
    return nullcontext()


def watch_nothing(trial: int, split: int) -> Watch:
    """Leave every fit unwatched."""
    return unwatched


@dataclass(frozen=True)
class Task:
    """One trial on one split.

    Parameters
    ----------
    trial : int
        Number of the trial.
    params : mapping of str to object
        What is set on the estimator.
    split : int
        Number of the split, from 0.
    indices : (train, test)
        The split itself.
    watch : callable, default=unwatched
        Surrounds the fit.
    """

    trial: int
    params: Params
    split: int
    indices: Split
    watch: Watch = unwatched
