"""What may be tried: dimensions, conditions, constraints, and their encoding."""

from sklearn_hpt.space.bounds import DataBound, n_classes, n_features, n_samples
from sklearn_hpt.space.choices import Categorical, Constant, Ordinal
from sklearn_hpt.space.defaults import default_space
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.distribution import Distribution
from sklearn_hpt.space.draws import Draws
from sklearn_hpt.space.encoding import Encoding
from sklearn_hpt.space.integer import Integer
from sklearn_hpt.space.parsing import parse_space
from sklearn_hpt.space.real import Real
from sklearn_hpt.space.recall import identify_space, recall_params
from sklearn_hpt.space.space import SearchSpace

__all__ = [
    "Categorical",
    "Constant",
    "DataBound",
    "Dimension",
    "Distribution",
    "Draws",
    "Encoding",
    "Integer",
    "Ordinal",
    "Real",
    "SearchSpace",
    "default_space",
    "identify_space",
    "n_classes",
    "n_features",
    "n_samples",
    "parse_space",
    "recall_params",
]
