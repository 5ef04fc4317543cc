"""The choice of an acquisition: by name, or an object with parameters of its own."""

from collections.abc import Mapping
from types import MappingProxyType

from sklearn_hpt._names import hint_at_nearest
from sklearn_hpt.acquisition.functions import (
    AcquisitionFunction,
    LogExpectedImprovement,
    LogProbabilityOfImprovement,
    UpperConfidenceBound,
)
from sklearn_hpt.acquisition.speed import PerSecond
from sklearn_hpt.acquisition.thompson import Thompson

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
    if isinstance(choice, type):
        raise TypeError(
            f"acquisition={choice.__name__} is a class; give an object: {choice.__name__}()."
        )
    asked = ("name", "value", "value_and_slopes")
    if isinstance(choice, Thompson | PerSecond) or all(hasattr(choice, each) for each in asked):
        return choice
    raise TypeError(
        f"acquisition={choice!r} is no acquisition; give one of the names "
        f"{', '.join(ACQUISITIONS)}, or an object of sklearn_hpt.acquisition, such as "
        f"UpperConfidenceBound(kappa=3); one of your own has {', '.join(asked)}."
    )
