"""A shared fit: what several rows of the results have in common, done once.

Whatever goes wrong here is no failure of any row: the rows that are missing from the answer
are fitted on their own, and fail, warn or succeed as they would have.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from typing import Any

from sklearn_hpt._sklearn import uses_response_methods_only
from sklearn_hpt._typing import Split
from sklearn_hpt.evaluation.configured import configure
from sklearn_hpt.evaluation.objective import Objective
from sklearn_hpt.evaluation.plan import Fit
from sklearn_hpt.evaluation.reuse.anatomy import get_part, map_steps, with_final
from sklearn_hpt.evaluation.reuse.memory import PrefixMemory, SharedStep
from sklearn_hpt.evaluation.reuse.randomness import RandomnessWatch
from sklearn_hpt.evaluation.slices import LockedSlices
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
        except Exception:
            return {}
        finally:
            for prefix in shared.prefixes:
                self._memory.release(prefix)

    def _run(self, shared: Fit) -> dict[int, SplitResult]:
        submodel = shared.submodel
        if self._see_through and submodel is not None and submodel.response_methods_only:
            return {}
        model = configure(self._objective.estimator, shared.params)
        prefixes = {prefix.step: prefix for prefix in shared.prefixes}

        def share(name: str, step: Any) -> Any:
            return self._memory.share(prefixes[name], step) if name in prefixes else step

        map_steps(model, share)
        self._memory.seconds_spent = 0.0
        start = time.perf_counter()
        slices = self._cut(model)
        copy = not (shared.anatomy.steps and shared.anatomy.steps[0] in prefixes)
        with RandomnessWatch() as watch:
            slices.fit(model, copy=copy)
        if watch.drawn and shared.n_rows > 1:
            watch.rewind()
            return {}
        seconds = (time.perf_counter() - start - self._memory.seconds_spent) / shared.n_rows
        seconds += sum(map(self._memory.seconds_per_row, shared.prefixes))
        if self._see_through:
            map_steps(model, lambda _, step: step.step if isinstance(step, SharedStep) else step)
            copy = True
        return self._score(shared, model, slices, fit_time=seconds, copy=copy)

    def _score(
        self, shared: Fit, model: Any, slices: LockedSlices, *, fit_time: float, copy: bool
    ) -> dict[int, SplitResult]:
        """Score the rows, all of them on the test samples first: look-ups can be shared then."""
        start = time.perf_counter()
        views = dict(_views(shared, model))
        if self._see_through:  # a scorer of the user's own may write to what it is shown
            views = {trials: deepcopy(view) for trials, view in views.items()}
        tests = slices.score_all(views, train=False, copy=copy)
        score_time = (time.perf_counter() - start) / shared.n_rows
        trains: Mapping[tuple[int, ...], Scores | None] = dict.fromkeys(tests)
        if self._objective.return_train_score:
            views = {trials: views[trials] for trials in tests}
            trains = slices.score_all(views, train=True, copy=copy)
        return {
            trial: SplitResult(
                split=self._split,
                test_scores=tests[trials],
                train_scores=train_scores,
                fit_time=fit_time,
                score_time=score_time,
                n_test_samples=slices.n_test_samples,
            )
            for trials, train_scores in trains.items()
            for trial in trials
        }

    def _cut(self, model: Any) -> LockedSlices:
        """Cut the samples, once."""
        if self._slices is None:
            self._slices = LockedSlices(self._objective, self._indices, model)
        return self._slices


def _views(shared: Fit, model: Any) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Give the fitted model as each row would have it; leave out rows it does not serve."""
    if shared.submodel is None:
        yield shared.rows[0].trials, model
        return
    final = get_part(model, shared.anatomy.final)
    for row in shared.rows:
        with suppress(Exception):
            view = shared.submodel.view(final, shared.values(row))
            yield row.trials, with_final(model, view)
