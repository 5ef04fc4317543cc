"""Submodels: one fit that serves several values of a parameter, each as its own fit would."""

from sklearn_hpt.evaluation.reuse.submodels.afterwards import AFTERWARDS
from sklearn_hpt.evaluation.reuse.submodels.bayes import NAIVE_BAYES
from sklearn_hpt.evaluation.reuse.submodels.ensembles import ENSEMBLES
from sklearn_hpt.evaluation.reuse.submodels.neighbours import NearestNeighbours
from sklearn_hpt.evaluation.reuse.submodels.protocol import NotServedError, Submodel
from sklearn_hpt.evaluation.reuse.submodels.selectors import SELECTORS
from sklearn_hpt.evaluation.reuse.submodels.trees import GrownForest, GrownTree

__all__ = ["SUBMODELS", "NotServedError", "Submodel"]

SUBMODELS: tuple[Submodel, ...] = (
    *ENSEMBLES,
    GrownTree(),
    GrownForest(),
    NearestNeighbours(),
    *SELECTORS,
    *NAIVE_BAYES,
    *AFTERWARDS,
)
"""Every submodel that comes with the package."""
