"""The outputs of shared steps: what they made of the same samples, held while a fit may ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sklearn_hpt.evaluation.reuse.prefix import Prefix
from sklearn_hpt.evaluation.reuse.protection import count_bytes, lock
from sklearn_hpt.evaluation.reuse.recording import Recording
from sklearn_hpt.evaluation.reuse.tokens import Token


@dataclass
class Output:
    """What the last step of a prefix made of some samples, and warned of.

    Parameters
    ----------
    value : object
        Samples, locked; None when no fit will ask for them.
    warned : Recording
    n_asking : int
        How many fits may ask for the value: those that are not done, but for those that stand
        on what a further step has made of it.
    """

    value: Any
    warned: Recording
    n_asking: int

    def __post_init__(self) -> None:
        self.n_bytes = count_bytes(self.value)

    def lose(self, n_fits: int) -> None:
        """Say that some fits will not ask any more; let go of the value after the last one."""
        self.n_asking -= n_fits
        if self.n_asking <= 0:
            self.value, self.n_bytes = None, 0


class Outputs:
    """What the prefixes of a pipeline made of the same samples.

    Parameters
    ----------
    samples : object, default=None
        What the first step is given.
    """

    def __init__(self, samples: Any = None) -> None:
        self.samples = samples
        self._known: dict[Token, Output] = {}

    @property
    def n_bytes(self) -> int:
        """The bytes that are held."""
        return sum(output.n_bytes for output in self._known.values())

    def find(self, prefix: Prefix) -> Output | None:
        """Give the output of a prefix, if it is known."""
        return self._known.get(prefix.key)

    def hold(
        self, prefix: Prefix, above: Prefix | None, value: Any, warned: Recording, n_fits: int
    ) -> None:
        """Hold an output for all fits on its prefix; they need that of the prefix above no more.

        Parameters
        ----------
        prefix : Prefix
        above : Prefix or None
            The one that is a step shorter, if there is one.
        value : object
        warned : Recording
        n_fits : int
            How many fits on the prefix are not done.
        """
        self._known[prefix.key] = Output(lock(value), warned, n_fits)
        self._lose(above, n_fits)

    def finish(self, chain: Sequence[Prefix]) -> None:
        """Say that a fit is done: where nothing further was known, it was one of those asking."""
        for prefix, further in zip_longest(chain, chain[1:]):
            if further is None or further.key not in self._known:
                self._lose(prefix, 1)

    def forget(self, prefix: Prefix) -> None:
        """Forget the output of a prefix whose last fit is done."""
        self._known.pop(prefix.key, None)

    def _lose(self, prefix: Prefix | None, n_fits: int) -> None:
        output = None if prefix is None else self.find(prefix)
        if output is not None:
            output.lose(n_fits)
