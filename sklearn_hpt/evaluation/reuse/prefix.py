"""The prefix of a pipeline: all steps up to one, as several fits have them in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sklearn_hpt.evaluation.reuse.submodels import Submodel
from sklearn_hpt.evaluation.reuse.tokens import Token


@dataclass(frozen=True)
class Scored:
    """What the last step of a prefix has in common with that of others: one fit serves them.

    Parameters
    ----------
    key : hashable
        Equal for steps that one fit serves.
    submodel : Submodel
        How it serves them.
    values : mapping of str to object
        The values of this step.
    n_fits, n_rows : int, default=1
        How many fits, and how many rows of the results, stand on it.
    all_values : tuple of mapping, default=()
        The values of all steps that stand on it: the one fit is made for them.
    """

    key: Token
    submodel: Submodel
    values: Mapping[str, Any]
    n_fits: int = 1
    n_rows: int = 1
    all_values: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Prefix:
    """All steps of a pipeline up to and with one.

    Parameters
    ----------
    step : str
        Full name of its last step.
    key : hashable
        Equal for equal prefixes.
    scored : Scored or None, default=None
        What its last step shares with those of other values, if anything.
    n_fits, n_rows : int, default=1
        How many fits, and how many rows of the results, stand on it.
    """

    step: str
    key: Token
    scored: Scored | None = None
    n_fits: int = 1
    n_rows: int = 1

    @property
    def is_shared(self) -> bool:
        """Whether several rows stand on it."""
        return self.n_rows > 1 or (self.scored is not None and self.scored.n_rows > 1)

    @property
    def chosen(self) -> Scored | None:
        """What its last step is chosen from: one fit for several values, if there are several."""
        return self.scored if self.scored and self.scored.n_fits > self.n_fits else None
