"""The shared step: it stands in a pipeline for a step that several pipelines have in common."""

import time
from collections.abc import Mapping
from typing import Any

from sklearn.base import clone
from sklearn.utils import get_tags

from sklearn_hpt.evaluation.checkpoints import own_checkpoints
from sklearn_hpt.evaluation.reuse.cut import look_at
from sklearn_hpt.evaluation.reuse.loan import lend
from sklearn_hpt.evaluation.reuse.memory import Fitted
from sklearn_hpt.evaluation.reuse.outputs import Outputs
from sklearn_hpt.evaluation.reuse.passage import Passage
from sklearn_hpt.evaluation.reuse.prefix import Scored
from sklearn_hpt.evaluation.reuse.protection import (
    alias,
    are_same,
    can_share,
    count_bytes,
    hand_out,
)
from sklearn_hpt.evaluation.reuse.randomness import RandomnessWatch
from sklearn_hpt.evaluation.reuse.recording import Recording
from sklearn_hpt.evaluation.reuse.submodels import NotServedError


class SharedStep:
    """Fits and transforms as the step would, or recalls what came of it.

    The pipeline itself does all the rest, so what is not remembered is done as ever. Where the
    next step is known to recall what it made, an output that nobody asks for is None.

    Parameters
    ----------
    passage : Passage
        Of the fit that it serves.
    place : int
        Which step on the passage it is.
    step : estimator
        The unfitted step, as this pipeline has it.
    """

    def __init__(self, passage: Passage, place: int, step: Any) -> None:
        self._passage = passage
        self._memory = passage.memory
        self._place = place
        self._prefix = passage.chain[place]
        self.step = step

    def fit_transform(self, X: Any, y: Any = None, **params: Any) -> Any:
        """Fit the step and transform, or recall what came of it."""
        outputs = self._passage.start(self._place, X, fitting=True)
        fitted = None if outputs is None else self._memory.recall(self._prefix)
        known = None if outputs is None else outputs.find(self._prefix)
        if fitted is None or known is None:
            output, again = self._fit_transform(outputs, X, y, params)
        else:
            known.warned.play()
            self.step = fitted.step
            output, again = known.value, True
        return self._passage.give(self._place, output, fitting=True, again=again)

    def transform(self, X: Any, **params: Any) -> Any:
        """Transform, or recall what came of the same samples."""
        outputs = self._passage.start(self._place, X, fitting=False)
        fitted = self._memory.recall(self._prefix)
        if outputs is None or fitted is None or fitted.step is not self.step or params:
            output, again = self.step.transform(hand_out(look_at(X)), **params), False
        elif (known := outputs.find(self._prefix)) is not None:
            known.warned.play()
            output, again = known.value, True
        else:
            output, again = self._transform(outputs, X)
        return self._passage.give(self._place, output, fitting=False, again=again)

    def _transform(self, outputs: Outputs, X: Any) -> tuple[Any, bool]:
        """Transform, and hold the output if it would come out again; say whether it would."""
        with RandomnessWatch() as watch, Recording() as warned:
            output = self.step.transform(hand_out(look_at(X)))
        warned.play()
        if watch.drawn or not can_share(output):
            return output, not watch.drawn
        known = self._memory.fitted_outputs.find(self._prefix)
        if known is not None and known.value is not output and are_same(known.value, output):
            # the training samples come out as in the fit, mostly, but as another object: some
            # estimators know by it what they were fitted to
            output = alias(known.value)
        if self._memory.has_room(count_bytes(output)):
            self._hold(outputs, output, warned)
        return output, True

    def _fit_transform(
        self, outputs: Outputs | None, X: Any, y: Any, params: Mapping[str, Any]
    ) -> tuple[Any, bool]:
        """Do what a pipeline does with a step, and remember it if it would come out again."""
        X = look_at(X)
        start = time.perf_counter()
        spent = self._memory.seconds_spent
        with RandomnessWatch() as watch, Recording() as warned:
            output = None if outputs is None else self._transform_scored(X, y, params)
            if output is None:
                with lend(X, self.step) as given, own_checkpoints(self.step):
                    output = self._fit_alone(given, y, params)
        warned.play()
        if outputs is None or watch.drawn or not can_share(output):
            return output, outputs is not None and not watch.drawn
        seconds = time.perf_counter() - start - (self._memory.seconds_spent - spent)
        if self._memory.remember(self._prefix, Fitted(self.step, seconds, warned), output):
            self._hold(outputs, output, warned)
        return output, True

    def _fit_alone(self, X: Any, y: Any, params: Mapping[str, Any]) -> Any:
        """Fit and transform; a step that cannot do both at once does one after the other."""
        if hasattr(self.step, "fit_transform"):
            return self.step.fit_transform(X, y, **params)
        return self.step.fit(X, y, **params).transform(X)

    def _hold(self, outputs: Outputs, output: Any, warned: Recording) -> None:
        """Hold an output for all fits that may ask for it."""
        n_fits = self._memory.count_fits_left(self._prefix)
        outputs.hold(self._prefix, self._passage.above(self._place), output, warned, n_fits)

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

    def _fit_scored(self, scored: Scored, X: Any, y: Any) -> Fitted | None:
        """Fit a step for all values that it can serve; None if it would not come out again."""
        start = time.perf_counter()
        anchor = scored.submodel.anchor(scored.all_values)
        with RandomnessWatch() as watch, Recording() as warned:
            step = clone(self.step).set_params(**anchor).fit(hand_out(X), y)
        if watch.drawn:
            watch.rewind()
            return None
        fitted = Fitted(step, time.perf_counter() - start, warned)
        self._memory.remember(scored, fitted)
        return fitted

    def __sklearn_tags__(self) -> Any:
        return get_tags(self.step)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "step":
            raise AttributeError(name)
        return getattr(self.step, name)
