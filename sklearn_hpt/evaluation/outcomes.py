"""The outcomes of a trial: what its results by split show besides the score."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from sklearn_hpt._names import hint_at_nearest
from sklearn_hpt.limits import Limits
from sklearn_hpt.trials import SCORE, SplitResult

TIMES = ("fit_time", "score_time")
"""The outcomes that any evaluation shows, in seconds."""


def measure_outcomes(splits: Sequence[SplitResult], names: Iterable[str]) -> dict[str, float]:
    """Average outcomes over the splits, as ``cv_results_`` does.

    Parameters
    ----------
    splits : sequence of SplitResult
        At least one.
    names : iterable of str
        Of metrics, or of `TIMES`; a metric of the same name goes before a time.

    Returns
    -------
    outcomes : dict of str to float
        NaN where a split does not show it.

    Examples
    --------
    >>> splits = [SplitResult(0, {"r2": 0.5}, fit_time=2.0), SplitResult(1, {"r2": 0.25})]
    >>> measure_outcomes(splits, ["r2", "fit_time", "max_error"])
    {'r2': 0.375, 'fit_time': 1.0, 'max_error': nan}
    """
    with np.errstate(invalid="ignore", over="ignore"):  # inf - inf
        return {name: float(np.mean([_outcome(each, name) for each in splits])) for name in names}


def check_limited(limits: Limits, metrics: Sequence[str]) -> None:
    """Refuse limits on outcomes that no evaluation shows.

    Parameters
    ----------
    limits : mapping of str to Limit
    metrics : sequence of str
        The names of the metrics.

    Raises
    ------
    ValueError
        With the names that there are, and the nearest.
    """
    names = (*metrics, *TIMES)
    for name in limits:
        if name not in names:
            raise ValueError(
                f"limits has {name!r}, which no trial of this search shows; there are "
                f"{', '.join(map(repr, names))}. For other metrics, add them to scoring."
                + hint_at_nearest(name, names)
            )


def check_shown(limits: Limits, split: SplitResult) -> None:
    """Refuse limits on outcomes that a split does not show, unless its fit failed.

    A scorer that is a function says only by what it gives which metrics there are.

    Parameters
    ----------
    limits : mapping of str to Limit
    split : SplitResult

    Raises
    ------
    ValueError
        With the names that there are, and the nearest.
    """
    if limits and split.test_scores is not None:
        check_limited(limits, list(_by_metric(split)))


def _by_metric(split: SplitResult) -> Mapping[str, float | None]:
    scores = split.test_scores
    return scores if isinstance(scores, Mapping) else {SCORE: scores}


def _outcome(split: SplitResult, name: str) -> float:
    outcome = _by_metric(split).get(name, getattr(split, name) if name in TIMES else None)
    return float("nan") if outcome is None else float(outcome)
