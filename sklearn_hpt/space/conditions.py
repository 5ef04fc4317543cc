"""A condition: a param that is active only when an earlier one has certain values."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.values import show, token


@dataclass(frozen=True, eq=False)
class Condition:
    """Active only if the parent is active and has one of the allowed values.

    Parameters
    ----------
    parent : str
        Name of the param looked at.
    allowed : tuple or callable
        The values, any of which will do; or a predicate on the value. A class that is none of
        the parent's choices means all of its instances.
    """

    parent: str
    allowed: tuple[Any, ...] | Callable[[Any], object]

    @property
    def identity(self) -> Hashable:
        """What makes two conditions equal."""
        return (self.parent, token(self.allowed))

    def as_argument(self) -> str:
        """Write the condition as an argument of ``when``.

        Returns
        -------
        text : str
        """
        allowed = self.allowed
        single = callable(allowed) or len(allowed) == 1
        value = show(allowed if callable(allowed) else allowed[0] if single else list(allowed))
        if self.parent.isidentifier():
            return f"{self.parent}={value}"
        return f"{{{self.parent!r}: {value}}}"

    def __repr__(self) -> str:
        allowed = self.allowed
        if callable(allowed):
            return f"{self.parent}: {show(allowed)}"
        if len(allowed) == 1:
            return f"{self.parent}={show(allowed[0])}"
        return f"{self.parent} in [{', '.join(map(show, allowed))}]"


def read_conditions(
    conditions: Mapping[str, Any] | None, named: Mapping[str, Any]
) -> tuple[Condition, ...]:
    """Read what a user gave to ``when``.

    Parameters
    ----------
    conditions : mapping of str to object or None
        For names that are no identifiers.
    named : mapping of str to object
        The keyword arguments.

    Returns
    -------
    conditions : tuple of Condition
        All of them must hold.
    """
    if conditions is not None and not isinstance(conditions, Mapping):
        raise SearchSpaceError(
            f"when() needs a dict from names to values, got {show(conditions)}; write "
            'when(kernel="poly") or when({"svc__kernel": "poly"}).'
        )
    given = {**(conditions or {}), **named}
    if not given:
        raise SearchSpaceError('when() needs at least one condition, such as when(kernel="poly").')
    return tuple(Condition(parent, _allowed(parent, value)) for parent, value in given.items())


def _allowed(parent: str, given: Any) -> tuple[Any, ...] | Callable[[Any], object]:
    """Read one condition: a list is any of its values, a callable a predicate."""
    if isinstance(given, (list, np.ndarray)):
        if len(given) == 0:
            raise SearchSpaceError(
                f"The condition on {parent!r} allows no value, got an empty list; name one."
            )
        return tuple(given)
    return given if callable(given) else (given,)
