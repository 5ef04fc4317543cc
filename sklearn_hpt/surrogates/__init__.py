"""What we believe: probabilistic regression on arrays."""

from sklearn_hpt.surrogates.forest import Forest
from sklearn_hpt.surrogates.gp import GaussianProcess
from sklearn_hpt.surrogates.outputs import OutputScale
from sklearn_hpt.surrogates.parzen import ParzenDensity
from sklearn_hpt.surrogates.posterior import GaussianPosterior
from sklearn_hpt.surrogates.protocol import (
    Draw,
    Posterior,
    SmoothDraw,
    SmoothPosterior,
    Surrogate,
)
from sklearn_hpt.surrogates.regressor import RegressorSurrogate

__all__ = [
    "Draw",
    "Forest",
    "GaussianPosterior",
    "GaussianProcess",
    "OutputScale",
    "ParzenDensity",
    "Posterior",
    "RegressorSurrogate",
    "SmoothDraw",
    "SmoothPosterior",
    "Surrogate",
]
