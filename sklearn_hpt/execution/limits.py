"""Limits: what a task may take before it is ended."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Limits:
    """How long a task may take, and how much memory.

    Parameters
    ----------
    seconds : float or None, default=None
        From the start of a task to its first result, and from each result to the next. None is
        no limit.
    n_bytes : int or None, default=None
        What a task may allocate beyond what its worker holds when the task starts, counted as
        address space. None is no limit.

    Raises
    ------
    ValueError
        If a limit is not positive.

    Examples
    --------
    >>> Limits(seconds=2.5).are_set, Limits().are_set
    (True, False)
    """

    seconds: float | None = None
    n_bytes: int | None = None

    def __post_init__(self) -> None:
        for name in ("seconds", "n_bytes"):
            limit = getattr(self, name)
            if limit is not None and not limit > 0:
                raise ValueError(f"{name} must be positive, or None for no limit; got {limit!r}.")

    @property
    def are_set(self) -> bool:
        """Whether there is any limit."""
        return self.seconds is not None or self.n_bytes is not None


NO_LIMITS: Final = Limits()
