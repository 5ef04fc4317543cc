"""The lines that a verbose search prints about its fits, as scikit-learn words them."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from joblib.logger import short_format_time

from sklearn_hpt._typing import Params
from sklearn_hpt.evaluation.objective import Objective
from sklearn_hpt.evaluation.scoring import metric_names
from sklearn_hpt.trials import Scores, SplitResult, Trial

WIDTH = 80


@dataclass(frozen=True)
class Narrator:
    """Prints what becomes of each fit.

    Parameters
    ----------
    verbose : int, default=0
        Above 1 a line per fit, above 2 with its scores, above 9 with its number and a line
        before it as well.
    n_splits, n_trials : int, default=0
        The totals that the lines count up to.
    """

    verbose: int = 0
    n_splits: int = 0
    n_trials: int = 0

    def announce(self) -> None:
        """Say how many fits the search will make."""
        if self.verbose > 0:
            print(
                f"Fitting {self.n_splits} folds for each of {self.n_trials} candidates, "
                f"totalling {self.n_trials * self.n_splits} fits"
            )

    def begin(self, number: int, params: Params, split: int) -> None:
        """Say that the fit of a trial on a split starts."""
        if self.verbose > 9:
            progress = self._progress(number, split)
            print(f"[CV{progress}] START {_describe(params)}".ljust(WIDTH, "."))

    def end(self, number: int, params: Params, result: SplitResult, objective: Objective) -> None:
        """Say how the fit of a trial on a split ended."""
        if self.verbose <= 1:
            return
        described = _describe(params)
        message = described + (";" if described else "")
        if self.verbose > 2:
            message += _tell_scores(result, objective)
        message += f" total time={short_format_time(result.fit_time + result.score_time)}"
        head = f"[CV{self._progress(number, result.split)}] END "
        print(head + message.rjust(WIDTH - len(head), "."))

    def _progress(self, number: int, split: int) -> str:
        if self.verbose <= 2:
            return ""
        progress = f" {split + 1}/{self.n_splits}"
        return progress + (f"; {number + 1}/{self.n_trials}" if self.verbose > 9 else "")


class OrderedNarration:
    """Tells of trials in their order, each as soon as all before it are done.

    For fits that are made together, which come in another order.

    Parameters
    ----------
    narrator : Narrator
    objective : Objective
    numbers : iterable of int
        Of all trials that will be told of.
    """

    def __init__(self, narrator: Narrator, objective: Objective, numbers: Iterable[int]) -> None:
        self._narrator = narrator
        self._objective = objective
        self._order = deque(sorted(numbers))
        self._done: dict[int, Trial] = {}

    def tell(self, trial: Trial) -> None:
        """Take a trial that is done, and tell of all that can be told of now."""
        self._done[trial.number] = trial
        while self._order and self._order[0] in self._done:
            ready = self._done.pop(self._order.popleft())
            for result in ready.splits:
                self._narrator.begin(ready.number, ready.params, result.split)
                self._narrator.end(ready.number, ready.params, result, self._objective)


def _describe(params: Params) -> str:
    return ", ".join(f"{name}={params[name]}" for name in sorted(params))


def _tell_scores(result: SplitResult, objective: Objective) -> str:
    test = _or_error_score(result.test_scores, objective)
    train = _or_error_score(result.train_scores, objective)
    if isinstance(test, Mapping):
        text = ""
        for name in sorted(test):
            text += f" {name}: ("
            if objective.return_train_score and isinstance(train, Mapping):
                text += f"train={train[name]:.3f}, "
            text += f"test={test[name]:.3f})"
        return text
    if objective.return_train_score:
        return f", score=(train={train:.3f}, test={test:.3f})"
    return f", score={test:.3f}"


def _or_error_score(scores: Scores | None, objective: Objective) -> Scores:
    """Give the scores, or what stands for them after a failed fit."""
    if scores is not None:
        return scores
    error_score = float(objective.error_score)
    names = metric_names(objective.scorer)
    return error_score if names is None else dict.fromkeys(names, error_score)
