"""The lines that a verbose search prints about its fits, as scikit-learn words them."""

from collections.abc import Mapping
from dataclasses import dataclass

from joblib.logger import short_format_time

from sklearn_hpt.evaluation.objective import Objective
from sklearn_hpt.evaluation.scoring import metric_names
from sklearn_hpt.evaluation.task import Task
from sklearn_hpt.trials import Scores, SplitResult

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

    def begin(self, task: Task) -> None:
        """Say that a fit starts."""
        if self.verbose > 9:
            print(f"[CV{self._progress(task)}] START {_describe(task)}".ljust(WIDTH, "."))

    def end(self, task: Task, result: SplitResult, objective: Objective) -> None:
        """Say how a fit ended."""
        if self.verbose <= 1:
            return
        params = _describe(task)
        message = params + (";" if params else "")
        if self.verbose > 2:
            message += _tell_scores(result, objective)
        message += f" total time={short_format_time(result.fit_time + result.score_time)}"
        head = f"[CV{self._progress(task)}] END "
        print(head + message.rjust(WIDTH - len(head), "."))

    def _progress(self, task: Task) -> str:
        if self.verbose <= 2:
            return ""
        split = f" {task.split + 1}/{self.n_splits}"
        return split + (f"; {task.trial + 1}/{self.n_trials}" if self.verbose > 9 else "")


def _describe(task: Task) -> str:
    return ", ".join(f"{name}={task.params[name]}" for name in sorted(task.params))


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
