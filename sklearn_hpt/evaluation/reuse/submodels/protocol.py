"""The protocol of a submodel: how one fit serves several values of a parameter."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable


class NotServedError(Exception):
    """A fit turned out not to serve some values; they are fitted on their own."""


@runtime_checkable
class Submodel(Protocol):
    """How one fit of an estimator serves several values of one or two of its parameters.

    It must be exact: what `view` gives must predict, bit for bit, as if it had been fitted on
    its own. Users may add their own by ``reuse=[MySubmodel()]`` on a tuner.
    """

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters whose values one fit serves."""
        ...

    @property
    def response_methods_only(self) -> bool:
        """Whether `view` gives what is good for its methods that predict or score only.

        It is not shown to a scorer of the user's own then.
        """
        ...

    @property
    def warns_alike(self) -> bool:
        """Whether a fit warns of the same, as often, whatever the values.

        If so, what the one fit warned of is shown for every row that it serves. If not, and it
        warned of anything, each of the rows is fitted on its own.
        """
        ...

    def applies(self, estimator: Any) -> bool:
        """Say whether an estimator, with its params set, is one whose fit serves others.

        Everything that could make it inexact is refused here: subclasses, seeds that are not
        fixed, warm starts.
        """
        ...

    def family(self, values: Mapping[str, Any]) -> Hashable | None:
        """Name the family of some values: one fit serves those of one family.

        None for values that no other fit serves, such as those that are not valid.
        """
        ...

    def anchor(self, values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Choose the values of the one fit that serves all of these, which are one family."""
        ...

    def view(self, fitted: Any, values: Mapping[str, Any]) -> Any:
        """Give the fitted estimator as it would be, had it been fitted with these values.

        The fitted estimator stays as it is.

        Raises
        ------
        NotServedError
            If this fit does not serve these values after all.
        """
        ...
