"""Observations: what a history says, as arrays in the coordinates of an encoding."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.strategies.codebook import Codebook
from sklearn_hpt.trials import History, Trial, TrialState

UNSUCCESSFUL = (TrialState.FAILED, TrialState.INFEASIBLE)


@dataclass(frozen=True)
class Observations:
    """The trials of a history that lie in the space, sorted so that their order is forgotten.

    Parameters
    ----------
    points : array of shape (n, d)
        Canonical points of the trials with a score, in lexicographic order.
    scores : array of shape (n,)
        Their scores, finite.
    failed : array of shape (m, d)
        Canonical points of the trials that failed, or have an infinite score.
    pending : array of shape (p, d)
        Canonical points of the trials that are still running.
    seen : frozenset of bytes
        All points of the history, as ``point.tobytes()``.
    """

    points: FloatArray
    scores: FloatArray
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
        scored = [(trial.score, point) for trial, point in inside if _has_score(trial)]
        points = _stack([point for _, point in scored], n_dimensions)
        scores = np.array([score for score, _ in scored], dtype=float)
        order = np.lexsort((scores, *points.T[::-1]))
        failed = [point for trial, point in inside if _has_failed(trial)]
        pending = [point for trial, point in inside if trial.state is TrialState.PENDING]
        return cls(
            points[order],
            scores[order],
            _sorted(_stack(failed, n_dimensions)),
            _sorted(_stack(pending, n_dimensions)),
            frozenset(point.tobytes() for _, point in inside),
        )


def _has_score(trial: Trial) -> bool:
    return trial.score is not None and bool(np.isfinite(trial.score))


def _has_failed(trial: Trial) -> bool:
    infinite = trial.score is not None and not np.isfinite(trial.score)
    return infinite or trial.state in UNSUCCESSFUL


def _stack(points: Sequence[FloatArray], n_dimensions: int) -> FloatArray:
    return np.array(points, dtype=float).reshape(len(points), n_dimensions)


def _sorted(points: FloatArray) -> FloatArray:
    return points[np.lexsort(points.T[::-1])] if points.size else points
