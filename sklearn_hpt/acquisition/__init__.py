"""What is worth trying: acquisition functions and the search for their maximum."""

from sklearn_hpt.acquisition.fantasies import imagine
from sklearn_hpt.acquisition.feasibility import Feasibility
from sklearn_hpt.acquisition.functions import (
    AcquisitionFunction,
    LogExpectedImprovement,
    LogProbabilityOfImprovement,
    UpperConfidenceBound,
)
from sklearn_hpt.acquisition.search import Found, best_of, maximise
from sklearn_hpt.acquisition.utility import Utility

__all__ = [
    "AcquisitionFunction",
    "Feasibility",
    "Found",
    "LogExpectedImprovement",
    "LogProbabilityOfImprovement",
    "UpperConfidenceBound",
    "Utility",
    "best_of",
    "imagine",
    "maximise",
]
