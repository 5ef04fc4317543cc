"""The believer: makes a belief of observations, with the surrogate that was chosen."""

import difflib
from dataclasses import dataclass
from typing import Any

from sklearn_hpt.acquisition import Acquisition, resolve_acquisition
from sklearn_hpt.space import Encoding
from sklearn_hpt.strategies.belief import Belief
from sklearn_hpt.strategies.observations import Observations
from sklearn_hpt.strategies.parzen_belief import ParzenBelief
from sklearn_hpt.strategies.posterior_belief import PosteriorBelief
from sklearn_hpt.surrogates import Forest, GaussianProcess, RegressorSurrogate, Surrogate

SURROGATES = ("auto", "gp", "tpe", "forest")
"""Names of the surrogates that come with the package."""

LONG = 1000
"""Scores from which on "auto" takes Parzen densities, which look at all of them."""


@dataclass(frozen=True)
class Believer:
    """What a Bayesian search believes in.

    Parameters
    ----------
    encoding : Encoding
    surrogate : Surrogate or None
        None is the answer of Parzen densities to everything.
    acquisition : Acquisition
        What is made of a posterior; densities have their own.
    longest : int or None, default=None
        Number of scores from which on Parzen densities take over; None is never.
    """

    encoding: Encoding
    surrogate: Surrogate | None
    acquisition: Acquisition
    longest: int | None = None

    @classmethod
    def of(cls, encoding: Encoding, surrogate: Any, acquisition: Any) -> "Believer":
        """Read the choices of a user.

        Parameters
        ----------
        encoding : Encoding
        surrogate : {"auto", "gp", "tpe", "forest"}, Surrogate or regressor
        acquisition : str or Acquisition

        Returns
        -------
        believer : Believer

        Raises
        ------
        ValueError
            If there is no surrogate or acquisition of that name.
        TypeError
            If an object is neither.
        """
        longest = LONG if isinstance(surrogate, str) and surrogate == "auto" else None
        return cls(
            encoding, _resolve(surrogate, encoding), resolve_acquisition(acquisition), longest
        )

    def believe(self, observations: Observations) -> Belief:
        """Learn from observations.

        Parameters
        ----------
        observations : Observations
            With one score at least.

        Returns
        -------
        belief : Belief
        """
        too_long = self.longest is not None and len(observations.scores) >= self.longest
        if self.surrogate is None or too_long:
            return ParzenBelief.of(observations, self.encoding)
        return PosteriorBelief.of(observations, self.encoding, self.surrogate, self.acquisition)


def _resolve(choice: Any, encoding: Encoding) -> Surrogate | None:
    """Give the surrogate that is meant; None for Parzen densities."""
    if not isinstance(choice, str):
        if hasattr(choice, "predict") or not hasattr(choice, "fit"):
            return RegressorSurrogate(choice)
        surrogate: Surrogate = choice
        return surrogate
    if choice not in SURROGATES:
        near = difflib.get_close_matches(choice, SURROGATES, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise ValueError(
            f"There is no surrogate named {choice!r}; choose one of "
            f"{', '.join(SURROGATES)}, or give a regressor.{hint}"
        )
    if choice == "tpe":
        return None
    return (
        Forest() if choice == "forest" else GaussianProcess(encoding.n_dimensions, encoding.owner)
    )
