"""A shared fit: what several rows of the results have in common, done once.

Whatever goes wrong here is no failure of any row: the rows that are missing from the answer
are fitted on their own, and fail, warn or succeed as they would have. What the fit warned of is
shown for every row that it serves.
"""

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from typing import Any

from sklearn_hpt._sklearn import uses_response_methods_only
from sklearn_hpt._typing import Split
from sklearn_hpt.evaluation.configured import configure
from sklearn_hpt.evaluation.objective import Objective
from sklearn_hpt.evaluation.plan import Fit, Row
from sklearn_hpt.evaluation.reuse.anatomy import get_part, map_steps, with_final
from sklearn_hpt.evaluation.reuse.loan import SpoiltError
from sklearn_hpt.evaluation.reuse.memory import PrefixMemory
from sklearn_hpt.evaluation.reuse.passage import Passage
from sklearn_hpt.evaluation.reuse.randomness import RandomnessWatch
from sklearn_hpt.evaluation.reuse.recording import Recording
from sklearn_hpt.evaluation.reuse.shared_step import SharedStep
from sklearn_hpt.evaluation.slices import LockedSlices, Shown
from sklearn_hpt.trials import Scores, SplitResult


class SharedFits:
    """Fits on one split that have something in common.

    Parameters
    ----------
    objective : Objective
    split : int
        Number of the split.
    indices : (train, test)
        The split itself.
    """

    def __init__(self, objective: Objective, split: int, indices: Split) -> None:
        self._objective = objective
        self._split = split
        self._indices = indices
        self._memory = PrefixMemory()
        self._slices: LockedSlices | None = None
        self._see_through = not uses_response_methods_only(objective.scorer)

    def run(self, shared: Fit) -> dict[int, SplitResult]:
        """Fit once and score every row that can be.

        Parameters
        ----------
        shared : Fit

        Returns
        -------
        results : dict of int to SplitResult
            By the number of the trial; rows that could not be served are missing.
        """
        try:
            return self._run(shared)
        except SpoiltError:
            self._memory, self._slices = PrefixMemory(), None
            return {}
        except Exception:
            return {}
        finally:
            self._memory.release(shared.prefixes)

    def _run(self, shared: Fit) -> dict[int, SplitResult]:
        submodel = shared.submodel
        if self._see_through and submodel is not None and submodel.response_methods_only:
            return {}
        model = configure(self._objective.estimator, shared.params)
        is_next = len(shared.prefixes) == len(shared.anatomy.steps)
        final = get_part(model, shared.anatomy.final) if is_next else None
        passage = Passage(self._memory, shared.prefixes, final)
        places = {prefix.step: place for place, prefix in enumerate(shared.prefixes)}

        def share(name: str, step: Any) -> Any:
            return SharedStep(passage, places[name], step) if name in places else step

        map_steps(model, share)
        self._memory.seconds_spent = 0.0
        started, start = time.time(), time.perf_counter()
        slices = self._cut(model)
        copy = not shared.prefixes
        with RandomnessWatch() as watch, Recording() as warned, passage:
            slices.fit(model, copy=copy)
        if watch.drawn and shared.n_rows > 1:
            watch.rewind()
            return {}
        if warned and submodel is not None and not submodel.warns_alike:
            return {}
        seconds = (time.perf_counter() - start - self._memory.seconds_spent) / shared.n_rows
        seconds += sum(map(self._memory.seconds_per_row, shared.prefixes))
        if self._see_through:
            map_steps(model, lambda _, step: step.step if isinstance(step, SharedStep) else step)
            copy = True
        fitted = SplitResult(
            self._split,
            None,
            fit_time=seconds,
            n_test_samples=slices.n_test_samples,
            started=started,
            worker=os.getpid(),
        )
        return self._score(shared, model, slices, fitted, copy=copy, warned=warned)

    def _score(
        self,
        shared: Fit,
        model: Any,
        slices: LockedSlices,
        fitted: SplitResult,
        *,
        copy: bool,
        warned: Recording,
    ) -> dict[int, SplitResult]:
        """Score the rows, one after the other; leave out those for which it fails.

        What all of them have in common is in `fitted`, which has no scores yet.
        """
        sides = [False, True] if self._objective.return_train_score else [False]
        shown = [slices.show(train=train, copy=copy) for train in sides]
        served: list[tuple[Row, list[Scores], Recording]] = []
        score_time = 0.0
        for row in shared.rows:
            start = time.perf_counter()
            with suppress(Exception), Recording() as scoring:
                view = self._view(shared, model, row, shown)
                scores = [slices.score(view, shown[0])]
                score_time += time.perf_counter() - start
                scores += [slices.score(view, side) for side in shown[1:]]
                served.append((row, scores, scoring))
        if any(side.is_spoilt for side in shown):
            raise TypeError("scoring wrote to the samples")
        results = {}
        for row, scores, scoring in served:
            for trial in row.trials:
                warned.play()
                scoring.play()
                results[trial] = replace(
                    fitted,
                    test_scores=scores[0],
                    train_scores=scores[1] if len(scores) > 1 else None,
                    score_time=score_time / shared.n_rows,
                )
        return results

    def _view(self, shared: Fit, model: Any, row: Row, shown: Sequence[Shown]) -> Any:
        """Give the fitted model as a row would have it."""
        view = model
        if shared.submodel is not None:
            final = get_part(model, shared.anatomy.final)
            view = with_final(model, shared.submodel.view(final, shared.values(row)))
        if not self._see_through:
            return view
        # a scorer of the user's own may write to what it is shown, but for samples, which are
        # protected, and which the model knows again
        return deepcopy(view, {id(side.X): side.X for side in shown})

    def _cut(self, model: Any) -> LockedSlices:
        """Cut the samples, once."""
        if self._slices is None:
            self._slices = LockedSlices(self._objective, self._indices, model)
        return self._slices
