"""The passage of one fit along the prefixes that it shares."""

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from sklearn_hpt.evaluation.reuse.loan import lend
from sklearn_hpt.evaluation.reuse.memory import PrefixMemory
from sklearn_hpt.evaluation.reuse.outputs import Outputs
from sklearn_hpt.evaluation.reuse.prefix import Prefix
from sklearn_hpt.evaluation.reuse.protection import hand_out

NOTHING = object()
"""What no step is given."""


class Passage(ExitStack):
    """Follows samples from step to step, so that each knows where what it is given comes from.

    It is entered while the fit is made: what is lent meanwhile is given back at its end.

    Parameters
    ----------
    memory : PrefixMemory
    chain : sequence of Prefix
        The prefixes that the fit shares, from the first step of the pipeline on.
    borrower : estimator or None
        What is fitted to the last output, if that is known.
    """

    def __init__(self, memory: PrefixMemory, chain: Sequence[Prefix], borrower: Any) -> None:
        super().__init__()
        self.memory = memory
        self.chain = chain
        self._borrower = borrower
        self._outputs: Outputs | None = None
        self._given: Any = NOTHING

    def above(self, place: int) -> Prefix | None:
        """Give the prefix before that at a place."""
        return self.chain[place - 1] if place else None

    def start(self, place: int, X: Any, *, fitting: bool) -> Outputs | None:
        """Find the outputs that belong to what a step is given.

        Parameters
        ----------
        place : int
            Which of the chain's steps it is.
        X : object
            What it is given.
        fitting : bool
            Whether it is to be fitted to them.

        Returns
        -------
        outputs : Outputs or None
            None if `X` is not what the step before gave, or would not come out again.
        """
        if place == 0:
            memory = self.memory
            self._outputs = memory.fitted_outputs if fitting else memory.outputs_of(X)
        elif X is not self._given:
            self._outputs = None
        return self._outputs

    def give(self, place: int, output: Any, *, fitting: bool, again: bool) -> Any:
        """Pass the output of a step on: to a shared step, which spares it, or to what may not.

        Parameters
        ----------
        place : int
        output : object
        fitting : bool
            Whether something is to be fitted to it.
        again : bool
            Whether it would come out again.
        """
        self._given = output if again else NOTHING
        if place < len(self.chain) - 1:
            return output
        return self.enter_context(lend(output, self._borrower)) if fitting else hand_out(output)
