"""The progress bar: how far a search is, the best so far, and the time left."""

from contextlib import ExitStack
from typing import Any

from sklearn_hpt._optional import import_extra
from sklearn_hpt.observers.streams import count_columns, written_above
from sklearn_hpt.study import BestSoFar, Observer
from sklearn_hpt.trials import History, SplitResult, Trial, TrialState

WITH_TOTAL = "{percentage:3.0f}%|{bar}| {desc} [{elapsed}<{remaining}]"
WITHOUT_TOTAL = "{desc} [{elapsed}]"


class ProgressBar(Observer):
    """Draws a bar with tqdm, in a terminal or in a notebook.

    It shows how many trials are done, the best score so far, how many failed, and the time left.
    Trials that are partly done count by their splits. Lines that are printed meanwhile are
    written above the bar. Needs the extra ``progress``.

    The tuners draw one with ``progress=True``; give this one to a `Study`.

    Raises
    ------
    MissingExtraError
        If tqdm is not installed.

    Examples
    --------
    >>> from sklearn_hpt import Real, Study
    >>> from sklearn_hpt.observers import ProgressBar
    >>> space = {"x": Real(-1, 1)}
    >>> with Study(space, random_state=0, n_trials=8, observers=[ProgressBar()]) as study:
    ...     for _ in range(8):
    ...         trial = study.ask()
    ...         _ = study.tell(trial, -trial.params["x"] ** 2)
    """

    def __init__(self) -> None:
        self._import_tqdm()

    def on_begin(self, history: History, n_trials: int | None, n_splits: int | None) -> None:
        """Draw the bar, with what is known already."""
        self._n_trials = n_trials
        self._n_splits = n_splits
        self._best = BestSoFar()
        self._n_ahead = 0
        self._n_told = sum(map(self._is_done, history.trials))
        self._n_failed = len(history.failed)
        if history.incumbent is not None:
            self._best.beaten_by(history.incumbent, history)
        self._bar = self._import_tqdm()(
            total=None if n_trials is None else n_trials * (n_splits or 1),
            initial=self._steps(history),
            bar_format=WITHOUT_TOTAL if n_trials is None else WITH_TOTAL,
            desc=self._state,
            ncols=count_columns(),
            dynamic_ncols=count_columns() is None,
        )
        self._streams = ExitStack()
        self._streams.enter_context(written_above(self._bar))

    def on_result(self, trial: Trial, result: SplitResult) -> None:
        """Go one step further, if the steps are splits; the last of a trial waits for its news."""
        self._n_ahead += self._n_splits is not None
        if trial.state is TrialState.PENDING:
            self._advance()

    def on_trial(self, trial: Trial, history: History) -> None:
        """Show what is known now; go one step further, if the steps are trials."""
        self._best.beaten_by(trial, history)
        self._n_told += 1
        self._n_failed += trial.state is TrialState.FAILED
        self._bar.set_description_str(self._state, refresh=False)
        self._n_ahead += self._n_splits is None
        self._advance()

    def on_end(self, history: History, stop_reason: str | None) -> None:
        """Draw the bar for the last time."""
        self._n_told = len(history) - len(history.pending)
        self._n_failed = len(history.failed)
        self._bar.n = self._steps(history)
        self._bar.set_description_str(self._state, refresh=True)
        self._streams.close()
        self._bar.close()

    def _advance(self) -> None:
        self._bar.ncols = count_columns(self._bar.fp) or self._bar.ncols
        self._bar.update(self._n_ahead)
        self._n_ahead = 0

    @property
    def _state(self) -> str:
        """What the search has come to, in words."""
        of_all = "" if self._n_trials is None else f" of {self._n_trials}"
        parts = [f"{self._n_told}{of_all} trials"]
        if self._best.score is not None:
            parts.append(f"best {self._best.score:.5g}")
        if self._n_failed:
            parts.append(f"{self._n_failed} failed")
        return ", ".join(parts)

    def _is_done(self, trial: Trial) -> bool:
        """Say whether a trial will be no news: it was told, or all its results are known."""
        n = self._n_splits
        return trial.state is not TrialState.PENDING or (n is not None and len(trial.splits) >= n)

    def _steps(self, history: History) -> int:
        """Count what is done, in splits where their number is known, else in trials."""
        n = self._n_splits
        if n is None:
            return len(history) - len(history.pending)
        return sum(
            len(trial.splits) if trial.state is TrialState.PENDING else n
            for trial in history.trials
        )

    @staticmethod
    def _import_tqdm() -> Any:
        return import_extra("tqdm.auto", extra="progress", purpose="A progress bar").tqdm
