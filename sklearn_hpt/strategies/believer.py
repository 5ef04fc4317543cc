"""The believer: makes a belief of observations, with the surrogate that was chosen."""

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any

from sklearn_hpt._names import hint_at_nearest
from sklearn_hpt.acquisition import LogExpectedImprovement, Thompson, resolve_acquisition
from sklearn_hpt.space import Encoding
from sklearn_hpt.strategies.belief import Belief
from sklearn_hpt.strategies.observations import Observations
from sklearn_hpt.strategies.parzen_belief import ParzenBelief
from sklearn_hpt.strategies.posterior_belief import PosteriorBelief
from sklearn_hpt.surrogates import Forest, GaussianProcess, RegressorSurrogate, Surrogate
from sklearn_hpt.surrogates.plain import draws_no_functions

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
        If there is no surrogate or acquisition of that name, or densities are given another
        acquisition than expected improvement.
    TypeError
        If an object is neither, or Thompson sampling is asked of a regressor, which gives no
        functions.
    """
    function = resolve_acquisition(acquisition)
    if isinstance(surrogate, str) and surrogate == "tpe":
        if not isinstance(function, LogExpectedImprovement):
            raise ValueError(
                f"acquisition={acquisition!r} is not for Parzen densities, which have their own; "
                "leave it out, or choose surrogate='gp'."
            )
        return partial(ParzenBelief.of, encoding=encoding)
    learner = _resolve(surrogate, encoding)
    if isinstance(function, Thompson) and isinstance(learner, RegressorSurrogate):
        raise draws_no_functions(repr(surrogate))
    return partial(PosteriorBelief.of, encoding=encoding, surrogate=learner, acquisition=function)


def _resolve(choice: Any, encoding: Encoding) -> Surrogate:
    """Give the surrogate that is meant."""
    if not isinstance(choice, str):
        return _own(choice)
    if choice in ("auto", "gp"):
        return GaussianProcess(encoding.n_dimensions, encoding.owner)
    if choice == "forest":
        return Forest()
    raise ValueError(
        f"There is no surrogate named {choice!r}; choose one of {', '.join(SURROGATES)}, "
        "or give a regressor." + hint_at_nearest(choice, SURROGATES)
    )


def _own(choice: Any) -> Surrogate:
    """Read a surrogate of the user's own: a regressor, or what is fitted to scores and noise."""
    if isinstance(choice, type):
        raise TypeError(
            f"surrogate={choice.__name__} is a class; give an object: {choice.__name__}()."
        )
    if hasattr(choice, "predict") or not hasattr(choice, "fit"):
        return RegressorSurrogate(choice)
    try:
        inspect.signature(choice.fit).bind("Z", "y", "noise")
    except TypeError:
        raise TypeError(
            f"The surrogate {choice!r} has fit{inspect.signature(choice.fit)}, but is given three "
            "arguments: fit(Z, y, noise), where noise is the known variance of each score."
        ) from None
    surrogate: Surrogate = choice
    return surrogate
