"""The watch over a study: what becomes of it is told to its observers."""

import logging
import warnings
from collections.abc import Sequence
from typing import Any

from sklearn_hpt.exceptions import ObserverWarning
from sklearn_hpt.study.log import LogObserver
from sklearn_hpt.study.memory import Memory
from sklearn_hpt.study.observer import Observer
from sklearn_hpt.trials import History, SplitResult, Trial, TrialState

LOGGER = logging.getLogger(__name__)


class Watch:
    """Tells observers what comes into a memory, and keeps their errors from the search.

    The first error of an observer is a warning; it is told on, and what else it raises goes to
    the log.

    Parameters
    ----------
    memory : Memory
    observers : sequence of Observer
    """

    def __init__(self, memory: Memory, observers: Sequence[Observer]) -> None:
        self._memory = memory
        self._given = tuple(observers)
        self._observers = self._given
        self._is_under_way = False
        self._failed: list[Observer] = []

    def begin(self, n_trials: int | None, n_splits: int | None = None) -> None:
        """Tell that the search begins, unless it is under way."""
        if self._is_under_way:
            return
        self._is_under_way = True
        self._observers = (*self._given, *([LogObserver()] if LogObserver.is_heard() else ()))
        if self._observers:
            self._tell("on_begin", self._memory.history(), n_trials, n_splits)

    def saw(self, trial: Trial, new: Sequence[SplitResult]) -> None:
        """Tell of a later version of a trial.

        Parameters
        ----------
        trial : Trial
            As the memory has it now.
        new : sequence of SplitResult
            What of its results is new. A trial whose results were all known is no news.
        """
        if not self._observers:
            return
        for result in new:
            self._tell("on_result", trial, result)
        if trial.state is not TrialState.PENDING and (new or not trial.splits):
            self._tell("on_trial", trial, self._memory.history())

    def end(self, history: History, stop_reason: str | None) -> None:
        """Tell that the search is over, if it is under way."""
        if self._is_under_way:
            self._is_under_way = False
            self._tell("on_end", history, stop_reason)

    def _tell(self, event: str, *told: Any) -> None:
        for observer in self._observers:
            try:
                getattr(observer, event)(*told)
            except Exception as error:
                self._report(observer, event, error)

    def _report(self, observer: Observer, event: str, error: Exception) -> None:
        LOGGER.debug("the observer %r failed in %s", observer, event, exc_info=error)
        if any(each is observer for each in self._failed):
            return
        self._failed.append(observer)
        warnings.warn(
            f"The observer {observer!r} failed in {event} ({describe_error(error)}). The search "
            "goes on and tells it on; what else it raises goes to the log, at level DEBUG.",
            ObserverWarning,
            stacklevel=2,
        )


def describe_error(error: BaseException) -> str:
    """Name an error with its message.

    Examples
    --------
    >>> describe_error(ValueError("no")), describe_error(KeyboardInterrupt())
    ('ValueError: no', 'KeyboardInterrupt')
    """
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
