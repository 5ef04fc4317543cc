"""The plain posterior: means and standard deviations, and the rest made up from them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.surrogates.kernels import Kernel, usual_kernel
from sklearn_hpt.surrogates.protocol import Draw, Posterior, Predictive, Surrogate

LEAST_STD = 1e-6  # of standardised scores: one may be sure, but never without limit


@dataclass(frozen=True)
class PlainPosterior:
    """A posterior from any predictive distribution.

    Parameters
    ----------
    surrogate : Surrogate
        What made it, to be fitted anew where scores are imagined.
    predictive : Predictive
        What it made. A function is drawn from it if it has a method ``draw``.
    Z : array of shape (n, c)
        The observed points.
    y, noise : arrays of shape (n,)
        Their scores, and the known variance of each.
    """

    surrogate: Surrogate
    predictive: Predictive
    Z: FloatArray
    y: FloatArray
    noise: FloatArray

    @property
    def kernel(self) -> Kernel:
        """The same for all dimensions: nothing is said of what is alike."""
        return usual_kernel(self.Z.shape[1])

    def mean_and_std(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give means and positive stds at q points, both of shape (q, h).

        Raises
        ------
        TypeError
            If what was made gives something else.
        FloatingPointError
            If a mean or std is no finite number, or a std negative.
        """
        mean, std = _read(self.predictive, self.predictive.mean_and_std(Z), len(Z))
        return mean, np.maximum(std, LEAST_STD)

    def imagined(self, Z: FloatArray, normal: FloatArray) -> "PlainPosterior":
        """Fit anew, as if further points had the scores that are expected.

        Parameters
        ----------
        Z : array of shape (p, c)
        normal : array of shape (p, f)
            Not used: there is one fantasy [Ginsbourger, Le Riche & Carraro 2010, the believer].

        Returns
        -------
        posterior : PlainPosterior
        """
        believed = self.mean_and_std(Z)[0].mean(axis=1)
        Z, y = np.concatenate([self.Z, Z]), np.concatenate([self.y, believed])
        noise = np.concatenate([self.noise, np.zeros(len(believed))])
        return PlainPosterior(self.surrogate, self.surrogate.fit(Z, y, noise), Z, y, noise)

    def draw(self, rng: np.random.Generator) -> Draw:
        """Draw a function, if the predictive distribution can.

        Raises
        ------
        TypeError
            If it cannot.
        """
        if not hasattr(self.predictive, "draw"):
            raise draws_no_functions(type(self.predictive).__name__)
        drawn: Draw = self.predictive.draw(rng)
        return drawn


def _read(predictive: Predictive, given: Any, q: int) -> tuple[FloatArray, FloatArray]:
    """Check what a surrogate of one's own expects of q points; both of shape (q, h)."""
    name = type(predictive).__name__
    if not isinstance(given, (tuple, list)) or len(given) != 2:
        raise TypeError(f"{name}.mean_and_std gives {given!r}; it must give a mean and a std.")
    mean, std = (np.asarray(each, dtype=float) for each in given)
    if mean.shape != std.shape or mean.ndim not in (1, 2) or len(mean) != q:
        raise TypeError(
            f"{name}.mean_and_std gives a mean of shape {mean.shape} and a std of shape "
            f"{std.shape} for {q} points; both must be ({q},), or ({q}, h) for h hypotheses."
        )
    if not (np.isfinite(mean).all() and (std >= 0.0).all() and np.isfinite(std).all()):
        raise FloatingPointError(f"{name} expects scores, or stds, that are no finite numbers.")
    return mean.reshape(q, -1), std.reshape(q, -1)


def draws_no_functions(what: str) -> TypeError:
    """Give the error of Thompson sampling with what knows single points only."""
    return TypeError(
        f"Thompson sampling draws functions, which {what} does not give; choose "
        "acquisition='log_ei', or surrogate='gp' or 'forest'."
    )


def fit_posterior(
    surrogate: Surrogate, Z: FloatArray, y: FloatArray, noise: FloatArray
) -> Posterior:
    """Fit a surrogate, and make up what its posterior lacks.

    Parameters
    ----------
    surrogate : Surrogate
    Z : array of shape (n, c)
    y, noise : arrays of shape (n,)

    Returns
    -------
    posterior : Posterior

    Raises
    ------
    TypeError
        If the surrogate gives nothing that has a mean and a standard deviation.
    """
    fitted = surrogate.fit(Z, y, noise)
    if isinstance(fitted, Posterior):
        return fitted
    if not hasattr(fitted, "mean_and_std"):
        raise TypeError(
            f"{type(surrogate).__name__}.fit gives {fitted!r}; it must give an object with "
            "mean_and_std(Z), such as itself: return self."
        )
    return PlainPosterior(surrogate, fitted, Z, y, noise)
