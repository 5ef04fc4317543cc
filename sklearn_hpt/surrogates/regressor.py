"""The surrogate of a regressor: any of scikit-learn's that says how sure it is."""

import inspect
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.surrogates.kernels import Kernel, usual_kernel
from sklearn_hpt.surrogates.protocol import Draw

LEAST_STD = 1e-6  # of standardised scores: a regressor may be sure, but never without limit


@dataclass(frozen=True)
class RegressorSurrogate:
    """A regressor whose ``predict`` takes ``return_std=True``, as a surrogate.

    Known variances of the scores are not told to it.

    Parameters
    ----------
    regressor : regressor
        Cloned for every fit; its random state must be a number for the search to be
        repeatable.

    Raises
    ------
    TypeError
        If it gives no standard deviations.

    Examples
    --------
    >>> from sklearn.linear_model import BayesianRidge
    >>> Z = np.linspace(0, 1, 5)[:, None]
    >>> posterior = RegressorSurrogate(BayesianRidge()).fit(Z, Z[:, 0], np.zeros(5))
    >>> mean, std = posterior.mean_and_std(np.array([[0.5]]))
    >>> round(float(mean[0, 0]), 3), mean.shape, std.shape
    (0.5, (1, 1), (1, 1))
    """

    regressor: Any

    def __post_init__(self) -> None:
        predict = getattr(self.regressor, "predict", None)
        if predict is None or "return_std" not in inspect.signature(predict).parameters:
            raise TypeError(
                f"The surrogate {self.regressor!r} does not say how sure it is: its predict has "
                "no return_std. Give a regressor that does, such as GaussianProcessRegressor() or "
                "BayesianRidge()."
            )

    def fit(self, Z: FloatArray, y: FloatArray, noise: FloatArray) -> "RegressorPosterior":
        """Fit a clone of the regressor; that it has not converged is no news for a user.

        Parameters
        ----------
        Z : array of shape (n, c)
        y : array of shape (n,)
        noise : array of shape (n,)
            Not used.

        Returns
        -------
        posterior : RegressorPosterior
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            fitted = clone(self.regressor).fit(Z, y)
        return RegressorPosterior(self.regressor, fitted, Z, y)


@dataclass(frozen=True)
class RegressorPosterior:
    """What a fitted regressor predicts, and how sure it is.

    Parameters
    ----------
    regressor, fitted : regressor
        As it was given, and fitted.
    Z : array of shape (n, c)
        The observed points.
    y : array of shape (n,)
        Their scores.
    """

    regressor: Any
    fitted: Any
    Z: FloatArray
    y: FloatArray

    @property
    def kernel(self) -> Kernel:
        """The same for all dimensions: a regressor does not say what is alike."""
        return usual_kernel(self.Z.shape[1])

    def mean_and_std(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Predict at q points: means and stds, both of shape (q, 1)."""
        mean, std = self.fitted.predict(Z, return_std=True)
        return np.asarray(mean, dtype=float)[:, None], np.maximum(std, LEAST_STD)[:, None]

    def imagined(self, Z: FloatArray, normal: FloatArray) -> "RegressorPosterior":
        """Fit anew, as if further points had the scores that are expected.

        Parameters
        ----------
        Z : array of shape (p, c)
        normal : array of shape (p, f)
            Not used: there is one fantasy [Ginsbourger, Le Riche & Carraro 2010, the believer].

        Returns
        -------
        posterior : RegressorPosterior
        """
        believed = self.mean_and_std(Z)[0][:, 0]
        Z, y = np.concatenate([self.Z, Z]), np.concatenate([self.y, believed])
        return RegressorSurrogate(self.regressor).fit(Z, y, np.zeros(len(y)))

    def draw(self, rng: np.random.Generator) -> Draw:
        """Refuse: a regressor knows means and standard deviations, but no functions.

        Raises
        ------
        TypeError
            Always.
        """
        raise TypeError(
            f"Thompson sampling draws functions, which {type(self.regressor).__name__} does not "
            "give; choose acquisition='log_ei', or surrogate='gp' or 'forest'."
        )
