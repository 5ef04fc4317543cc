"""Stopping rules: small values that look at a history and say whether it is enough.

A rule is asked after each trial, in the order of asking, about the trials so far; so a search
ends at the same trial whatever the number of workers. Rules are combined by ``|`` and ``&``.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from sklearn_hpt.trials import History, standard_error


class StoppingRule(ABC):
    """What ends a search before all its trials are done."""

    @abstractmethod
    def reason(self, history: History) -> str | None:
        """Say why the search is over.

        Parameters
        ----------
        history : History
            Trials that have been told, in the order of asking, without a gap.

        Returns
        -------
        reason : str or None
            None to go on.
        """

    def __or__(self, other: "StoppingRule") -> "AnyOf":
        return AnyOf((self, other))

    def __and__(self, other: "StoppingRule") -> "AllOf":
        return AllOf((self, other))


@dataclass(frozen=True)
class TargetScore(StoppingRule):
    """Stop when a score is good enough.

    Parameters
    ----------
    score : float
        Greater is better: for losses as scikit-learn has them, a negative number.

    Examples
    --------
    >>> from sklearn_hpt.trials import Trial
    >>> told = History((Trial(0, {"C": 1}).told(0.9),))
    >>> TargetScore(0.95).reason(told) is None
    True
    >>> TargetScore(0.9).reason(told)
    'trial 0 reached 0.9, the target being 0.9'
    """

    score: float

    def reason(self, history: History) -> str | None:
        """Say that the target is reached."""
        best = history.incumbent
        if best is None or best.score is None or best.score < self.score:
            return None
        return f"trial {best.number} reached {best.score:.6g}, the target being {self.score:.6g}"


@dataclass(frozen=True)
class NoImprovement(StoppingRule):
    """Stop when the best score has not grown for some trials.

    Parameters
    ----------
    n_trials : int
        How many, one after the other.
    by : float, default=0.0
        What counts as growth: more than so much.

    Raises
    ------
    ValueError
        If `n_trials` is not positive, or `by` is negative.

    Examples
    --------
    >>> from sklearn_hpt.trials import Trial
    >>> told = History(tuple(Trial(i, {}).told(s) for i, s in enumerate([0.7, 0.9, 0.8, 0.9])))
    >>> NoImprovement(2).reason(told)
    'no score above 0.9 in the last 2 trials'
    >>> NoImprovement(3).reason(told) is None
    True
    """

    n_trials: int
    by: float = 0.0

    def __post_init__(self) -> None:
        if self.n_trials < 1:
            raise ValueError(f"NoImprovement needs n_trials of 1 or more, got {self.n_trials}.")
        if not self.by >= 0:
            raise ValueError(f"NoImprovement needs by of 0 or more, got {self.by}.")

    def reason(self, history: History) -> str | None:
        """Say that nothing better has turned up."""
        if self.by == 0 and history.incumbent is not None:
            since = len(history) - 1 - history.incumbent.number
            if since < self.n_trials or history.incumbent.score is None:
                return None
            return f"no score above {history.incumbent.score:.6g} in the last {since} trials"
        best, since = None, 0
        for trial in history.trials:
            score = trial.finished_score
            if score is not None and (best is None or score > best + self.by):
                best, since = score, 0
            else:
                since += best is not None
        if best is None or since < self.n_trials:
            return None
        return f"no score above {best + self.by:.6g} in the last {since} trials"


@dataclass(frozen=True)
class ImprovementBelowNoise(StoppingRule):
    """Stop when what a Bayesian search still hopes to gain is less than chance.

    Chance is the standard error of the best score over the splits, corrected for what the
    training parts have in common [1]_; hope is the expected improvement that the search saw in
    each of the latest trials when it chose them [2]_.

    Parameters
    ----------
    n_trials : int, default=3
        For how many trials, one after the other.
    share : float, default=1.0
        Of the standard error that an improvement must be worth.

    References
    ----------
    .. [1] Nadeau, C. and Bengio, Y. (2003). Inference for the generalization error. Machine
           Learning 52.
    .. [2] Makarova, A. et al. (2022). Automatic termination for hyperparameter optimization.
           AutoML-Conf.

    Examples
    --------
    >>> ImprovementBelowNoise().reason(History()) is None
    True
    """

    n_trials: int = 3
    share: float = 1.0

    def reason(self, history: History) -> str | None:
        """Say that the rest is chance."""
        latest = history.trials[-self.n_trials :]
        hopes = [trial.origin.get("expected_improvement") for trial in latest]
        noise = None if history.incumbent is None else standard_error(history.incumbent)
        if noise is None or len(latest) < self.n_trials or None in hopes:
            return None
        hope = max(float(each) for each in hopes if each is not None)
        if hope >= self.share * noise:
            return None
        return (
            f"the improvement expected of each of the last {self.n_trials} trials, {hope:.2g} at "
            f"most, is less than chance: the best score has a standard error of {noise:.2g}"
        )


@dataclass(frozen=True)
class AnyOf(StoppingRule):
    """Stop when one of several rules would.

    Parameters
    ----------
    rules : sequence of StoppingRule

    Examples
    --------
    >>> from sklearn_hpt.trials import Trial
    >>> rule = TargetScore(0.99) | NoImprovement(10)
    >>> rule.reason(History((Trial(0, {}).told(1.0),)))
    'trial 0 reached 1, the target being 0.99'
    """

    rules: Sequence[StoppingRule]

    def reason(self, history: History) -> str | None:
        """Give the reason of the first rule that has one."""
        return next((each for rule in self.rules if (each := rule.reason(history))), None)


@dataclass(frozen=True)
class AllOf(StoppingRule):
    """Stop when all of several rules would.

    Parameters
    ----------
    rules : sequence of StoppingRule

    Examples
    --------
    >>> from sklearn_hpt.trials import Trial
    >>> rule = TargetScore(0.9) & NoImprovement(10)
    >>> rule.reason(History((Trial(0, {}).told(1.0),))) is None
    True
    """

    rules: Sequence[StoppingRule]

    def reason(self, history: History) -> str | None:
        """Give all reasons, once all rules have one."""
        reasons = [rule.reason(history) for rule in self.rules]
        named = [reason for reason in reasons if reason is not None]
        return " and ".join(named) if named and len(named) == len(reasons) else None


def as_rule(stopping: StoppingRule | Sequence[StoppingRule]) -> StoppingRule | None:
    """Make one rule of what a user gives as `stopping`.

    Parameters
    ----------
    stopping : StoppingRule or sequence of StoppingRule

    Returns
    -------
    rule : StoppingRule or None
        None if there is none.

    Raises
    ------
    TypeError
        If something else is among them.
    """
    rules = [stopping] if isinstance(stopping, StoppingRule) else list(stopping)
    for rule in rules:
        if not isinstance(rule, StoppingRule):
            raise TypeError(
                f"stopping needs stopping rules, got {rule!r}; give for example "
                "stopping=[NoImprovement(20)] from sklearn_hpt.study."
            )
    return rules[0] if len(rules) == 1 else AnyOf(rules) if rules else None
