"""Real searches to measure optimisers on: scikit-learn models, cross-validated on real data.

A module of landscapes as `bayes.py` takes them: the data sets come with scikit-learn, scores are
means over three splits, drawn once. ``reference.json`` in the results keeps, for each search, the
best score known and the median of random draws; make it anew by

    python benchmarks/searches.py --draws 300 --results RESULTS_OF_BAYES_PY
"""

import argparse
import json
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from dim import Dim
from sklearn.base import clone, is_classifier
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_wine
from sklearn.ensemble import (
    ExtraTreesClassifier,
    HistGradientBoostingRegressor,
    RandomForestRegressor,
)
from sklearn.linear_model import ElasticNet, LogisticRegression
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.svm import SVC
from threadpoolctl import threadpool_limits

REFERENCE = Path(__file__).parent / "results" / "searches-reference.json"
N_SPLITS = 3
DECIMALS = 12  # of the params by which scores are looked up


Params = Mapping[str, Any]
Search = tuple[Callable[[Params], Any], tuple[Dim, ...], Callable[[], tuple[Any, Any]]]


def some(load: Callable[..., Any], n: int) -> Callable[[], tuple[Any, Any]]:
    """Give some samples of a data set, in a random order that is always the same."""

    def samples() -> tuple[Any, Any]:
        X, y = load(return_X_y=True)
        rows = np.random.default_rng(0).permutation(len(X))[:n]
        return X[rows], y[rows]

    return samples


def scaled(model: Any) -> Any:
    """Put a model behind a scaler."""
    return make_pipeline(StandardScaler(), model)


def svc(params: Params) -> Any:
    """Make a support vector machine."""
    return scaled(SVC(**params))


def network(params: Params) -> Any:
    """Make a small neural network; one hidden layer or two."""
    settings = dict(params)
    widths = [settings.pop(name) for name in ("width1", "width2") if name in settings]
    del settings["depth"]
    return scaled(MLPClassifier(widths, max_iter=12, random_state=0, **settings))


def elastic_net(params: Params) -> Any:
    """Make a penalised regression on polynomials."""
    settings = dict(params)
    polynomial = PolynomialFeatures(settings.pop("degree"), include_bias=False)
    return make_pipeline(StandardScaler(), polynomial, StandardScaler(), ElasticNet(**settings))


def pipeline(params: Params) -> Any:
    """Make a pipeline whose last step is a choice with params of its own."""
    settings = dict(params)
    makers: dict[str, Callable[..., Any]] = {
        "svc": SVC,
        "trees": lambda **rest: ExtraTreesClassifier(25, random_state=0, **rest),
        "linear": lambda **rest: LogisticRegression(max_iter=200, **rest),
    }
    name = settings.pop("model")
    own = {key.removeprefix(f"{name}_"): value for key, value in settings.items()}
    return Pipeline([("scale", StandardScaler()), ("model", makers[name](**own))])


SEARCHES: dict[str, Search] = {
    "svc-digits": (
        svc,
        (
            Dim("kernel", "cat", choices=("rbf", "poly", "linear")),
            Dim("C", "float", 1e-3, 1e3, log=True),
            Dim("gamma", "float", 1e-5, 10.0, log=True, when=("kernel", ("rbf", "poly"))),
            Dim("degree", "int", 2, 5, when=("kernel", ("poly",))),
        ),
        some(load_digits, 400),
    ),
    "forest-diabetes": (
        lambda params: RandomForestRegressor(20, random_state=0, **params),
        (
            Dim("max_features", "float", 0.05, 1.0),
            Dim("min_samples_leaf", "int", 1, 60, log=True),
            Dim("max_depth", "int", 1, 20),
            Dim("max_samples", "float", 0.1, 0.99),
            Dim("criterion", "cat", choices=("squared_error", "poisson")),
        ),
        some(load_diabetes, 442),
    ),
    "boosting-diabetes": (
        lambda params: HistGradientBoostingRegressor(
            max_iter=30, early_stopping=False, random_state=0, **params
        ),
        (
            Dim("learning_rate", "float", 1e-3, 1.0, log=True),
            Dim("max_leaf_nodes", "int", 2, 64, log=True),
            Dim("min_samples_leaf", "int", 1, 100, log=True),
            Dim("l2_regularization", "float", 1e-6, 1e3, log=True),
            Dim("max_bins", "int", 4, 255, log=True),
            Dim("loss", "cat", choices=("squared_error", "absolute_error", "poisson")),
        ),
        some(load_diabetes, 442),
    ),
    "network-digits": (
        network,
        (
            Dim("depth", "cat", choices=(1, 2)),
            Dim("width1", "int", 4, 64, log=True),
            Dim("width2", "int", 4, 64, log=True, when=("depth", (2,))),
            Dim("alpha", "float", 1e-7, 10.0, log=True),
            Dim("learning_rate_init", "float", 1e-5, 0.3, log=True),
            Dim("batch_size", "int", 8, 128, log=True),
            Dim("activation", "cat", choices=("relu", "tanh", "logistic")),
        ),
        some(load_digits, 300),
    ),
    "neighbours-digits": (
        lambda params: KNeighborsClassifier(**params),
        (
            Dim("n_neighbors", "int", 1, 60, log=True),
            Dim("weights", "cat", choices=("uniform", "distance")),
            Dim("metric", "cat", choices=("euclidean", "manhattan", "chebyshev", "cosine")),
        ),
        some(load_digits, 400),
    ),
    "elastic-net-diabetes": (
        elastic_net,
        (
            Dim("alpha", "float", 1e-3, 1e3, log=True),
            Dim("l1_ratio", "float", 0.0, 1.0),
            Dim("degree", "int", 1, 2),
            Dim("selection", "cat", choices=("cyclic", "random")),
        ),
        some(load_diabetes, 442),
    ),
    "pipeline-wine": (
        pipeline,
        (
            Dim("model", "cat", choices=("svc", "trees", "linear")),
            Dim("svc_C", "float", 1e-4, 1e4, log=True, when=("model", ("svc",))),
            Dim("svc_gamma", "float", 1e-6, 10.0, log=True, when=("model", ("svc",))),
            Dim("trees_max_features", "float", 0.05, 1.0, when=("model", ("trees",))),
            Dim("trees_min_samples_leaf", "int", 1, 40, log=True, when=("model", ("trees",))),
            Dim("linear_C", "float", 1e-5, 1e4, log=True, when=("model", ("linear",))),
        ),
        some(load_wine, 178),
    ),
    "svc-cancer": (
        svc,
        (
            Dim("C", "float", 1e-4, 1e4, log=True),
            Dim("gamma", "float", 1e-7, 10.0, log=True),
            Dim("class_weight", "cat", choices=("balanced", None)),
        ),
        some(load_breast_cancer, 300),
    ),
}

TASKS = tuple((name,) for name in SEARCHES)


@dataclass
class Landscape:
    """A search: params in, cross-validated score out; remembered, for many optimisers to come.

    Parameters
    ----------
    name : str
    """

    name: str
    space: tuple[Dim, ...] = field(init=False)
    _known: dict[str, float] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._make, self.space, load = SEARCHES[self.name]
        self._X, self._y = load()
        kind = StratifiedKFold if is_classifier(self._make(self._draw(0))) else KFold
        self._cv = list(kind(N_SPLITS, shuffle=True, random_state=0).split(self._X, self._y))
        self._scoring = "neg_log_loss" if self.name.startswith("network") else None

    def __call__(self, params: Params) -> float:
        """Give the mean score over the splits; log loss for networks, accuracy or R2 else."""
        key = repr(sorted((name, _rounded(value)) for name, value in params.items()))
        if key not in self._known:
            with warnings.catch_warnings(), threadpool_limits(1):
                warnings.simplefilter("ignore")
                scores = cross_val_score(
                    clone(self._make(params)), self._X, self._y, cv=self._cv, scoring=self._scoring
                )
            self._known[key] = float(scores.mean())
        return self._known[key]

    def _draw(self, seed: int) -> dict[str, Any]:
        """Draw params at random."""
        rng = np.random.default_rng(seed)
        params: dict[str, Any] = {}
        for dim in self.space:
            if dim.when and params.get(dim.when[0]) not in dim.when[1]:
                continue
            if dim.kind == "cat":
                params[dim.name] = dim.choices[rng.integers(len(dim.choices))]
                continue
            low, high = np.log([dim.low, dim.high]) if dim.log else (dim.low, dim.high)
            value = rng.uniform(low, high)
            value = float(np.exp(value)) if dim.log else float(value)
            params[dim.name] = round(value) if dim.kind == "int" else value
        return params


def regret(landscape: Landscape, score: float) -> float:
    """Give 0 for the best score known, 1 for the median of random draws."""
    known = json.loads(REFERENCE.read_text(encoding="utf-8"))[landscape.name]
    return float((known["best"] - score) / (known["best"] - known["median"]))


def _rounded(value: Any) -> Any:
    return float(f"{value:.{DECIMALS}g}") if isinstance(value, float) else value


def main() -> None:
    """Keep the best score known and the median of random draws for each search."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=300)
    parser.add_argument("--results", type=Path, nargs="*", default=[], help="what found the best")
    options = parser.parse_args()
    found = [
        run
        for path in options.results
        for run in json.loads(path.read_text(encoding="utf-8"))["runs"]
    ]
    known: dict[str, dict[str, float]] = {}
    for name in SEARCHES:
        landscape = Landscape(name)
        scores = [landscape(landscape._draw(seed)) for seed in range(options.draws)]
        best = max([*scores, *(run["best"] for run in found if run["task"] == name)])
        median = float(np.median(scores))
        known[name] = {"best": best, "median": median, "draws": options.draws}
        print(name, known[name], flush=True)
    REFERENCE.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
