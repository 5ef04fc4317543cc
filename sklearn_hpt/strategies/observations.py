"""Observations: what a history says, as arrays in the coordinates of an encoding."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.strategies.codebook import Codebook
from sklearn_hpt.strategies.partial import PartialScores
from sklearn_hpt.trials import History, Trial, TrialState


@dataclass(frozen=True)
class Observations:
    """The trials of a history that lie in the space, sorted so that their order is forgotten.

    Parameters
    ----------
    points : array of shape (n, d)
        Canonical points of the trials with a score, whole or partial, in lexicographic order.
    scores : array of shape (n,)
        Their scores, finite.
    variances : array of shape (n,)
        Of the partial scores; 0 for those over all splits, which are the same if tried again.
    seconds : array of shape (n,)
        What a fit and its scoring took on average; NaN where that is not known.
    failed : array of shape (m, d)
        Canonical points of the trials that failed, or have an infinite score.
    pending : array of shape (p, d)
        Canonical points of the trials that are still running.
    seen : frozenset of bytes
        All points of the history, as ``point.tobytes()``.
    """

    points: FloatArray
    scores: FloatArray
    variances: FloatArray
    seconds: FloatArray
    failed: FloatArray
    pending: FloatArray
    seen: frozenset[bytes]

    @classmethod
    def of(cls, history: History, codebook: Codebook, n_dimensions: int) -> "Observations":
        """Read the observations off a history.

        Parameters
        ----------
        history : History
            Trials outside the space, such as those of a warm start, are passed over.
        codebook : Codebook
            Where params lie.
        n_dimensions : int
            Dimensions of the encoding, d.

        Returns
        -------
        observations : Observations
        """
        located = codebook.points([trial.params for trial in history.trials])
        inside = [
            (trial, point)
            for trial, point in zip(history.trials, located, strict=True)
            if point is not None
        ]
        partial = PartialScores.of([trial for trial, _ in inside if _has_score(trial)])
        scored: list[tuple[float, float, float, FloatArray]] = []
        by_fate: dict[TrialState, list[FloatArray]] = {state: [] for state in TrialState}
        for trial, point in inside:
            estimate = _estimate(trial, partial)
            if estimate is not None:
                scored.append((*estimate, _seconds(trial), point))
            else:
                by_fate[trial.state].append(point)
        points = _stack([point for *_, point in scored], n_dimensions)
        numbers = np.array([row[:3] for row in scored], dtype=float).reshape(-1, 3)
        scores, variances, seconds = numbers.T
        order = np.lexsort((variances, scores, *points.T[::-1]))
        without_score = (TrialState.FAILED, TrialState.INFEASIBLE, TrialState.FINISHED)
        failed = [point for state in without_score for point in by_fate[state]]
        return cls(
            points[order],
            scores[order],
            variances[order],
            seconds[order],
            _sorted(_stack(failed, n_dimensions)),
            _sorted(_stack(by_fate[TrialState.PENDING], n_dimensions)),
            frozenset(point.tobytes() for _, point in inside),
        )


def _has_score(trial: Trial) -> bool:
    return trial.score is not None and bool(np.isfinite(trial.score))


def _estimate(trial: Trial, partial: PartialScores | None) -> tuple[float, float] | None:
    """Give the score of a trial and its variance; None if there is none."""
    if trial.score is not None:
        return (trial.score, 0.0) if np.isfinite(trial.score) else None
    if trial.state is TrialState.STOPPED and partial is not None:
        return partial.estimate(trial)
    return None


def _seconds(trial: Trial) -> float:
    """Give what a trial took, a split on average; NaN if there are no splits."""
    seconds = [each.fit_time + each.score_time for each in trial.splits]
    return float(np.mean(seconds)) if seconds else float("nan")


def _stack(points: Sequence[FloatArray], n_dimensions: int) -> FloatArray:
    return np.array(points, dtype=float).reshape(len(points), n_dimensions)


def _sorted(points: FloatArray) -> FloatArray:
    return points[np.lexsort(points.T[::-1])] if points.size else points
