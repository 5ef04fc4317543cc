"""What we believe: probabilistic regression on arrays."""

from sklearn_hpt.surrogates.gp import GaussianProcess
from sklearn_hpt.surrogates.outputs import OutputScale
from sklearn_hpt.surrogates.posterior import GaussianPosterior

__all__ = ["GaussianPosterior", "GaussianProcess", "OutputScale"]
