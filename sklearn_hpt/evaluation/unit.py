"""The unit of dispatch: what one worker does at a stretch, on one split."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from sklearn_hpt._threads import limit_threads
from sklearn_hpt._typing import Split
from sklearn_hpt.evaluation.fitting import fit_and_score
from sklearn_hpt.evaluation.narration import Narrator
from sklearn_hpt.evaluation.objective import Objective
from sklearn_hpt.evaluation.plan import Fit, Plan, lone_fit
from sklearn_hpt.evaluation.shared import SharedFits
from sklearn_hpt.evaluation.task import Task, Watcher, watch_nothing
from sklearn_hpt.trials import SplitResult


@dataclass(frozen=True)
class Unit:
    """Some fits on one split.

    Parameters
    ----------
    split : int
        Number of the split.
    indices : (train, test)
        The split itself.
    fits : tuple of Fit
        In the order in which they share the most.
    tasks : mapping of int to Task
        The rows that they score, by the number of the trial.
    """

    split: int
    indices: Split
    fits: tuple[Fit, ...]
    tasks: dict[int, Task]

    @property
    def is_shared(self) -> bool:
        """Whether its fits have anything in common."""
        return any(fit.is_shared for fit in self.fits)

    def apart(self, trials: Collection[int]) -> "list[Unit]":
        """Give units that fit some of its trials on their own.

        Parameters
        ----------
        trials : collection of int
            Numbers of trials of this unit.

        Returns
        -------
        units : list of Unit
            One for each, with nothing shared.
        """
        return [
            replace(self, fits=(lone_fit(number, self.tasks[number].params),), tasks={number: task})
            for number, task in self.tasks.items()
            if number in trials
        ]


def make_units(
    plan: Plan, splits: Mapping[int, Split], watcher: Watcher = watch_nothing
) -> list[Unit]:
    """Divide a plan into what can be done apart.

    Fits that share the first step of a pipeline stay together; all others stand alone.

    Parameters
    ----------
    plan : Plan
    splits : mapping of int to (train, test)
        By number.
    watcher : callable, default=watch_nothing
        Gives what surrounds the fit of a trial on a split.

    Returns
    -------
    units : list of Unit
        In the order of the fits, then of the splits.
    """
    return [
        Unit(
            split,
            indices,
            bundle,
            {
                trial: Task(trial, row.params, split, indices, watcher(trial, split))
                for fit in bundle
                for row in fit.rows
                for trial in row.trials
            },
        )
        for bundle in _bundles(plan)
        for split, indices in splits.items()
    ]


def run_unit(
    objective: Objective, narrator: Narrator, unit: Unit
) -> Iterator[tuple[int, SplitResult]]:
    """Do one unit, and give each result when it is there.

    Parameters
    ----------
    objective : Objective
    narrator : Narrator
    unit : Unit

    Yields
    ------
    number, result : int and SplitResult
        For every task of the unit, by the number of its trial.

    Raises
    ------
    Exception
        As `fit_and_score` has it.
    """
    shared = SharedFits(objective, unit.split, unit.indices)
    for fit in unit.fits:
        known: Mapping[int, SplitResult] = {}
        if fit.is_shared:
            with limit_threads(objective.n_threads):
                known = shared.run(fit)
        for number in (number for row in fit.rows for number in row.trials):
            result = known.get(number)
            if result is None:
                with limit_threads(objective.n_threads):
                    result = fit_and_score(objective, narrator, unit.tasks[number])
            yield number, result


def _bundles(plan: Plan) -> Iterator[tuple[Fit, ...]]:
    """Put fits that share the first step of a pipeline together."""
    bundle: list[Fit] = []
    for fit in plan.fits:
        if bundle and not (fit.prefixes and _stand_together(bundle[-1], fit)):
            yield tuple(bundle)
            bundle = []
        bundle.append(fit)
    if bundle:
        yield tuple(bundle)


def _stand_together(one: Fit, other: Fit) -> bool:
    if not one.prefixes:
        return False
    first, second = one.prefixes[0], other.prefixes[0]
    if first.scored is not None and second.scored is not None:
        return first.scored.key == second.scored.key
    return first.key == second.key
