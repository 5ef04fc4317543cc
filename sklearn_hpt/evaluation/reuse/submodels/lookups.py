"""Look-ups of neighbours that several values of a parameter have in common.

A look-up is done once, for the most that is asked for, and cut to less. Where the cut is not
certain, by a tie or by rounding, it is done anew.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import numpy as np

from sklearn_hpt._typing import BoolArray
from sklearn_hpt.evaluation.reuse.cut import take
from sklearn_hpt.evaluation.reuse.recording import Recording
from sklearn_hpt.evaluation.reuse.submodels.checks import is_quiet
from sklearn_hpt.evaluation.reuse.submodels.protocol import NotServedError
from sklearn_hpt.evaluation.reuse.submodels.responses import answered_by

ROUNDING = 1e-9
"""Distances by matrix products agree so far, relative to the squared norms."""

MOST_AMBIGUOUS = 0.5
"""The share of ambiguous rows from which on all are predicted anew."""

EXACT = 2**50
"""Whole numbers up to here, and their sums, are exact in double precision."""


class LookUp(Protocol):
    """Neighbours of the samples asked last, from which less can be cut."""

    tried: set[str]
    """The methods of estimators that were seen to work."""

    def are_ambiguous(self, X: Any, alone: Any, name: str) -> BoolArray:
        """Say for which rows what a method needs cannot be cut from what was found."""
        ...

    def are_apart(self, X: Any, alone: Any) -> bool:
        """Say whether an estimator predicts some rows as it does among all rows."""
        ...

    def cut(self, short: Any) -> None:
        """Let an estimator find what it needs here."""
        ...


@dataclass(frozen=True)
class Answer:
    """What was found for some samples, and warned of."""

    asked: Any
    found: Any
    warned: Recording


class Table:
    """What was found for the samples asked last, and for those before: tested on, and trained on.

    Parameters
    ----------
    find : callable
        Looks up the neighbours of samples.

    Raises
    ------
    NotServedError
        If looking up warns: who looks up alone warns alone, and it may be as often as batches
        of samples are asked.
    """

    def __init__(self, find: Callable[[Any], Any]) -> None:
        self._find = find
        self._answers: list[Answer] = []

    def __call__(self, X: Any) -> Any:
        """Look up, or recall what was found for the same samples."""
        answer = next((known for known in self._answers if known.asked is X), None)
        if answer is None:
            with Recording() as warned:
                answer = Answer(X, self._find(X), warned)
            self._answers = [*self._answers, answer][-2:]
        if answer.warned:
            raise NotServedError("neighbours cannot be looked up without a warning")
        return answer.found


def looks_up(estimator: Any, *types: type) -> bool:
    """Say whether an estimator looks up neighbours in samples; refuse subclasses."""
    return (
        type(estimator) in types
        and is_quiet(estimator)
        and isinstance(estimator.metric, str)
        and estimator.metric != "precomputed"
    )


def predict_from(look_up: LookUp, alone: Any) -> Any:
    """Give an estimator that predicts from a look-up what it would predict alone."""
    return answered_by(alone, lambda name: partial(_respond, look_up, alone, name))


def sums_in_order(estimator: Any) -> bool:
    """Say whether predictions depend on the order of the neighbours, as sums of floats do."""
    return not hasattr(estimator, "predict_proba") or estimator.weights not in ("uniform", None)


def counts_votes_elsewhere(estimator: Any) -> bool:
    """Say whether votes are counted while neighbours are looked up, not afterwards."""
    return (
        estimator._fit_method == "brute"
        and estimator.weights == "uniform"
        and hasattr(estimator, "predict_proba")
    )


def is_without_rounding(fitted: Any, X: Any) -> bool:
    """Say whether products of samples are exact, as those of small whole numbers are."""
    return fitted.effective_metric_ == "euclidean" and _is_whole(X) and _is_whole(fitted._fit_X)


def largest_squared_norm(fitted: Any) -> float:
    """Give the largest squared norm of the samples that are looked up."""
    X = fitted._fit_X
    squares = X.multiply(X) if hasattr(X, "multiply") else np.square(X)
    return float(np.asarray(squares.sum(axis=1)).max())


def _respond(look_up: LookUp, alone: Any, name: str, X: Any) -> Any:
    """Predict from the look-up; rows that are ambiguous are predicted for themselves."""
    ambiguous = look_up.are_ambiguous(X, alone, name)
    by_row = look_up.are_apart(X, alone) and not callable(alone.weights)
    if ambiguous.any() and (not by_row or ambiguous.mean() > MOST_AMBIGUOUS):
        return getattr(alone, name)(X)
    if name not in look_up.tried and counts_votes_elsewhere(alone):
        with Recording():  # it may fail, as for names of classes in 1.7
            getattr(alone, name)(take(X, [0]))
        look_up.tried.add(name)
    short = copy.copy(alone)
    short._fit_method = "table"  # keeps it from looking up by itself
    look_up.cut(short)
    answer = getattr(short, name)(X)
    if ambiguous.any():
        if isinstance(answer, list):  # probabilities of several outputs
            return getattr(alone, name)(X)
        rows = take(X, np.flatnonzero(ambiguous))
        answer[ambiguous] = getattr(alone, name)(rows)
    return answer


def _is_whole(X: Any) -> bool:
    """Say whether samples are small whole numbers in double precision."""
    if not isinstance(X, np.ndarray) or X.dtype != np.float64:
        return False
    most = float(np.abs(X).max(initial=0.0))
    return most**2 * X.shape[1] < EXACT and bool((np.rint(X) == X).all())
