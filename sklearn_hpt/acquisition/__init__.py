"""What is worth trying: acquisition functions and the search for their maximum."""

from sklearn_hpt.acquisition.choice import (
    ACQUISITIONS,
    ALIASES,
    Acquisition,
    resolve_acquisition,
)
from sklearn_hpt.acquisition.density_ratio import DensityRatio
from sklearn_hpt.acquisition.fantasies import imagine
from sklearn_hpt.acquisition.feasibility import Feasibility
from sklearn_hpt.acquisition.functions import (
    AcquisitionFunction,
    AnyScore,
    LogExpectedImprovement,
    LogProbabilityOfImprovement,
    UpperConfidenceBound,
)
from sklearn_hpt.acquisition.posterior_utility import PosteriorUtility
from sklearn_hpt.acquisition.search import Found, best_of, maximise
from sklearn_hpt.acquisition.slack import Slack
from sklearn_hpt.acquisition.speed import PerSecond, Speed
from sklearn_hpt.acquisition.thompson import Thompson, ThompsonUtility
from sklearn_hpt.acquisition.utility import ClimbableUtility, Utility
from sklearn_hpt.acquisition.weighted import LogWeight, WeightedUtility

__all__ = [
    "ACQUISITIONS",
    "ALIASES",
    "Acquisition",
    "AcquisitionFunction",
    "AnyScore",
    "ClimbableUtility",
    "DensityRatio",
    "Feasibility",
    "Found",
    "LogExpectedImprovement",
    "LogProbabilityOfImprovement",
    "LogWeight",
    "PerSecond",
    "PosteriorUtility",
    "Slack",
    "Speed",
    "Thompson",
    "ThompsonUtility",
    "UpperConfidenceBound",
    "Utility",
    "WeightedUtility",
    "best_of",
    "imagine",
    "maximise",
    "resolve_acquisition",
]
