"""A dimension known by its draws alone: anything with ``rvs``."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.choices import Categorical
from sklearn_hpt.space.dimension import Dimension, Kind
from sklearn_hpt.space.values import is_number, show, token

N_DRAWS = 256  # that stand for the distribution
SEED = 0  # of those draws
N_STEPS = 2.0**30  # between positions of real numbers


@dataclass(frozen=True, eq=False, repr=False)
class Draws(Dimension):
    """Values drawn by an object that has ``rvs`` and nothing more.

    Random search draws from the object itself. For a surrogate, 256 draws with a fixed seed
    stand for it: numbers have positions by their rank among them, anything else is a choice.

    Parameters
    ----------
    source : object
        With ``rvs(random_state=...)``, which gives one value.

    Examples
    --------
    >>> class Dice:
    ...     def rvs(self, random_state=None):
    ...         return random_state.randint(1, 7)
    >>> dice = Draws(Dice())
    >>> dice.kind, dice.levels, dice.contains(6)
    ('ordinal', 6, True)
    """

    source: Any

    @property
    def kind(self) -> Kind:
        """A continuum, a lattice or choices, as the draws are."""
        return "categorical" if self._choices else "ordinal" if self._lattice else "real"

    @property
    def levels(self) -> int:
        """The number of distinct draws; 0 for real numbers."""
        if self._choices:
            return self._choices.levels
        return len(self._sorted) if self._lattice else 0

    @property
    def listable(self) -> bool:
        """False: the object may draw what it has not drawn yet."""
        return False

    def sample(self, n: int, rng: np.random.Generator) -> list[Any]:
        """Draw from the object, as scikit-learn does."""
        random = np.random.RandomState(rng.integers(2**32, dtype=np.uint64))
        return [self.source.rvs(random_state=random) for _ in range(n)]

    def contains(self, value: Any) -> bool:
        """Tell whether a value is of the kind that is drawn; a number may be a new one."""
        return self._choices.contains(value) if self._choices else is_number(value)

    def neighbours(self, value: Any) -> list[Any]:
        """Give other choices, or the next draws on either side."""
        if self._choices:
            return self._choices.neighbours(value)
        place = int(np.searchsorted(self._sorted, value))
        near = [at for at in (place - 1, place + 1) if 0 <= at < len(self._sorted)]
        return [self._typed(self._sorted[at]) for at in near]

    def key_of(self, value: Any) -> Hashable:
        """Give the token of a choice, or the number itself."""
        return self._choices.key_of(value) if self._choices else token(value)

    def positions(self) -> FloatArray:
        """Give the positions of the distinct draws."""
        if self._choices:
            return self._choices.positions()
        return np.linspace(0.0, 1.0, len(self._sorted))

    def to_units(self, values: Sequence[Any]) -> FloatArray:
        """Give the ranks of values among the draws."""
        if self._choices:
            return self._choices.to_units(values)
        if not all(map(is_number, values)):
            value = next(value for value in values if not is_number(value))
            raise SearchSpaceError(f"{self.describe()} draws numbers, not {show(value)}.")
        numbers = np.array(values, dtype=float)
        return self.snap(np.interp(numbers, self._sorted, self.positions()))

    def from_units(self, points: FloatArray) -> list[Any]:
        """Give the draws at ranks."""
        if self._choices:
            return self._choices.from_units(points)
        if self._lattice:
            return [self._typed(self._sorted[place]) for place in self.codes(points)]
        return np.interp(points, self.positions(), self._sorted).tolist()  # type: ignore[no-any-return]

    def snap(self, points: FloatArray) -> FloatArray:
        """Go to the nearest rank."""
        if self._choices:
            return self._choices.snap(points)
        if self._lattice:
            return self.positions()[self.codes(points)]
        return np.rint(np.clip(points, 0.0, 1.0) * N_STEPS) / N_STEPS

    def spread(self, uniform: FloatArray) -> FloatArray:
        """Give the rank of one of the draws."""
        if self._choices:
            return self._choices.spread(uniform)
        if self._lattice:
            draws = np.quantile(self._numbers, uniform, method="inverted_cdf")
            return self.positions()[np.searchsorted(self._sorted, draws)]
        return self.snap(uniform)

    def codes(self, positions: FloatArray) -> IntArray:
        """Count from the first choice or the lowest draw."""
        if self._choices:
            return self._choices.codes(positions)
        codes = np.rint(positions * (len(self._sorted) - 1)).astype(np.intp)
        return np.clip(codes, 0, len(self._sorted) - 1)

    def describe(self) -> str:
        """Write the source as Python."""
        return f"Draws({self.describe_range()})"

    def describe_range(self) -> str:
        """Write the source."""
        return show(self.source)

    def describe_values(self) -> str:
        """Say what is drawn."""
        return f"it draws values such as {show(self._draws[0])}"

    def _typed(self, number: float) -> Any:
        return int(number) if self._lattice else float(number)

    @cached_property
    def _draws(self) -> list[Any]:
        random = np.random.RandomState(SEED)
        return [self.source.rvs(random_state=random) for _ in range(N_DRAWS)]

    @cached_property
    def _choices(self) -> Categorical | None:
        """The distinct draws, if they are not all numbers."""
        if all(map(is_number, self._draws)):
            return None
        return Categorical(list({token(draw): draw for draw in self._draws}.values()))

    @cached_property
    def _numbers(self) -> FloatArray:
        return np.array(self._draws, dtype=float)

    @cached_property
    def _sorted(self) -> FloatArray:
        return np.unique(self._numbers)

    @cached_property
    def _lattice(self) -> bool:
        """Whether all draws are integers."""
        return bool(np.all(self._numbers == np.rint(self._numbers)))

    def _identity(self) -> Hashable:
        return token(self.source)

    def __getstate__(self) -> dict[str, Any]:
        return {"conditions": self.conditions, "source": self.source}
