"""A learner: an estimator whose portfolio is learned, and the params that are tried for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from portfolio_tasks import CLASSIFICATIONS, REGRESSIONS, Task
from scipy.stats import qmc
from sklearn import ensemble, linear_model, neighbors, neural_network, svm, tree
from sklearn.base import is_classifier

from sklearn_hpt.space import SearchSpace, default_space
from sklearn_hpt.space.bounds import DataCounts
from sklearn_hpt.space.defaults.portfolios import realise
from sklearn_hpt.strategies.initial import InitialDesign

N_DESIGNS, DESIGNED = 6, 4  # searches whose beginnings are scored, and how many trials of each
Recipe = dict[str, Any]


@dataclass(frozen=True)
class Learner:
    """An estimator whose portfolio is learned, and how much is spent on it.

    Parameters
    ----------
    estimator : estimator
        With what keeps its fits short.
    near : dict
        Its own params, as near as its default space has them.
    power : int
        Of two: how many Sobol points are candidates.
    per_feature : str
        A param that also varies as a share of the number of features; "" for none.
    per_group : int
        How many tasks of a group are used.
    rows : int
        At most, of a task.
    """

    estimator: Any
    near: Recipe
    power: int = 6
    per_feature: str = ""
    per_group: int = 9
    rows: int = 600

    @property
    def name(self) -> str:
        """Of the class."""
        return type(self.estimator).__name__

    @property
    def tasks(self) -> list[Task]:
        """Those that it learns from."""
        tasks = CLASSIFICATIONS if is_classifier(self.estimator) else REGRESSIONS
        groups = [task.group for task in tasks]
        return [
            task
            for place, task in enumerate(tasks)
            if groups[:place].count(task.group) < self.per_group
        ]

    @property
    def n_sobol(self) -> int:
        """The number of candidates that are a design of the space."""
        return 2**self.power

    @property
    def begins_as_it_is(self) -> bool:
        """Whether its own params lie in the default space, so that a search tries them first."""
        return self.space(600).restrict(self.estimator.get_params()) is not None

    def candidates(self) -> list[Recipe]:
        """Give Sobol points, then others with shares, then what is near its own params."""
        design = [rounded(params) for params in sobol(self.space(600), self.power, seed=0)]
        return [*design, *self._shares(), self.near]

    def space(self, rows: int) -> SearchSpace:
        """Give the default space for so many rows."""
        return default_space(self.estimator).resolve(np.empty((rows, 20)))

    def tried(self, task: Task) -> list[dict[str, Any]]:
        """Give the candidates as they are on a task, {} for its own params, then the designs."""
        X, y = self.data(task)
        space = default_space(self.estimator).resolve(X, y)
        designs = [begun(space, entropy, DESIGNED) for entropy in range(N_DESIGNS)]
        return [
            *(self.realised(recipe, task) for recipe in self.candidates()),
            {},
            *(params for design in designs for params in design),
        ]

    def data(self, task: Task) -> tuple[np.ndarray, np.ndarray]:
        """Give X and y of a task."""
        return _data(task, self.rows)

    def realised(self, recipe: Recipe, task: Task) -> dict[str, Any]:
        """Give the params that a recipe means on a task."""
        X, y = self.data(task)
        space = default_space(self.estimator).resolve(X, y)
        return realise(recipe, space.branches[0], DataCounts.of(X, y))

    def _shares(self) -> Iterator[Recipe]:
        if not self.per_feature:
            return
        units = np.random.default_rng(1).random(self.n_sobol)
        for params, unit in zip(sobol(self.space(600), self.power, 1), units, strict=True):
            if self.per_feature in params:
                share = f"{0.03 * 1000**unit:.2g} / n_features"
                yield rounded({**params, self.per_feature: share})


@cache
def _data(task: Task, rows: int) -> tuple[np.ndarray, np.ndarray]:
    return task.data(rows)


def sobol(space: SearchSpace, power: int, seed: int) -> list[dict[str, Any]]:
    """Give scrambled Sobol points of a space, a power of two of them."""
    encoding = space.encoding()
    cube = qmc.Sobol(encoding.n_dimensions, seed=seed).random_base2(power)
    return list(encoding.decode(encoding.spread(cube)))


def begun(space: SearchSpace, entropy: int, n: int) -> Sequence[dict[str, Any]]:
    """Give the first of what a search of a space tries while it has no model."""
    encoding, design = space.encoding(), InitialDesign(space, entropy)
    seen: set[bytes] = set()
    several: list[dict[str, Any]] = []
    while len(several) < n and (suggestion := design.next(seen)) is not None:
        several.append(dict(suggestion.params))
        seen.add(encoding.encode(several[-1:])[0].tobytes())
    return several


def rounded(params: Mapping[str, Any]) -> Recipe:
    """Keep two digits of real numbers."""
    return {
        name: float(f"{value:.2g}") if isinstance(value, float) else value
        for name, value in params.items()
    }


_KERNEL = {"C": 1.0, "kernel": "rbf", "gamma": "1 / n_features"}
_HGB = {"learning_rate": 0.1, "max_iter": 100, "max_leaf_nodes": 31, "min_samples_leaf": 20}
_HGB |= {"l2_regularization": 1e-6, "max_features": 1.0}
_GB = {"learning_rate": 0.1, "n_estimators": 100, "max_depth": 3, "min_samples_leaf": 1}
_GB |= {"subsample": 1.0, "max_features": 1.0}
_MLP = {"hidden_layer_sizes": (128,), "activation": "relu", "alpha": 1e-4}
_MLP |= {"learning_rate_init": 1e-3}
_FOREST = {"max_features": 0.3, "min_samples_leaf": 1, "min_samples_split": 2}
_FOREST_OF_REGRESSORS = {**_FOREST, "max_features": 1.0}
_BAG, _GINI, _SHORT = {"max_samples": 1.0}, {"criterion": "gini"}, {"power": 5, "per_group": 1}
_KNN = {"n_neighbors": 5, "weights": "uniform", "p": 2}
_TREE = {"max_depth": 30, "min_samples_leaf": 1, "min_samples_split": 2, "ccp_alpha": 1e-6}

LEARNERS = (
    Learner(svm.SVC(max_iter=100_000), _KERNEL, 7, "gamma"),
    Learner(neighbors.KNeighborsClassifier(), _KNN),
    Learner(linear_model.LogisticRegression(max_iter=1000), {"C": 1.0}, 5),
    Learner(tree.DecisionTreeClassifier(random_state=0), {**_TREE, **_GINI}, 7),
    Learner(svm.SVR(max_iter=30_000), {**_KERNEL, "epsilon": 0.1}, 6, "gamma", rows=400),
    Learner(
        ensemble.RandomForestClassifier(25, random_state=0), {**_FOREST, **_BAG, **_GINI}, rows=500
    ),
    Learner(
        ensemble.RandomForestRegressor(25, random_state=0),
        {**_FOREST_OF_REGRESSORS, **_BAG},
        rows=400,
    ),
    Learner(ensemble.HistGradientBoostingClassifier(random_state=0), _HGB, **_SHORT, rows=400),
    Learner(ensemble.HistGradientBoostingRegressor(random_state=0), _HGB, **_SHORT, rows=400),
    Learner(ensemble.ExtraTreesClassifier(25, random_state=0), {**_FOREST, **_GINI}, per_group=1),
    Learner(ensemble.ExtraTreesRegressor(25, random_state=0), _FOREST_OF_REGRESSORS, per_group=1),
    Learner(ensemble.GradientBoostingClassifier(random_state=0), _GB, **_SHORT, rows=400),
    Learner(ensemble.GradientBoostingRegressor(random_state=0), _GB, **_SHORT, rows=400),
    Learner(neural_network.MLPClassifier(random_state=0), _MLP, **_SHORT, rows=400),
    Learner(neural_network.MLPRegressor(random_state=0), _MLP, **_SHORT, rows=400),
)
