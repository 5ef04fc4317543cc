"""The subjects of a batch: the estimators that params make, as far as their structure goes."""

from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Any

from sklearn_hpt._typing import Params
from sklearn_hpt.evaluation.configured import configure
from sklearn_hpt.evaluation.reuse.anatomy import Anatomy, dissect, get_part
from sklearn_hpt.evaluation.reuse.repeatable import may_repeat
from sklearn_hpt.evaluation.reuse.tokens import Token, tokens


@dataclass(frozen=True)
class Subject:
    """An estimator with some params set, and where its parameters act.

    Parameters
    ----------
    estimator : estimator
    anatomy : Anatomy
    may_repeat : bool
        Whether its fits come out the same every time.
    """

    estimator: Any
    anatomy: Anatomy
    may_repeat: bool

    @cached_property
    def final(self) -> Any:
        """The last step, which learns and predicts."""
        return get_part(self.estimator, self.anatomy.final)

    @cached_property
    def repeatable_steps(self) -> dict[str, Any]:
        """The steps that transform, by full name, up to the first that may not repeat."""
        steps = ((name, get_part(self.estimator, name)) for name in self.anatomy.steps)
        return dict(takewhile(lambda item: may_repeat(item[1]), steps))


class Subjects:
    """Gives the subject of params.

    Params that set the same names, and the same objects among the values, make estimators
    of the same structure, so one of each kind is made.

    Parameters
    ----------
    estimator : estimator
        Never fitted, never changed.
    """

    def __init__(self, estimator: Any) -> None:
        self._estimator = estimator
        # the params are kept, so that no other object can take the place of one they hold
        self._known: dict[Token, tuple[Params, Subject]] = {}

    def get(self, params: Params) -> Subject:
        """Give an estimator with these params, or with others of the same structure."""
        structural = [name for name, value in params.items() if not _is_plain(value)]
        kind = (frozenset(params), tokens(params, structural))
        if kind not in self._known:
            made = configure(self._estimator, params)
            self._known[kind] = params, Subject(made, dissect(made), may_repeat(made))
        return self._known[kind][1]

    def repeat_key(self, params: Params) -> Token | None:
        """Give a key that is equal for params whose fits come out the same.

        Parameters
        ----------
        params : mapping of str to object
            The key holds while they are alive.

        Returns
        -------
        key : hashable or None
            None for params whose fits need not come out the same.
        """
        return tokens(params, params) if self.get(params).may_repeat else None


def _is_plain(value: Any) -> bool:
    """Say whether a value says nothing about the structure of an estimator."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)
