"""A lost task: its worker died, or was ended, before the task was done."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Lost:
    """Says that a task ended its worker, or would not end.

    The results that the task had given before stand.

    Parameters
    ----------
    task : object
        As it was handed in, or a copy of it.
    reason : str
        What happened, for people, with the Python stack where that is known.
    overdue : bool
        Whether it took longer than it was allowed to.

    Examples
    --------
    >>> Lost(7, "the worker exited with status 3", overdue=False).reason
    'the worker exited with status 3'
    """

    task: Any
    reason: str
    overdue: bool
