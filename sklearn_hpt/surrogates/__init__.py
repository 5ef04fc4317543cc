"""What we believe: probabilistic regression on arrays."""

from sklearn_hpt.surrogates.axes import Axes
from sklearn_hpt.surrogates.forest import Forest
from sklearn_hpt.surrogates.gp import GaussianProcess
from sklearn_hpt.surrogates.outputs import OutputScale
from sklearn_hpt.surrogates.parzen import ParzenDensity
from sklearn_hpt.surrogates.plain import PlainPosterior, fit_posterior
from sklearn_hpt.surrogates.posterior import GaussianPosterior
from sklearn_hpt.surrogates.protocol import (
    Draw,
    Posterior,
    Predictive,
    SmoothDraw,
    SmoothPosterior,
    Surrogate,
)
from sklearn_hpt.surrogates.regressor import RegressorSurrogate

__all__ = [
    "Axes",
    "Draw",
    "Forest",
    "GaussianPosterior",
    "GaussianProcess",
    "OutputScale",
    "ParzenDensity",
    "PlainPosterior",
    "Posterior",
    "Predictive",
    "RegressorSurrogate",
    "SmoothDraw",
    "SmoothPosterior",
    "Surrogate",
    "fit_posterior",
]
