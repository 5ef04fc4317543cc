"""The protocols of a surrogate, its posterior and its draws: what a search asks of a regression."""

from collections.abc import Callable
from typing import Protocol, TypeAlias, runtime_checkable

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.surrogates.kernels import Kernel

Pullback: TypeAlias = Callable[[FloatArray, FloatArray], FloatArray]
"""By the chain rule: what a number changes by for each mean and each std, both (q, h), gives
what it changes by for each point, (q, c)."""


class Draw(Protocol):
    """A function drawn from a posterior."""

    def values(self, Z: FloatArray) -> FloatArray:
        """Give its values at q points, shape (q,)."""
        ...


@runtime_checkable
class SmoothDraw(Draw, Protocol):
    """A drawn function that has derivatives."""

    def values_and_gradients(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give its values at q points, shape (q,), and its derivatives there, shape (q, c)."""
        ...


class Predictive(Protocol):
    """What is believed of the score at any point, on the scale of the scores that were given."""

    def mean_and_std(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give means and positive stds at q points, both of shape (q, h).

        The columns are h hypotheses side by side: settings of hyperparameters, imagined scores
        of pending trials; one is enough.
        """
        ...


@runtime_checkable
class Posterior(Predictive, Protocol):
    """A predictive distribution that can imagine more, and knows what is alike.

    n points were observed, in c embedded columns.
    """

    @property
    def Z(self) -> FloatArray:  # noqa: N802
        """The observed points, imagined ones included, shape (n, c)."""
        ...

    @property
    def kernel(self) -> Kernel:
        """What points are alike, for all that needs to know it."""
        ...

    def imagined(self, Z: FloatArray, normal: FloatArray) -> "Posterior":
        """Give the posterior as it would be with scores at further points.

        Parameters
        ----------
        Z : array of shape (p, c)
            The points.
        normal : array of shape (p, f)
            Standard normal numbers, one column per fantasy, for posteriors that draw the
            scores; others may take what they expect, as the only fantasy.
        """
        ...

    def draw(self, rng: np.random.Generator) -> Draw:
        """Draw a function from the posterior.

        Raises
        ------
        TypeError
            If this posterior knows of no functions, only of single points.
        """
        ...


@runtime_checkable
class SmoothPosterior(Posterior, Protocol):
    """A posterior whose means and stds have derivatives."""

    def pullback(self, Z: FloatArray) -> tuple[FloatArray, FloatArray, Pullback]:
        """Give means and stds at q points, (q, h), and the way back from slopes to points."""
        ...


class Surrogate(Protocol):
    """A regression that says how sure it is."""

    def fit(self, Z: FloatArray, y: FloatArray, noise: FloatArray) -> Predictive:
        """Learn from scores; the same arguments give the same, bit for bit.

        Means and stds are enough: `PlainPosterior` makes up what is missing to a `Posterior`.

        Parameters
        ----------
        Z : array of shape (n, c)
            Embedded points: numbers in [0, 1], choices one-hot.
        y : array of shape (n,)
            Scores of mean about 0 and variance about 1; greater is better.
        noise : array of shape (n,)
            Known variance of each score.
        """
        ...
