"""A constraint: a predicate on params that a trial must satisfy."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.values import show, token


@dataclass(frozen=True, eq=False)
class Constraint:
    """A predicate of the user, with clear words when it fails.

    Parameters
    ----------
    predicate : callable
        From a dict of the active params to a truth value.
    """

    predicate: Callable[[dict[str, Any]], object]

    def __call__(self, params: dict[str, Any]) -> bool:
        """Tell whether params satisfy it."""
        try:
            return bool(self.predicate(params))
        except KeyError as error:
            raise SearchSpaceError(
                f"The constraint {self!r} asked for {error}, which is not active in {params!r}. "
                'Params hold the active ones only: use params.get("name") and expect None.'
            ) from error
        except Exception as error:
            raise SearchSpaceError(
                f"The constraint {self!r} raised {error!r} for {params!r}. Make it give True or "
                "False for all params of the space."
            ) from error

    @property
    def identity(self) -> Hashable:
        """What makes two constraints equal."""
        return token(self.predicate)

    def __repr__(self) -> str:
        return show(self.predicate)


def read_constraints(given: Any) -> tuple[Constraint, ...]:
    """Check the constraints of a user.

    Parameters
    ----------
    given : sequence of callables
        Predicates on params.

    Returns
    -------
    constraints : tuple of Constraint

    Raises
    ------
    SearchSpaceError
        If it is no sequence of callables.
    """
    if callable(given):
        given = [given]
    if not isinstance(given, (list, tuple)) or not all(map(callable, given)):
        raise SearchSpaceError(
            f"constraints needs a list of functions from params to bool, got {show(given)}; write "
            'constraints=[lambda params: params["a"] < params["b"]].'
        )
    return tuple(each if isinstance(each, Constraint) else Constraint(each) for each in given)
