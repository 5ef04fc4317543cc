"""The choice of an acquisition: by name, or an object with parameters of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sklearn_hpt._names import hint_at_nearest
from sklearn_hpt.acquisition.functions import (
    AcquisitionFunction,
    LogExpectedImprovement,
    LogProbabilityOfImprovement,
    UpperConfidenceBound,
)


@dataclass(frozen=True)
class Thompson:
    """Thompson sampling: what is best for one function drawn from the posterior is tried.

    It has no parameter: the less is known, the more the functions differ.
    """


@dataclass(frozen=True)
class PerSecond:
    """An acquisition function by the time that a trial is expected to take.

    For budgets of time rather than of trials. Since it looks at a clock, a search with it
    cannot be repeated to the bit.

    Parameters
    ----------
    function : AcquisitionFunction, default=LogExpectedImprovement()
        On the scale of a logarithm.
    """

    function: AcquisitionFunction = field(default_factory=LogExpectedImprovement)


Acquisition = AcquisitionFunction | Thompson | PerSecond
"""What makes a point worth trying."""

ACQUISITIONS: Mapping[str, Acquisition] = MappingProxyType(
    {
        "log_ei": LogExpectedImprovement(),
        "log_pi": LogProbabilityOfImprovement(),
        "ucb": UpperConfidenceBound(),
        "thompson": Thompson(),
        "log_ei_per_second": PerSecond(),
    }
)
"""Name -> the acquisition of that name, with its default parameters."""

ALIASES: Mapping[str, str] = MappingProxyType({"ei": "log_ei", "pi": "log_pi", "lcb": "ucb"})
"""Names for what has its greatest value at the same point."""


def resolve_acquisition(choice: "str | Acquisition") -> Acquisition:
    """Give the acquisition that is meant.

    Parameters
    ----------
    choice : str or Acquisition
        A name of `ACQUISITIONS` or `ALIASES`, or an object.

    Returns
    -------
    acquisition : Acquisition

    Raises
    ------
    ValueError
        If there is none of that name; the message gives the nearest.
    TypeError
        If the object is no acquisition.

    Examples
    --------
    >>> resolve_acquisition("ei")
    LogExpectedImprovement()
    """
    if isinstance(choice, str):
        name = ALIASES.get(choice.lower(), choice.lower())
        if name not in ACQUISITIONS:
            raise ValueError(
                f"There is no acquisition named {choice!r}; choose one of "
                f"{', '.join(ACQUISITIONS)}." + hint_at_nearest(name, [*ACQUISITIONS, *ALIASES])
            )
        return ACQUISITIONS[name]
    if isinstance(choice, Thompson | PerSecond) or hasattr(choice, "value_and_slopes"):
        return choice
    raise TypeError(
        f"acquisition={choice!r} is no acquisition; give one of the names "
        f"{', '.join(ACQUISITIONS)}, or an object of sklearn_hpt.acquisition, such as "
        "UpperConfidenceBound(kappa=3)."
    )
