"""Submodels: one fit that serves several values of a parameter, each as its own fit would."""

from sklearn_hpt.evaluation.reuse.submodels.bayes import SMOOTHED
from sklearn_hpt.evaluation.reuse.submodels.boosters import BOOSTERS
from sklearn_hpt.evaluation.reuse.submodels.elimination import EliminatedFeatures
from sklearn_hpt.evaluation.reuse.submodels.ensembles import ENSEMBLES
from sklearn_hpt.evaluation.reuse.submodels.neighbours import NearestNeighbours
from sklearn_hpt.evaluation.reuse.submodels.protocol import NotServedError, Submodel
from sklearn_hpt.evaluation.reuse.submodels.radius import NeighboursWithin
from sklearn_hpt.evaluation.reuse.submodels.selectors import SELECTORS
from sklearn_hpt.evaluation.reuse.submodels.thresholds import THRESHOLDS
from sklearn_hpt.evaluation.reuse.submodels.trees import GrownForest, GrownTree
from sklearn_hpt.evaluation.reuse.submodels.voting import VOTING

__all__ = ["SUBMODELS", "NotServedError", "Submodel"]

SUBMODELS: tuple[Submodel, ...] = (
    *ENSEMBLES,
    GrownTree(),
    GrownForest(),
    *BOOSTERS,
    *VOTING,
    NearestNeighbours(),
    NeighboursWithin(),
    *SMOOTHED,
    *SELECTORS,
    EliminatedFeatures(),
    *THRESHOLDS,
)
"""Every submodel that comes with the package."""
