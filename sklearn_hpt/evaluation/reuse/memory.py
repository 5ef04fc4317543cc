"""The memory of fitted steps: each distinct prefix of a pipeline is fitted once a split."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sklearn.base import clone
from sklearn.utils import get_tags

from sklearn_hpt.evaluation.reuse.prefix import Prefix, Scored
from sklearn_hpt.evaluation.reuse.protection import (
    can_share,
    count_bytes,
    hand_out,
    lock,
    was_written,
)
from sklearn_hpt.evaluation.reuse.randomness import RandomnessWatch
from sklearn_hpt.evaluation.reuse.recording import Recording
from sklearn_hpt.evaluation.reuse.submodels import NotServedError
from sklearn_hpt.evaluation.reuse.tokens import Token

MOST_BYTES = 2**30
"""How many bytes are held for reuse, per worker: transformed samples and arrays of fitted steps."""


@dataclass(frozen=True)
class _Transformed:
    """What a fitted step made of some samples, and warned of."""

    samples: Any
    output: Any
    warned: Recording


@dataclass
class _Fitted:
    """A fitted step with what it made of the samples, and warned of."""

    step: Any
    output: Any
    seconds: float
    fits_left: int
    warned: Recording
    transformed: list[_Transformed] = field(default_factory=list)

    @property
    def n_bytes(self) -> int:
        """The bytes that are held for it."""
        outputs = [self.output, *(known.output for known in self.transformed)]
        return sum(map(count_bytes, [*outputs, *getattr(self.step, "__dict__", {}).values()]))


class PrefixMemory:
    """Remembers fitted steps on one split, each until its last user is done.

    Attributes
    ----------
    seconds_spent : float
        Spent on fitting steps since it was last set to zero.
    """

    def __init__(self) -> None:
        self._fitted: dict[Token, _Fitted] = {}
        self.seconds_spent = 0.0

    def share(self, prefix: Prefix, step: Any) -> "SharedStep":
        """Make the stand-in for a step of a pipeline that is about to be fitted."""
        return SharedStep(self, prefix, step)

    def seconds_per_row(self, prefix: Prefix) -> float:
        """Divide the cost of a prefix among the rows that stand on it."""
        seconds = 0.0
        for shared in _shared_parts(prefix):
            fitted = self._fitted.get(shared.key)
            seconds += 0.0 if fitted is None else fitted.seconds / shared.n_rows
        return seconds

    def recall(self, prefix: Prefix | Scored) -> _Fitted | None:
        """Give the fitted step of a prefix, if it is remembered."""
        return self._fitted.get(prefix.key)

    def remember(
        self, prefix: Prefix | Scored, step: Any, output: Any, seconds: float, warned: Recording
    ) -> _Fitted:
        """Keep a fitted step, unless it would be too much; give it in either case."""
        fitted = _Fitted(step, output, seconds, prefix.n_fits, warned)
        if self.has_room(fitted.n_bytes):
            lock(output)
            self._fitted[prefix.key] = fitted
            self.seconds_spent += seconds
        return fitted

    def has_room(self, n_bytes: int) -> bool:
        """Say whether so many bytes more may be held."""
        return sum(fitted.n_bytes for fitted in self._fitted.values()) + n_bytes <= MOST_BYTES

    def release(self, prefix: Prefix) -> None:
        """Say that one of the fits on a prefix is done."""
        for shared in _shared_parts(prefix):
            fitted = self._fitted.get(shared.key)
            if fitted is not None:
                fitted.fits_left -= 1
                if fitted.fits_left == 0:
                    del self._fitted[shared.key]


def _shared_parts(prefix: Prefix) -> tuple[Prefix | Scored, ...]:
    return (prefix,) if prefix.scored is None else (prefix, prefix.scored)


class SharedStep:
    """Stands in a pipeline for a step with ``fit_transform`` that several pipelines share.

    The pipeline itself does all the rest, so what is not remembered is done as ever.

    Parameters
    ----------
    memory : PrefixMemory
        Where fitted steps are kept.
    prefix : Prefix
        Which one this is.
    step : estimator
        The unfitted step, as this pipeline has it.
    """

    def __init__(self, memory: PrefixMemory, prefix: Prefix, step: Any) -> None:
        self._memory = memory
        self._prefix = prefix
        self.step = step

    def fit_transform(self, X: Any, y: Any = None, **params: Any) -> Any:
        """Fit the step and transform, or recall what came of it."""
        fitted = self._memory.recall(self._prefix)
        if fitted is None:
            return self._fit_transform(X, y, params)
        fitted.warned.play()
        self.step = fitted.step
        return hand_out(fitted.output)

    def transform(self, X: Any, **params: Any) -> Any:
        """Transform, or recall what came of the same samples."""
        fitted = self._memory.recall(self._prefix)
        if fitted is None or fitted.step is not self.step or params:
            return self.step.transform(hand_out(X), **params)
        for known in fitted.transformed:
            if known.samples is X:
                known.warned.play()
                return hand_out(known.output)
        with RandomnessWatch() as watch, Recording() as warned:
            output = self.step.transform(hand_out(X))
        warned.play()
        kept = can_share(output) and self._memory.has_room(count_bytes(output))
        if watch.drawn or not kept:
            return output
        fitted.transformed.append(_Transformed(X, lock(output), warned))
        return hand_out(output)

    def _fit_transform(self, X: Any, y: Any, params: Mapping[str, Any]) -> Any:
        """Do what a pipeline does with a step, and remember it if it would come out again."""
        start = time.perf_counter()
        spent = self._memory.seconds_spent
        with RandomnessWatch() as watch, Recording() as warned:
            output = self._transform_scored(X, y, params)
            if output is None:
                given = hand_out(X)
                output = self.step.fit_transform(given, y, **params)
                if was_written(X, given):
                    raise TypeError("the step wrote to its samples")
        warned.play()
        if watch.drawn or not can_share(output):
            return output
        seconds = time.perf_counter() - start - (self._memory.seconds_spent - spent)
        self._memory.remember(self._prefix, self.step, output, seconds, warned)
        return hand_out(output)

    def _transform_scored(self, X: Any, y: Any, params: Mapping[str, Any]) -> Any:
        """Transform with a step that was fitted for other values; None if there is none."""
        scored = self._prefix.chosen
        if scored is None or params:
            return None
        fitted = self._memory.recall(scored) or self._fit_scored(scored, X, y)
        if fitted is None or (fitted.warned and not scored.submodel.warns_alike):
            return None
        try:
            view = scored.submodel.view(fitted.step, scored.values)
        except NotServedError:
            return None
        self.step = view
        fitted.warned.play()
        return view.transform(hand_out(X))

    def _fit_scored(self, scored: Scored, X: Any, y: Any) -> _Fitted | None:
        """Fit a step for all values that it can serve; None if it would not come out again."""
        start = time.perf_counter()
        anchor = scored.submodel.anchor(scored.all_values)
        with RandomnessWatch() as watch, Recording() as warned:
            step = clone(self.step).set_params(**anchor).fit(hand_out(X), y)
        if watch.drawn:
            watch.rewind()
            return None
        return self._memory.remember(scored, step, None, time.perf_counter() - start, warned)

    def __sklearn_tags__(self) -> Any:
        return get_tags(self.step)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "step":
            raise AttributeError(name)
        return getattr(self.step, name)
