"""The evaluator: from trials asked to trials told."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from operator import attrgetter

import numpy as np

from sklearn_hpt._typing import Split
from sklearn_hpt.evaluation.candidates import check_candidates
from sklearn_hpt.evaluation.dispatch import Dispatcher
from sklearn_hpt.evaluation.losses import Losses
from sklearn_hpt.evaluation.narration import Narrator, OrderedNarration
from sklearn_hpt.evaluation.objective import Objective
from sklearn_hpt.evaluation.outcomes import check_shown, measure_outcomes
from sklearn_hpt.evaluation.pacing import Pacing
from sklearn_hpt.evaluation.plan import Plan
from sklearn_hpt.evaluation.planning import plan_candidates
from sklearn_hpt.evaluation.repeats import Repeats
from sklearn_hpt.evaluation.reuse.protection import count_bytes
from sklearn_hpt.evaluation.reuse.submodels import Submodel
from sklearn_hpt.evaluation.task import Watcher, watch_nothing
from sklearn_hpt.evaluation.unit import Unit, make_units, run_unit
from sklearn_hpt.execution import Executor, Lost, Workers
from sklearn_hpt.trials import SplitResult, Trial

Numbered = tuple[int, SplitResult]
"""A result with the number of its trial."""


class Evaluator:
    """Finds out what trials are worth, on every split.

    Parameters
    ----------
    objective : Objective
        What to fit and how to score it.
    splits : sequence of (train, test)
        Drawn once for the search.
    executor : Executor
        Where the fits run.
    narrator : Narrator, default=Narrator()
        Prints a line per fit, or nothing.
    watcher : callable, default=watch_nothing
        ``watcher(trial_number, split_number)`` gives what surrounds that fit.
    metric : str or None, default=None
        The metric that leads the search where there are several; None takes the first.
    submodels : sequence of Submodel or None, default=None
        How one fit may serve several params; None makes every fit on its own.
    n_trials : int, default=0
        How many trials are expected in all: with many, workers are worth their start.
    pacing : Pacing, default=Pacing()
        Whether the search may end early, and whether another fit may be started; when none may,
        the trials that are not whole stay as they are.
    stays_out : bool, default=False
        Whether no fit is made in this process, because it could be the end of it.
    """

    def __init__(
        self,
        objective: Objective,
        splits: Sequence[Split],
        executor: Executor,
        *,
        narrator: Narrator | None = None,
        watcher: Watcher = watch_nothing,
        metric: str | None = None,
        submodels: Sequence[Submodel] | None = None,
        n_trials: int = 0,
        pacing: Pacing | None = None,
        stays_out: bool = False,
    ) -> None:
        self._objective = objective
        self._splits = splits
        self._pacing = pacing or Pacing()
        self._dispatcher = Dispatcher(
            executor,
            self._pacing.may_start,
            stays_out=stays_out,
            n_bytes=count_bytes(objective.X),
        )
        self._n_sharing = executor.n_workers if isinstance(executor, Workers) else 1
        self._narrator = narrator or Narrator()
        self._watcher = watcher
        self._metric = metric
        self._submodels = submodels
        self._reuses = submodels is not None and watcher is watch_nothing
        self._repeats = Repeats(objective.estimator)
        self._n_expected = n_trials
        # one object each for the whole search, so that workers are sent the samples once
        self._work = partial(run_unit, objective, self._narrator)
        self._work_in_silence = partial(run_unit, objective, Narrator())

    def __call__(self, trials: Sequence[Trial]) -> Iterator[Trial]:
        """Evaluate a batch.

        Parameters
        ----------
        trials : sequence of Trial
            Those with results on some splits are evaluated on the others only.

        Yields
        ------
        trial : Trial
            A version of a trial for each new result, pending until there is one on every
            split, and then told.

        Raises
        ------
        ValueError
            If the estimator does not have a parameter, before the first fit.
        WorkerLostError
            If a worker died in a fit, and errors are to be raised.
        """
        params = (trial.params for trial in trials)
        check_candidates(self._objective.estimator, params, self._n_sharing)
        for trial in trials:
            if len(trial.splits) == len(self._splits):
                yield self._told(trial)
        lacking = [trial for trial in trials if len(trial.splits) < len(self._splits)]
        for block in self._pacing.blocks(lacking, self._in_order, len(self._splits)):
            yield from self._evaluate(block)

    def _evaluate(self, trials: Sequence[Trial]) -> Iterator[Trial]:
        """Evaluate trials that lack results, all of them planned together."""
        fresh = [trial for trial in trials if not trial.splits]
        known = self._repeats.recall(fresh) if self._reuses else {}
        units = self._units([trial for trial in trials if trial.number not in known])
        together = bool(known) or any(unit.is_shared for unit in units)
        later = OrderedNarration(
            self._narrator, self._objective, [trial.number for trial in fresh if together]
        )
        self._n_expected -= len(trials)
        n_later = max(0, self._n_expected) * len(self._splits)
        work = self._work_in_silence if together else self._work
        repeated = ((number, split) for number, splits in known.items() for split in splits)
        done = []
        for version in self._versions(trials, chain(repeated, self._run(work, units, n_later))):
            if len(version.splits) == len(self._splits):
                later.tell(version)
                done.append(version)
            yield version
        if self._reuses and n_later:
            self._repeats.remember(done)

    def plan(self, trials: Sequence[Trial]) -> Plan:
        """Plan a batch: what is fitted, and what it is good for.

        Parameters
        ----------
        trials : sequence of Trial

        Returns
        -------
        plan : Plan
        """
        return plan_candidates(
            self._objective.estimator,
            [(trial.number, trial.params) for trial in trials],
            len(self._splits),
            self._submodels if self._reuses else None,
        )

    def _in_order(self, trials: Sequence[Trial]) -> list[Trial]:
        """Put trials that share work side by side, as their plan has them."""
        by_number = {trial.number: trial for trial in trials}
        rows = (row for fit in self.plan(trials).fits for row in fit.rows)
        return [by_number[number] for row in rows for number in row.trials]

    def _units(self, trials: Sequence[Trial]) -> list[Unit]:
        """Plan what is missing; trials that lack the same splits are planned together."""
        groups: dict[tuple[int, ...], list[Trial]] = {}
        for trial in trials:
            there = {result.split for result in trial.splits}
            lacking = tuple(split for split in range(len(self._splits)) if split not in there)
            groups.setdefault(lacking, []).append(trial)
        return [
            unit
            for lacking, group in groups.items()
            if lacking
            for unit in make_units(
                self.plan(group), {split: self._splits[split] for split in lacking}, self._watcher
            )
        ]

    def _run(
        self, work: Callable[[Unit], Iterable[Numbered]], units: Sequence[Unit], n_later: int
    ) -> Iterator[Numbered]:
        """Run units, then what was lost with a worker, and at last each alone what was so again."""
        losses = Losses(self._objective.error_score)
        for result in self._dispatcher.run(work, units, n_later):
            if isinstance(result, Lost):
                yield from losses.take(result)
            else:
                number, split_result = result
                losses.deliver(number, split_result.split)
                yield result
        for result in self._dispatcher.run(work, losses.to_retry()):
            yield from losses.take(result) if isinstance(result, Lost) else [result]
        for unit in losses.to_retry_alone():
            for again in self._dispatcher.run(work, [unit]):
                yield from losses.give_up(again) if isinstance(again, Lost) else [again]

    def _versions(self, trials: Sequence[Trial], results: Iterable[Numbered]) -> Iterator[Trial]:
        """Give a version of a trial for each result."""
        versions = {trial.number: trial for trial in trials}
        for number, result in results:
            trial = versions[number]
            splits = sorted((*trial.splits, result), key=attrgetter("split"))
            trial = versions[number] = replace(trial, splits=tuple(splits))
            yield self._told(trial) if len(splits) == len(self._splits) else trial

    def _told(self, trial: Trial) -> Trial:
        limits = self._objective.limits
        for each in trial.splits:
            check_shown(limits, each)
        outcomes = measure_outcomes(trial.splits, limits)
        return trial.told(self._aggregate(trial.splits), trial.splits, outcomes)

    def _aggregate(self, splits: Sequence[SplitResult]) -> float | None:
        """Average the leading metric over the splits; None if a fit failed."""
        scores = []
        for result in splits:
            if result.test_scores is None:
                return None
            scores.append(self._leading(result.test_scores))
        return float(np.mean(scores)) if scores else None

    def _leading(self, scores: float | Mapping[str, float]) -> float:
        if not isinstance(scores, Mapping):
            return scores
        first = next(iter(scores.values()))
        return first if self._metric is None else scores.get(self._metric, first)
