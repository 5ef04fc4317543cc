"""The memory of fitted steps: each distinct prefix of a pipeline is fitted once a split."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sklearn_hpt.evaluation.reuse.outputs import Outputs
from sklearn_hpt.evaluation.reuse.prefix import Prefix, Scored
from sklearn_hpt.evaluation.reuse.protection import count_bytes
from sklearn_hpt.evaluation.reuse.recording import Recording
from sklearn_hpt.evaluation.reuse.tokens import Token

MOST_BYTES = 2**30
"""How many bytes are held for reuse, per worker: transformed samples and arrays of fitted steps."""


@dataclass(frozen=True)
class Fitted:
    """A fitted step, what it took, and what its fit warned of."""

    step: Any
    seconds: float
    warned: Recording

    @property
    def n_bytes(self) -> int:
        """The bytes of the arrays that it holds."""
        return sum(map(count_bytes, getattr(self.step, "__dict__", {}).values()))


class PrefixMemory:
    """Remembers fitted steps on one split until their last user is done, and their outputs.

    Attributes
    ----------
    fitted_outputs : Outputs
        What steps made of the samples that they were fitted to.
    seconds_spent : float
        Spent on fitting steps since it was last set to zero.
    """

    def __init__(self) -> None:
        self._fitted: dict[Token, Fitted] = {}
        self._n_done: Counter[Token] = Counter()
        self._transformed: list[Outputs] = []
        self.fitted_outputs = Outputs()
        self.seconds_spent = 0.0

    def outputs_of(self, samples: Any) -> Outputs:
        """Give what fitted steps made of samples that they transform only."""
        for outputs in self._transformed:
            if outputs.samples is samples:
                return outputs
        self._transformed.append(Outputs(samples))
        return self._transformed[-1]

    def seconds_per_row(self, prefix: Prefix) -> float:
        """Divide the cost of a prefix among the rows that stand on it."""
        seconds = 0.0
        for shared in _shared_parts(prefix):
            fitted = self._fitted.get(shared.key)
            seconds += 0.0 if fitted is None else fitted.seconds / shared.n_rows
        return seconds

    def recall(self, prefix: Prefix | Scored) -> Fitted | None:
        """Give the fitted step of a prefix, if it is remembered."""
        return self._fitted.get(prefix.key)

    def remember(self, prefix: Prefix | Scored, fitted: Fitted, output: Any = None) -> bool:
        """Keep a fitted step, unless it would be too much with its output; say whether it is."""
        if not self.has_room(fitted.n_bytes + count_bytes(output)):
            return False
        self._fitted[prefix.key] = fitted
        self.seconds_spent += fitted.seconds
        return True

    def has_room(self, n_bytes: int) -> bool:
        """Say whether so many bytes more may be held."""
        steps = sum(fitted.n_bytes for fitted in self._fitted.values())
        outputs = sum(some.n_bytes for some in (self.fitted_outputs, *self._transformed))
        return steps + outputs + n_bytes <= MOST_BYTES

    def count_fits_left(self, prefix: Prefix | Scored) -> int:
        """Count the fits on a prefix that are not done."""
        return prefix.n_fits - self._n_done[prefix.key]

    def release(self, chain: Sequence[Prefix]) -> None:
        """Say that a fit is done.

        Parameters
        ----------
        chain : sequence of Prefix
            The prefixes that it stood on, from the first step on.
        """
        several = (self.fitted_outputs, *self._transformed)
        for outputs in several:
            outputs.finish(chain)
        for prefix in chain:
            for shared in _shared_parts(prefix):
                self._n_done[shared.key] += 1
                if not self.count_fits_left(shared):
                    self._fitted.pop(shared.key, None)
            if not self.count_fits_left(prefix):
                for outputs in several:
                    outputs.forget(prefix)


def _shared_parts(prefix: Prefix) -> tuple[Prefix | Scored, ...]:
    return (prefix,) if prefix.scored is None else (prefix, prefix.scored)
