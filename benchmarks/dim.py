"""A dimension of a landscape, as `bayes.py` takes it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Dim:
    """A dimension of a search: ``kind`` is "cat", "int" or "float"."""

    name: str
    kind: str
    low: float = 0.0
    high: float = 0.0
    log: bool = False
    choices: tuple[Any, ...] = ()
    when: tuple[str, tuple[Any, ...]] | None = None
