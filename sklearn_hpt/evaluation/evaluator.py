"""The evaluator: from trials asked to trials told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter

import numpy as np

from sklearn_hpt._typing import Split
from sklearn_hpt.evaluation.candidates import check_candidates
from sklearn_hpt.evaluation.dispatch import Dispatcher
from sklearn_hpt.evaluation.narration import Narrator, OrderedNarration
from sklearn_hpt.evaluation.objective import Objective
from sklearn_hpt.evaluation.plan import Plan
from sklearn_hpt.evaluation.planning import plan_candidates
from sklearn_hpt.evaluation.repeats import Repeats
from sklearn_hpt.evaluation.reuse.submodels import Submodel
from sklearn_hpt.evaluation.task import Watcher, watch_nothing
from sklearn_hpt.evaluation.unit import make_units, run_unit
from sklearn_hpt.execution import Executor
from sklearn_hpt.trials import SplitResult, Trial


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
    ) -> None:
        self._objective = objective
        self._splits = splits
        self._dispatcher = Dispatcher(executor)
        self._narrator = narrator or Narrator()
        self._watcher = watcher
        self._metric = metric
        self._submodels = submodels
        self._reuses = submodels is not None and watcher is watch_nothing
        self._repeats = Repeats(objective.estimator)
        self._n_expected = n_trials

    def __call__(self, trials: Sequence[Trial]) -> Iterator[Trial]:
        """Evaluate a batch.

        Parameters
        ----------
        trials : sequence of Trial
            Pending trials.

        Yields
        ------
        trial : Trial
            Told, in the order of completion.

        Raises
        ------
        ValueError
            If the estimator does not have a parameter, before the first fit.
        """
        check_candidates(self._objective.estimator, (trial.params for trial in trials))
        known = self._repeats.recall(trials) if self._reuses else {}
        new = [trial for trial in trials if trial.number not in known]
        units = make_units(self.plan(new), self._splits, self._watcher)
        together = bool(known) or any(unit.is_shared for unit in units)
        work = partial(run_unit, self._objective, Narrator() if together else self._narrator)
        later = OrderedNarration(
            self._narrator, self._objective, [trial.number for trial in trials if together]
        )
        self._n_expected -= len(trials)
        n_later = max(0, self._n_expected) * len(self._splits)
        repeated = [[(number, split) for split in splits] for number, splits in known.items()]
        results = chain(repeated, self._dispatcher.run(work, units, n_later))
        done = []
        for told in self._collect(trials, results):
            later.tell(told)
            done.append(told)
            yield told
        if self._reuses and n_later:
            self._repeats.remember(done)

    def _collect(
        self, trials: Sequence[Trial], results: Iterable[list[tuple[int, SplitResult]]]
    ) -> Iterator[Trial]:
        """Tell each trial as soon as there is a result on every split."""
        waiting = {trial.number: trial for trial in trials}
        known: dict[int, list[SplitResult]] = {number: [] for number in waiting}
        for unit_results in results:
            for number, result in unit_results:
                known[number].append(result)
                if len(known[number]) == len(self._splits):
                    splits = sorted(known.pop(number), key=attrgetter("split"))
                    yield waiting.pop(number).told(self._aggregate(splits), splits)
        for trial in waiting.values():  # where there are no splits
            yield trial.told(None)

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
