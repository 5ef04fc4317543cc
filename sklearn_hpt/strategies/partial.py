"""Partial scores: what a trial that was dropped between splits is worth."""

# j of k splits done;  d_i = score of the trial - score of the incumbent on split i
# score = score of the incumbent + mean d;  variance = s2 (1/j - 1/k)
# s2: variance of such differences, pooled over the finished trials

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sklearn_hpt.trials import Trial


@dataclass(frozen=True)
class PartialScores:
    """Estimates from some splits, in comparison with the incumbent on the same splits.

    Some splits are easier than others, so the mean over a part of them is no fair score; the
    difference to another trial on the same part is.

    Parameters
    ----------
    score : float
        Of the incumbent, over all splits.
    by_split : mapping of int to float
        The incumbent's score on each split.
    variance : float
        Of the difference between two trials, from one split to another.

    Examples
    --------
    >>> from sklearn_hpt.trials import SplitResult, TrialState
    >>> splits = [SplitResult(0, 0.8), SplitResult(1, 0.6)]
    >>> finished = [Trial(0, {}).told(0.7, splits)]
    >>> dropped = Trial(1, {}, TrialState.STOPPED, splits=(SplitResult(0, 0.7),))
    >>> score, variance = PartialScores.of(finished).estimate(dropped)
    >>> round(score, 3), round(variance, 3)
    (0.6, 0.01)
    """

    score: float
    by_split: dict[int, float]
    variance: float

    @classmethod
    def of(cls, finished: Sequence[Trial]) -> "PartialScores | None":
        """Read the comparison off the finished trials.

        Parameters
        ----------
        finished : sequence of Trial
            With a finite score each.

        Returns
        -------
        partial_scores : PartialScores or None
            None if there is no finished trial with a number for each of several splits.
        """
        compared = [trial for trial in finished if len(_by_split(trial)) > 1]
        if not compared:
            return None
        incumbent = max(compared, key=lambda trial: (trial.score or 0.0, -trial.number))
        reference = _by_split(incumbent)
        differences = [_differences(trial, reference) for trial in compared]
        variances = [np.var(each, ddof=1) for each in differences if len(each) > 1]
        pooled = sum(variances) / max(len(variances) - 1, 1)  # the incumbent's own is 0
        variance = float(pooled) or float(np.var(list(reference.values()), ddof=1))
        return cls(incumbent.score or 0.0, reference, variance)

    def estimate(self, trial: Trial) -> tuple[float, float] | None:
        """Estimate what the score over all splits would have been.

        Parameters
        ----------
        trial : Trial
            With results on some splits.

        Returns
        -------
        score, variance : float, or None
            None if no split of the trial can be compared.
        """
        differences = _differences(trial, self.by_split)
        if not differences:
            return None
        missing = max(1.0 / len(differences) - 1.0 / len(self.by_split), 0.0)
        return self.score + float(np.mean(differences)), self.variance * missing


def _by_split(trial: Trial) -> dict[int, float]:
    """Give the scores of a trial by split, where they are single finite numbers."""
    return {
        each.split: float(each.test_scores)
        for each in trial.splits
        if isinstance(each.test_scores, float | int) and np.isfinite(each.test_scores)
    }


def _differences(trial: Trial, reference: dict[int, float]) -> list[float]:
    scores = _by_split(trial)
    return [score - reference[split] for split, score in scores.items() if split in reference]
