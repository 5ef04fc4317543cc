"""Losses: fits whose worker died, or was ended; each costs itself alone."""

from collections.abc import Iterator

from sklearn_hpt.evaluation.unit import Unit
from sklearn_hpt.exceptions import WorkerLostError
from sklearn_hpt.execution import Lost
from sklearn_hpt.trials import SplitResult


class Losses:
    """Says what becomes of the fits of a unit that was lost.

    What the unit had delivered counts, and the fits that are missing are made apart. A fit that
    took too long on its own has failed; one that ended its worker is made once more while no
    other is at work, and has failed if it does so again.

    Parameters
    ----------
    error_score : float or "raise"
        With "raise", a fit that has failed ends the search.
    """

    def __init__(self, error_score: float | str) -> None:
        self._error_score = error_score
        self._delivered: set[tuple[int, int]] = set()
        self._several: list[Unit] = []
        self._single: list[Unit] = []

    def deliver(self, number: int, split: int) -> None:
        """Take note of a result."""
        self._delivered.add((number, split))

    def take(self, lost: Lost) -> Iterator[tuple[int, SplitResult]]:
        """Take up a unit that was lost.

        Yields
        ------
        number, result : int and SplitResult
            Of its fit, if that is to blame for sure.
        """
        unit: Unit = lost.task
        missing = [n for n in unit.tasks if (n, unit.split) not in self._delivered]
        if len(unit.tasks) > 1:
            self._several += unit.apart(missing)
        elif lost.overdue:
            yield from self.give_up(lost)
        else:
            self._single += unit.apart(missing)

    def to_retry(self) -> tuple[Unit, ...]:
        """Give what was lost with others, each a fit of its own now."""
        return tuple(self._several)

    def to_retry_alone(self) -> tuple[Unit, ...]:
        """Give the fits that were lost by themselves."""
        return tuple(self._single)

    def give_up(self, lost: Lost) -> Iterator[tuple[int, SplitResult]]:
        """Give the failure of a fit that was lost on its own.

        Raises
        ------
        WorkerLostError
            If errors are to be raised.
        """
        unit: Unit = lost.task
        for number, task in unit.tasks.items():
            if self._error_score == "raise":
                raise WorkerLostError(
                    f"The fit of {dict(task.params)} on split {unit.split} was lost: "
                    f"{lost.reason}. Leave out error_score='raise' to go on without it."
                )
            yield number, SplitResult(unit.split, None, error=f"{lost.reason}\n")
