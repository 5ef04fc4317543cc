"""The unit of work: one trial on one split."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeAlias

from sklearn_hpt._typing import Params, Split
from sklearn_hpt.trials import Trial

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


def plan(
    trials: Sequence[Trial],
    splits: Sequence[Split],
    watcher: Watcher = watch_nothing,
) -> list[Task]:
    """Arrange trials x splits as tasks, all splits of a trial together.

    Parameters
    ----------
    trials : sequence of Trial
    splits : sequence of (train, test)
    watcher : callable, default=watch_nothing
        ``watcher(trial_number, split_number)`` gives what surrounds that fit.

    Returns
    -------
    tasks : list of Task
        In the order of the trials, then of the splits.
    """
    return [
        Task(trial.number, trial.params, number, split, watcher(trial.number, number))
        for trial in trials
        for number, split in enumerate(splits)
    ]
