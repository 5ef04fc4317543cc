"""The forest: a surrogate that divides the space, and asks for no distances."""

# mean, var: of the trees' predictions;  var + LEAF, what one tree's leaf does not know
# [Hutter, Hoos & Leyton-Brown 2011; Geurts, Ernst & Wehenkel 2006]

from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import ExtraTreesRegressor

from sklearn_hpt._typing import FloatArray

N_TREES = 64
SEED = 0  # fixed, so that what is grown depends on the observations alone
LEAF = 0.01  # variance, of standardised scores


@dataclass(frozen=True)
class Forest:
    """Extremely randomised trees, whose disagreement says how unsure they are.

    Examples
    --------
    >>> Z = np.linspace(0, 1, 9)[:, None]
    >>> mean, std = Forest().fit(Z, Z[:, 0] - 0.5, np.zeros(9)).mean_and_std(Z)
    >>> bool(abs(mean[:, 0] - (Z[:, 0] - 0.5)).max() < 1e-9), bool((std < 0.11).all())
    (True, True)
    """

    def fit(self, Z: FloatArray, y: FloatArray, noise: FloatArray) -> "GrownForest":
        """Grow the trees.

        Parameters
        ----------
        Z : array of shape (n, c)
        y : array of shape (n,)
        noise : array of shape (n,)
            Known variance of each score: it weighs the less in the trees.

        Returns
        -------
        grown : GrownForest
        """
        trees = ExtraTreesRegressor(N_TREES, random_state=SEED)
        trees.fit(Z, y, sample_weight=LEAF / (LEAF + noise))
        return GrownForest(trees)


@dataclass(frozen=True)
class GrownForest:
    """What the trees predict.

    Parameters
    ----------
    trees : ExtraTreesRegressor
        Fitted.
    """

    trees: ExtraTreesRegressor

    def mean_and_std(self, Z: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give means and stds at q points, both of shape (q, 1)."""
        each = _predictions(self.trees, Z)
        return each.mean(axis=0)[:, None], np.sqrt(each.var(axis=0) + LEAF)[:, None]

    def draw(self, rng: np.random.Generator) -> "DrawnTree":
        """Draw one of the trees."""
        return DrawnTree(self.trees, int(rng.integers(len(self.trees.estimators_))))


@dataclass(frozen=True)
class DrawnTree:
    """One tree of a forest, as a function.

    Parameters
    ----------
    trees : ExtraTreesRegressor
        Fitted.
    place : int
        Which one.
    """

    trees: ExtraTreesRegressor
    place: int

    def values(self, Z: FloatArray) -> FloatArray:
        """Give the prediction at q points, shape (q,)."""
        values: FloatArray = self.trees.estimators_[self.place].predict(Z)
        return values


def _predictions(trees: ExtraTreesRegressor, Z: FloatArray) -> FloatArray:
    """Give the prediction of each tree, shape (trees, q)."""
    Z = Z.astype(np.float32)  # what trees look at; converted once for all
    return np.stack([tree.tree_.predict(Z)[:, 0] for tree in trees.estimators_])
