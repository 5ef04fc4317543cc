"""Trials: numbered params with their fate, and the history they make.

Everything here is frozen. A strategy is a function of a `History`; a study makes a new one
when a trial changes.
"""

import enum
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from statistics import fmean, variance
from typing import Any

from sklearn_hpt._typing import Params

Scores = float | Mapping[str, float]
"""What a scorer gave: one number, or one per metric."""

SCORE = "score"
"""The name of the metric where there is only one."""

KNOWN_BEFORE = ("own", "given", "portfolio")
"""The origins of params that no strategy has chosen."""


class TrialState(enum.Enum):
    """The fate of a trial."""

    PENDING = "pending"  # asked, not told yet
    FINISHED = "finished"  # has a score
    FAILED = "failed"  # raised an error, or its score is no finite number
    INFEASIBLE = "infeasible"  # has a score, but outcomes outside the limits
    STOPPED = "stopped"  # dropped before its last split


@dataclass(frozen=True)
class Suggestion:
    """Params that a strategy would try next, and why.

    Parameters
    ----------
    params : mapping of str to object
        The active parameters.
    origin : mapping of str to object, default={}
        Why: the name of the rule that chose them under ``"by"``, with any numbers of its
        own; only what JSON can hold.
    """

    params: Params
    origin: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SplitResult:
    """What became of one trial on one split.

    Parameters
    ----------
    split : int
        Number of the split, from 0.
    test_scores : float, mapping of str to float, or None
        What the scorer gave on the test part; None when the fit failed.
    train_scores : float, mapping of str to float, or None, default=None
        The same on the training part, if it was asked for.
    fit_time, score_time : float, default=0.0
        Seconds; `score_time` is exactly 0.0 when the fit failed.
    n_test_samples : int, default=0
        Size of the test part.
    error : str or None, default=None
        The traceback of a failed fit.
    started : float or None, default=None
        When the fit began, in seconds since the epoch; None if that is not known. A fit that
        serves several trials began at one time.
    worker : int or None, default=None
        The process that made it.
    """

    split: int
    test_scores: Scores | None
    train_scores: Scores | None = None
    fit_time: float = 0.0
    score_time: float = 0.0
    n_test_samples: int = 0
    error: str | None = None
    started: float | None = None
    worker: int | None = None

    @property
    def failed(self) -> bool:
        """Whether the fit raised an error."""
        return self.error is not None


@dataclass(frozen=True)
class Trial:
    """Numbered params with their fate.

    Parameters
    ----------
    number : int
        Place in the order of asking, from 0.
    params : mapping of str to object
        The active parameters.
    state : TrialState, default=TrialState.PENDING
        The fate.
    score : float or None, default=None
        Aggregated score, greater is better; None unless `state` is FINISHED or INFEASIBLE.
    splits : sequence of SplitResult, default=()
        The results by split, in the order of the splits.
    origin : mapping of str to object, default={}
        Why the strategy chose these params, in words and numbers that JSON can hold.
    outcomes : mapping of str to float, default={}
        What the evaluation has shown besides the score, where there are limits on it.

    Examples
    --------
    >>> trial = Trial(0, {"C": 1.0})
    >>> trial.told(0.9).score
    0.9
    >>> trial.told(float("nan")).state
    <TrialState.FAILED: 'failed'>
    """

    number: int
    params: Params
    state: TrialState = TrialState.PENDING
    score: float | None = None
    splits: tuple[SplitResult, ...] = ()
    origin: Mapping[str, Any] = field(default_factory=dict)
    outcomes: Mapping[str, float] = field(default_factory=dict)

    @property
    def finished_score(self) -> float | None:
        """The score, if it counts among the best: not that of a trial outside a limit."""
        return self.score if self.state is TrialState.FINISHED else None

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        # a pickle of an older version lacks the fields that are new
        vars(self).update({"outcomes": {}, **state})

    def told(
        self,
        score: float | None,
        splits: Sequence[SplitResult] = (),
        outcomes: Mapping[str, float] | None = None,
        *,
        is_within: bool = True,
    ) -> "Trial":
        """Give this trial with what became of it.

        Parameters
        ----------
        score : float or None
            Greater is better; None, NaN and infinities mean that the trial failed.
        splits : sequence of SplitResult, default=()
            Where the score comes from.
        outcomes : mapping of str to float or None, default=None
            What was shown besides.
        is_within : bool, default=True
            Whether the outcomes are within their limits.

        Returns
        -------
        trial : Trial
            Finished, infeasible outside the limits, or failed when there is no score.
        """
        told = replace(self, splits=tuple(splits), outcomes=dict(outcomes or {}))
        if score is None or not math.isfinite(score):
            return replace(told, state=TrialState.FAILED, score=None)
        state = TrialState.FINISHED if is_within else TrialState.INFEASIBLE
        return replace(told, state=state, score=float(score))


@dataclass(frozen=True)
class History:
    """All trials so far, in the order of asking: what a strategy knows.

    Parameters
    ----------
    trials : tuple of Trial, default=()
        Numbered 0, 1, 2, ... without a gap.

    Examples
    --------
    >>> told = Trial(0, {"C": 1}).told(0.8), Trial(1, {"C": 9}).told(0.7)
    >>> history = History((*told, Trial(2, {"C": 3})))
    >>> history.incumbent.params
    {'C': 1}
    >>> history.next_number, len(history.finished), len(history.pending)
    (3, 2, 1)
    """

    trials: tuple[Trial, ...] = ()

    def __len__(self) -> int:
        return len(self.trials)

    @property
    def next_number(self) -> int:
        """The number that the next trial will have."""
        return len(self.trials)

    def asked(self, suggestions: Sequence[Suggestion]) -> "History":
        """Give the history in which these are running too."""
        running = (
            Trial(number, each.params, origin=each.origin)
            for number, each in enumerate(suggestions, self.next_number)
        )
        return History((*self.trials, *running))

    @cached_property
    def finished(self) -> tuple[Trial, ...]:
        """Trials that have a score, within all limits."""
        return self._in_state(TrialState.FINISHED)

    @cached_property
    def failed(self) -> tuple[Trial, ...]:
        """Trials that raised an error or whose score is no finite number."""
        return self._in_state(TrialState.FAILED)

    @cached_property
    def infeasible(self) -> tuple[Trial, ...]:
        """Trials that have a score, but are outside a limit."""
        return self._in_state(TrialState.INFEASIBLE)

    @cached_property
    def pending(self) -> tuple[Trial, ...]:
        """Trials asked, but not told yet."""
        return self._in_state(TrialState.PENDING)

    @cached_property
    def incumbent(self) -> Trial | None:
        """The best finished trial, the earliest of equals; None while there is none."""
        return max(self.finished, key=_score, default=None)

    def after(self, shorter: "History") -> "History":
        """Give this history, its incumbent found from that of one that it goes on from.

        Parameters
        ----------
        shorter : History
            The same trials, but for those at the end.

        Returns
        -------
        history : History
            The same as this one; many in a row cost less.
        """
        new = self.trials[len(shorter) :]
        best = History((*(() if shorter.incumbent is None else (shorter.incumbent,)), *new))
        vars(self)["incumbent"] = best.incumbent
        return self

    def _in_state(self, state: TrialState) -> tuple[Trial, ...]:
        return tuple(trial for trial in self.trials if trial.state is state)


def _score(trial: Trial) -> float:
    """Give the score of a trial, to be compared; no score is worse than any."""
    return -math.inf if trial.score is None else trial.score


def standard_error(trial: Trial) -> float | None:
    """Give the standard error of a score over splits; None if it has fewer than two.

    Of several metrics it is that of the one whose mean the score is. The training parts of
    splits overlap, so their scores vary less than independent ones would. With k splits the
    variance is multiplied by 1/k + 1/(k-1) instead of 1/k [Nadeau and Bengio 2003, for a test
    part of one in k].

    Parameters
    ----------
    trial : Trial

    Returns
    -------
    error : float or None
    """
    numbers = _numbers_behind(trial)
    k = len(numbers)
    if k < 2:
        return None
    return math.sqrt(variance(numbers) * (1 / k + 1 / (k - 1)))


def _numbers_behind(trial: Trial) -> list[float]:
    """Give the score of each split; none if some have none, or no metric has this mean."""
    by_split = [split.test_scores for split in trial.splits]
    if not any(isinstance(each, Mapping) for each in by_split):
        numbers = [float(each) for each in by_split if isinstance(each, (int, float))]
        return numbers if len(numbers) == len(by_split) else []
    rows = [each for each in by_split if isinstance(each, Mapping)]
    if len(rows) < len(by_split):
        return []
    columns = ([float(row.get(name, math.nan)) for row in rows] for name in rows[0])
    return next((column for column in columns if _is_mean(trial.score, column)), [])


def _is_mean(score: float | None, numbers: Sequence[float]) -> bool:
    return score is not None and math.isclose(score, fmean(numbers), rel_tol=1e-9, abs_tol=1e-12)
