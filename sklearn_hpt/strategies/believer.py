"""The believer: makes a belief of observations, with the surrogate that was chosen."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sklearn_hpt._names import hint_at_nearest
from sklearn_hpt.acquisition import resolve_acquisition
from sklearn_hpt.space import Encoding
from sklearn_hpt.strategies.belief import Belief
from sklearn_hpt.strategies.observations import Observations
from sklearn_hpt.strategies.parzen_belief import ParzenBelief
from sklearn_hpt.strategies.posterior_belief import PosteriorBelief
from sklearn_hpt.surrogates import Forest, GaussianProcess, RegressorSurrogate, Surrogate

SURROGATES = ("auto", "gp", "tpe", "forest")
"""Names of the surrogates that come with the package."""

Believer = Callable[[Observations], Belief]
"""What learns from observations, of which one has a score at least."""


def make_believer(encoding: Encoding, surrogate: Any, acquisition: Any) -> Believer:
    """Read the choices of a user.

    Parameters
    ----------
    encoding : Encoding
    surrogate : {"auto", "gp", "tpe", "forest"}, Surrogate or regressor
        "auto" is the Gaussian process, which was ahead however long the history.
    acquisition : str or Acquisition
        What is made of a posterior; densities have their own.

    Returns
    -------
    believer : callable, Observations -> Belief

    Raises
    ------
    ValueError
        If there is no surrogate or acquisition of that name.
    TypeError
        If an object is neither.
    """
    resolved = resolve_acquisition(acquisition)
    if isinstance(surrogate, str) and surrogate == "tpe":
        return partial(ParzenBelief.of, encoding=encoding)
    return partial(
        PosteriorBelief.of,
        encoding=encoding,
        surrogate=_resolve(surrogate, encoding),
        acquisition=resolved,
    )


def _resolve(choice: Any, encoding: Encoding) -> Surrogate:
    """Give the surrogate that is meant."""
    if not isinstance(choice, str):
        if hasattr(choice, "predict") or not hasattr(choice, "fit"):
            return RegressorSurrogate(choice)
        surrogate: Surrogate = choice
        return surrogate
    if choice in ("auto", "gp"):
        return GaussianProcess(encoding.n_dimensions, encoding.owner)
    if choice == "forest":
        return Forest()
    raise ValueError(
        f"There is no surrogate named {choice!r}; choose one of {', '.join(SURROGATES)}, "
        "or give a regressor." + hint_at_nearest(choice, SURROGATES)
    )
