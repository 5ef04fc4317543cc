"""The believer: makes a belief of observations, with the surrogate that was chosen."""

import difflib
from dataclasses import dataclass
from typing import Any

from sklearn_hpt.acquisition import Acquisition, resolve_acquisition
from sklearn_hpt.space import Encoding
from sklearn_hpt.strategies.belief import Belief
from sklearn_hpt.strategies.observations import Observations
from sklearn_hpt.strategies.posterior_belief import PosteriorBelief
from sklearn_hpt.surrogates import Forest, GaussianProcess, RegressorSurrogate, Surrogate

SURROGATES = ("auto", "gp", "tpe", "forest")
"""Names of the surrogates that come with the package."""


@dataclass(frozen=True)
class Believer:
    """What a Bayesian search believes in.

    Parameters
    ----------
    encoding : Encoding
    surrogate : Surrogate or None
        None fits Parzen densities instead.
    acquisition : Acquisition
    longest : int or None, default=None
        Number of scores above which Parzen densities take over.
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
        return cls(encoding, _resolve(surrogate, encoding), resolve_acquisition(acquisition))

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
        return PosteriorBelief.of(observations, self.encoding, self.surrogate, self.acquisition)


def _resolve(choice: Any, encoding: Encoding) -> Surrogate:
    if isinstance(choice, str):
        if choice not in SURROGATES:
            near = difflib.get_close_matches(choice, SURROGATES, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise ValueError(
                f"There is no surrogate named {choice!r}; choose one of "
                f"{', '.join(SURROGATES)}, or give a regressor.{hint}"
            )
        if choice == "forest":
            return Forest()
        return GaussianProcess(encoding.n_dimensions, encoding.owner)
    if hasattr(choice, "predict") or not hasattr(choice, "fit"):
        return RegressorSurrogate(choice)
    surrogate: Surrogate = choice
    return surrogate
