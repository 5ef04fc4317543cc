"""The believer: makes a belief of observations, with the surrogate that was chosen."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sklearn_hpt.acquisition import resolve_acquisition
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

Learn = Callable[[Observations], Belief]


@dataclass(frozen=True)
class Believer:
    """What a Bayesian search believes in.

    Parameters
    ----------
    learn : callable, Observations -> Belief
    learn_long : callable, Observations -> Belief
        The same for a long history.
    """

    learn: Learn
    learn_long: Learn

    @classmethod
    def of(cls, encoding: Encoding, surrogate: Any, acquisition: Any) -> "Believer":
        """Read the choices of a user.

        Parameters
        ----------
        encoding : Encoding
        surrogate : {"auto", "gp", "tpe", "forest"}, Surrogate or regressor
        acquisition : str or Acquisition
            What is made of a posterior; densities have their own.

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
        by_density = partial(ParzenBelief.of, encoding=encoding)
        by_posterior = partial(
            PosteriorBelief.of, encoding=encoding, acquisition=resolve_acquisition(acquisition)
        )
        if not isinstance(surrogate, str):
            learn: Learn = partial(by_posterior, surrogate=_as_surrogate(surrogate))
            return cls(learn, learn)
        learners: dict[str, Learn] = {
            "gp": partial(
                by_posterior, surrogate=GaussianProcess(encoding.n_dimensions, encoding.owner)
            ),
            "tpe": by_density,
            "forest": partial(by_posterior, surrogate=Forest()),
        }
        if surrogate == "auto":
            return cls(learners["gp"], learners["tpe"])
        if surrogate not in learners:
            raise ValueError(_unknown(surrogate))
        return cls(learners[surrogate], learners[surrogate])

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
        learn = self.learn_long if len(observations.scores) >= LONG else self.learn
        return learn(observations)


def _as_surrogate(candidate: Any) -> Surrogate:
    """Give the surrogate that an object is, or that a regressor makes."""
    if hasattr(candidate, "predict") or not hasattr(candidate, "fit"):
        return RegressorSurrogate(candidate)
    surrogate: Surrogate = candidate
    return surrogate


def _unknown(name: str) -> str:
    """Say which surrogates there are."""
    near = difflib.get_close_matches(name, SURROGATES, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return (
        f"There is no surrogate named {name!r}; choose one of {', '.join(SURROGATES)}, "
        f"or give a regressor.{hint}"
    )
