"""Observations: what a history says, as arrays in the coordinates of an encoding."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.limits import Limits, total_excess
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
    slacks : array of shape (n, k)
        How far they are within each of k limits, negative outside; NaN where that is not known.
    excess : array of shape (n,)
        How far they are outside of all limits; 0 within, infinite where that is not known, and
        0 while nobody knows it of any.
    failed : array of shape (m, d)
        Canonical points of the trials that failed, or have an infinite score, or are outside a
        limit by nobody knows how much.
    pending : array of shape (p, d)
        Canonical points of the trials that are still running.
    seen : frozenset of bytes
        All points of the history, as ``point.tobytes()``.
    """

    points: FloatArray
    scores: FloatArray
    variances: FloatArray
    seconds: FloatArray
    slacks: FloatArray
    excess: FloatArray
    failed: FloatArray
    pending: FloatArray
    seen: frozenset[bytes]

    @classmethod
    def of(
        cls,
        history: History,
        codebook: Codebook,
        n_dimensions: int,
        limits: Limits = MappingProxyType({}),
    ) -> "Observations":
        """Read the observations off a history.

        Parameters
        ----------
        history : History
            Trials outside the space, such as those of a warm start, are passed over.
        codebook : Codebook
            Where params lie.
        n_dimensions : int
            Dimensions of the encoding, d.
        limits : mapping of str to Limit, default={}
            What outcomes have to stay within.

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
        scored: list[tuple[Trial, tuple[float, float], FloatArray]] = []
        by_fate: dict[TrialState, list[FloatArray]] = {state: [] for state in TrialState}
        for trial, point in inside:
            estimate = _estimate(trial, partial)
            if estimate is not None and not _is_outside_for_unknown(trial, limits):
                scored.append((trial, estimate, point))
            else:
                by_fate[trial.state].append(point)
        points = _stack([point for *_, point in scored], n_dimensions)
        estimates = np.array([each for _, each, _ in scored], dtype=float).reshape(-1, 2)
        scores, variances = estimates.T
        seconds = np.array([_seconds(trial) for trial, *_ in scored], dtype=float)
        slacks = _stack([_slacks(trial, limits) for trial, *_ in scored], len(limits))
        is_known = not np.isnan(slacks).all()
        excess = np.array(
            [total_excess(trial.outcomes, limits) if is_known else 0.0 for trial, *_ in scored],
            dtype=float,
        )
        order = np.lexsort((seconds, *slacks.T, variances, scores, *points.T[::-1]))
        without_score = (TrialState.FAILED, TrialState.INFEASIBLE, TrialState.FINISHED)
        failed = [point for state in without_score for point in by_fate[state]]
        return cls(
            points[order],
            scores[order],
            variances[order],
            seconds[order],
            slacks[order],
            excess[order],
            _sorted(_stack(failed, n_dimensions)),
            _sorted(_stack(by_fate[TrialState.PENDING], n_dimensions)),
            frozenset(point.tobytes() for _, point in inside),
        )

    @cached_property
    def best_first(self) -> IntArray:
        """Rows by score, those outside of limits after all others, the nearest first."""
        return np.lexsort((-self.scores, self.excess))

    def asked(self, point: FloatArray | None) -> "Observations":
        """Add a running trial.

        Parameters
        ----------
        point : array of shape (d,), or None
            Where it lies; None for one outside the space.

        Returns
        -------
        observations : Observations
        """
        if point is None:
            return self
        pending = _sorted(np.concatenate([self.pending, point[None]]))
        return replace(self, pending=pending, seen=self.seen | {point.tobytes()})


def _has_score(trial: Trial) -> bool:
    return trial.score is not None and bool(np.isfinite(trial.score))


def _estimate(trial: Trial, partial: PartialScores | None) -> tuple[float, float] | None:
    """Give the score of a trial and its variance; None if there is none."""
    if trial.score is not None:
        return (trial.score, 0.0) if np.isfinite(trial.score) else None
    if trial.state is TrialState.STOPPED and partial is not None:
        return partial.estimate(trial)
    return None


def _slacks(trial: Trial, limits: Limits) -> list[float]:
    """Give how far a trial is within each limit; NaN where its outcome is not known."""
    return [limit.slack(trial.outcomes.get(name, math.nan)) for name, limit in limits.items()]


def _is_outside_for_unknown(trial: Trial, limits: Limits) -> bool:
    """Say whether a trial was found to be outside, but by no limit and outcome that are known."""
    is_outside = trial.state is TrialState.INFEASIBLE
    return is_outside and not any(slack < 0 for slack in _slacks(trial, limits))


def _seconds(trial: Trial) -> float:
    """Give what a trial took, a split on average; NaN if there are no splits."""
    seconds = [each.fit_time + each.score_time for each in trial.splits]
    return float(np.mean(seconds)) if seconds else float("nan")


def _stack(rows: Sequence[ArrayLike], n_columns: int) -> FloatArray:
    return np.array(rows, dtype=float).reshape(len(rows), n_columns)


def _sorted(points: FloatArray) -> FloatArray:
    return points[np.lexsort(points.T[::-1])] if points.size else points
