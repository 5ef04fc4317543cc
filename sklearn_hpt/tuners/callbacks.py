"""The tasks of a search as scikit-learn's callbacks see them (1.9 and later)."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from sklearn_hpt._sklearn import has_callbacks, init_callback_context
from sklearn_hpt.evaluation import Watch, unwatched, watch_nothing


class Tasks(Protocol):
    """What a search tells about its tasks, as it goes through them."""

    def begin_search(self, n_fits: int) -> None:
        """Say that the search starts, and how many fits it makes at most."""
        ...

    def watcher(self, trial: int, split: int) -> Watch:
        """Give what surrounds the fit of a trial on a split."""
        ...

    def end_search(self) -> None:
        """Say that the last fit is made."""
        ...

    def refit(self, estimator: Any) -> AbstractContextManager[Any]:
        """Surround the refit of the best estimator."""
        ...

    def end(self) -> None:
        """Say that the whole fit is over."""
        ...


class SilentTasks:
    """Tells nobody: what a search without callbacks does."""

    watcher = staticmethod(watch_nothing)

    def begin_search(self, n_fits: int) -> None:
        """Say nothing."""

    def end_search(self) -> None:
        """Say nothing."""

    def refit(self, estimator: Any) -> AbstractContextManager[Any]:
        """Surround the refit by nothing."""
        return unwatched(estimator, None, None, None)

    def end(self) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class TaskWatch:
    """Tells callbacks of one task that fits an estimator, in whatever process it runs.

    Parameters
    ----------
    tuner : estimator
        Whose task it is.
    context : sklearn.callback.CallbackContext
        The task.
    """

    tuner: Any
    context: Any

    @contextmanager
    def __call__(self, estimator: Any, X: Any, y: Any, sample_weight: Any) -> Iterator[None]:
        """Surround the fit of an estimator, as `evaluation.Watch` has it."""
        told = {"estimator": self.tuner, "X": X, "y": y, "metadata": _metadata(sample_weight)}
        try:
            with self.context.propagate_callback_context(estimator):
                self.context.call_on_fit_task_begin(**told)
                yield
        finally:
            self.context.call_on_fit_task_end(**told)


class CallbackTasks:
    """Tells the callbacks of a tuner about its tree of tasks.

    The names of the tasks are those of `sklearn.model_selection.GridSearchCV`.

    Parameters
    ----------
    tuner : estimator
        The search, with callbacks.
    X, y : indexable
        All samples.
    sample_weight : array-like or None
        Their weights, if given to ``fit``.
    """

    def __init__(self, tuner: Any, X: Any, y: Any, sample_weight: Any) -> None:
        self._tuner = tuner
        self._told = {"estimator": tuner, "X": X, "y": y, "metadata": _metadata(sample_weight)}
        self._root = init_callback_context(tuner, max_subtasks=1 + (tuner.refit is not False))
        self._root.call_on_fit_task_begin(**self._told)
        self._sample_weight = sample_weight

    def begin_search(self, n_fits: int) -> None:
        """Open the task of the search."""
        self._search = self._root.subcontext(
            task_name="search", max_subtasks=n_fits, sequential_subtasks=False
        )
        self._search.call_on_fit_task_begin(estimator=self._tuner)

    def watcher(self, trial: int, split: int) -> Watch:
        """Open the task of a trial on a split."""
        context = self._search.subcontext(
            task_name="candidate-split-evaluation", task_id=trial * self._tuner.n_splits_ + split
        )
        return TaskWatch(self._tuner, context)

    def end_search(self) -> None:
        """Close the task of the search."""
        self._search.call_on_fit_task_end(estimator=self._tuner)

    def refit(self, estimator: Any) -> AbstractContextManager[Any]:
        """Open the task of the refit, and close it afterwards."""
        watch = TaskWatch(self._tuner, self._root.subcontext(task_name="refit-with-best-params"))
        return watch(estimator, self._told["X"], self._told["y"], self._sample_weight)

    def end(self) -> None:
        """Close the root task."""
        self._root.call_on_fit_task_end(**self._told)


def open_tasks(tuner: Any, X: Any, y: Any, sample_weight: Any) -> Tasks:
    """Open the tree of tasks of a search; silent unless somebody listens.

    Parameters
    ----------
    tuner : estimator
        The search.
    X, y : indexable
        All samples.
    sample_weight : array-like or None
        Their weights, if given to ``fit``.

    Returns
    -------
    tasks : Tasks
    """
    nested = [tuner, *tuner.get_params(deep=True).values()]
    if any(has_callbacks(value) for value in nested if not isinstance(value, type)):
        return CallbackTasks(tuner, X, y, sample_weight)
    return SilentTasks()


def _metadata(sample_weight: Any) -> dict[str, Any] | None:
    return None if sample_weight is None else {"sample_weight": sample_weight}
