"""Observations: what a history says, as arrays in the coordinates of an encoding."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.space import SearchSpace
from sklearn_hpt.trials import History, Trial, TrialState

UNSUCCESSFUL = (TrialState.FAILED, TrialState.INFEASIBLE)


@dataclass(frozen=True)
class Observations:
    """The trials of a history that lie in a space, sorted so that their order is forgotten.

    Parameters
    ----------
    points : array of shape (n, d)
        Canonical points of the trials with a score, in lexicographic order.
    scores : array of shape (n,)
        Their scores, finite.
    failed : array of shape (m, d)
        Canonical points of the trials without hope of a score, or with an infinite one.
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
    def of(cls, history: History, space: SearchSpace) -> "Observations":
        """Read the observations off a history.

        Parameters
        ----------
        history : History
        space : SearchSpace
            Trials outside it, such as those of a warm start, are passed over.

        Returns
        -------
        observations : Observations
        """
        inside = [trial for trial in history.trials if space.contains(trial.params)]
        scored = [trial for trial in inside if _has_score(trial)]
        failed = [trial for trial in inside if _has_failed(trial)]
        pending = [trial for trial in inside if trial.state is TrialState.PENDING]
        points = _points(scored, space)
        scores = np.array([trial.score for trial in scored], dtype=float)
        order = np.lexsort((scores, *points.T[::-1]))
        seen = frozenset(point.tobytes() for point in _points(inside, space))
        return cls(
            points[order], scores[order], _sorted(failed, space), _sorted(pending, space), seen
        )


def _has_score(trial: Trial) -> bool:
    return trial.score is not None and bool(np.isfinite(trial.score))


def _has_failed(trial: Trial) -> bool:
    infinite = trial.score is not None and not np.isfinite(trial.score)
    return infinite or trial.state in UNSUCCESSFUL


def _sorted(trials: Iterable[Trial], space: SearchSpace) -> FloatArray:
    points = _points(trials, space)
    return points[np.lexsort(points.T[::-1])] if points.size else points


def _points(trials: Iterable[Trial], space: SearchSpace) -> FloatArray:
    encoding = space.encoding()
    params = [trial.params for trial in trials]
    return encoding.encode(params) if params else np.empty((0, encoding.n_dimensions))
