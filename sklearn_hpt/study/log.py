"""The log of a search: what it tells Python's ``logging``, as an observer of itself."""

import logging

from sklearn_hpt._readable import readable_params, words
from sklearn_hpt._typing import Params
from sklearn_hpt.study.best import BestSoFar
from sklearn_hpt.study.observer import Observer
from sklearn_hpt.trials import History, Trial, TrialState

LOGGER = logging.getLogger(__name__)


class LogObserver(Observer):
    """Logs the beginning, each new best and the end as INFO, each trial as DEBUG."""

    def __init__(self) -> None:
        self._best = BestSoFar()

    @staticmethod
    def is_heard() -> bool:
        """Say whether anybody listens; if not, the search has no need of it."""
        return LOGGER.isEnabledFor(logging.INFO)

    def on_begin(self, history: History, n_trials: int | None, n_splits: int | None) -> None:
        """Log how large the search is, and what is known of it."""
        planned = "" if n_trials is None else f" of {n_trials} trials"
        planned += "" if n_splits is None else f" on {n_splits} splits"
        known = sum(len(trial.splits) for trial in history.trials)
        n_told = len(history) - len(history.pending)
        LOGGER.info(
            "a search%s begins, with %d trials told and %d results known", planned, n_told, known
        )

    def on_trial(self, trial: Trial, history: History) -> None:
        """Log what became of a trial, and whether it is the best so far."""
        is_best = self._best.beaten_by(trial, history)
        if LOGGER.isEnabledFor(logging.DEBUG):
            LOGGER.debug("trial %d %s: %s", trial.number, _fate(trial), _describe(trial.params))
        if is_best:
            LOGGER.info(
                "trial %d is the best so far, score %.6g: %s",
                trial.number,
                trial.score,
                _describe(trial.params),
            )

    def on_end(self, history: History, stop_reason: str | None) -> None:
        """Log why the search is over, and what it found."""
        best = history.incumbent
        found = "none finished" if best is None else f"best score {best.score:.6g}"
        reason = "all are done" if stop_reason is None else stop_reason
        outside = f", {len(history.infeasible)} infeasible" if history.infeasible else ""
        LOGGER.info(
            "the search ended after %d trials (%d failed%s, %s): %s",
            len(history),
            len(history.failed),
            outside,
            found,
            reason,
        )


def _fate(trial: Trial) -> str:
    if trial.state is TrialState.FINISHED:
        return f"has score {trial.score:.6g}"
    return str(trial.state.value)


def _describe(params: Params) -> str:
    """Put params into words; secrets are masked."""
    return ", ".join(f"{name}={words(form)}" for name, form in readable_params(params).items())
