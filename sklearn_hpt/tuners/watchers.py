"""The watchers of a tuner: who is told what becomes of its search."""

from typing import Any

from sklearn_hpt.evaluation import Narrator, Objective
from sklearn_hpt.observers import ProgressBar
from sklearn_hpt.study import Observer, Observers, as_observers
from sklearn_hpt.trials import SplitResult, Trial


class WatchedMixin:
    """Gives a tuner its observers, which stay behind when it is pickled or copied."""

    observers: Observers
    progress: bool

    def __getstate__(self) -> Any:
        # they belong to this process: an open connection, a bar, a function of a notebook
        state: Any = super().__getstate__()
        return {**state, "observers": ()}

    def _watchers(self) -> tuple[Observer, ...]:
        """Give all that are told of the search; the bar comes last, below what they print."""
        bar = (ProgressBar(),) if self.progress else ()
        return (*as_observers(self.observers), *bar)


class NarratingObserver(Observer):
    """Prints the lines of a verbose search in this process, as the results come.

    Lines that workers print would go through a bar.

    Parameters
    ----------
    narrator : Narrator
    objective : Objective
    """

    def __init__(self, narrator: Narrator, objective: Objective) -> None:
        self._narrator = narrator
        self._objective = objective

    def on_result(self, trial: Trial, result: SplitResult) -> None:
        """Print what became of a fit."""
        self._narrator.begin(trial.number, trial.params, result.split)
        self._narrator.end(trial.number, trial.params, result, self._objective)
