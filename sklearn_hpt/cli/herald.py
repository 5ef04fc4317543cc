"""The herald: lines that tell how a search goes on, while one waits for it."""

import sys
import time
from collections.abc import Callable

from sklearn_hpt.observers import Observer
from sklearn_hpt.trials import History, Trial

SECONDS_BETWEEN_LINES = 10.0
"""Of a search that finds nothing better."""


class Herald(Observer):
    """Prints a line for each new best, and one now and then if there is none.

    Parameters
    ----------
    clock : callable, default=time.monotonic
        Gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._best: float | None = None
        self._n_trials: int | None = None
        self._told = clock()

    def on_begin(self, history: History, n_trials: int | None, n_splits: int | None) -> None:
        """Take up what an earlier run has found."""
        self._n_trials = n_trials
        best = history.incumbent
        self._best = None if best is None else best.score

    def on_trial(self, trial: Trial, history: History) -> None:
        """Say what is worth saying of a trial."""
        score = trial.score
        if score is not None and (self._best is None or score > self._best):
            self._best = score
            self._say(f"trial {trial.number + 1} of {self._n_trials}: {score:.4f}")
        elif self._clock() - self._told >= SECONDS_BETWEEN_LINES:
            self._say(f"trial {trial.number + 1} of {self._n_trials}")

    def _say(self, line: str) -> None:
        print(f"  {line}", file=sys.stderr)
        self._told = self._clock()
