"""The surrogate of a regressor: any of scikit-learn's that says how sure it is."""

import inspect
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning

from sklearn_hpt._typing import FloatArray


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
    >>> import numpy as np
    >>> from sklearn.linear_model import BayesianRidge
    >>> Z = np.linspace(0, 1, 5)[:, None]
    >>> prediction = RegressorSurrogate(BayesianRidge()).fit(Z, Z[:, 0], np.zeros(5))
    >>> mean, std = prediction.mean_and_std(np.array([[0.5]]))
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

    def fit(self, Z: FloatArray, y: FloatArray, noise: FloatArray) -> "RegressorPrediction":
        """Fit a clone of the regressor; that it has not converged is no news for a user.

        Parameters
        ----------
        Z : array of shape (n, c)
        y : array of shape (n,)
        noise : array of shape (n,)
            Not used.

        Returns
        -------
        prediction : RegressorPrediction

        Raises
        ------
        FloatingPointError
            If the regressor raises a ValueError.
        """
        with warnings.catch_warnings(), _of_numbers():
            warnings.simplefilter("ignore", ConvergenceWarning)
            fitted = clone(self.regressor).fit(Z, y)
        return RegressorPrediction(fitted)


@dataclass(frozen=True)
class RegressorPrediction:
    """What a fitted regressor predicts, and how sure it is.

    Parameters
    ----------
    regressor : regressor
        Fitted.
    """

    regressor: Any

    def mean_and_std(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Predict at q points: means and stds, both of shape (q, 1).

        Raises
        ------
        FloatingPointError
            If the regressor raises a ValueError.
        """
        with _of_numbers():
            mean, std = self.regressor.predict(Z, return_std=True)
        return mean[:, None], std[:, None]


@contextmanager
def _of_numbers() -> Iterator[None]:
    """Take the ValueError of a regressor for one of arithmetic: so it says what it cannot fit."""
    try:
        yield
    except ValueError as error:
        raise FloatingPointError(str(error)) from error
