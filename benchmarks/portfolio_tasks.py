"""The tasks that portfolios are learned from: data sets that come with scikit-learn, and made ones.

Tasks that were made of the same source form a group, and a portfolio is only ever judged on
groups that it was not learned from.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from sklearn import datasets
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.preprocessing import StandardScaler

N_SPLITS = 3
Data = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Task:
    """One data set with its target, cut into splits.

    Parameters
    ----------
    group : str
        Of the source.
    name : str
        Unique among all.
    make : callable
        Gives X (n, d) and y (n,).
    classify : bool
        Whether y holds classes.
    """

    group: str
    name: str
    make: Callable[[], Data]
    classify: bool

    def data(self, rows: int) -> Data:
        """Give at most so many rows, drawn once and in an order of their own."""
        X, y = self.make()
        order = np.random.default_rng(0).permutation(len(X))[:rows]
        return X[order], y[order]

    def splits(self, rows: int) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
        """Give X and y to train on and X and y to test on, all of unit scale on the first."""
        X, y = self.data(rows)
        kind = StratifiedKFold if self.classify else KFold
        for train, test in kind(N_SPLITS, shuffle=True, random_state=0).split(X, y):
            scale = StandardScaler().fit(X[train])
            middle, unit = (0.0, 1.0) if self.classify else (y[train].mean(), y[train].std())
            targets = y if self.classify else (y - middle) / unit
            yield (
                scale.transform(X[train]),
                targets[train],
                scale.transform(X[test]),
                targets[test],
            )


# -- Parts of data sets ------------------------------------------------------------------------


def _above_median(values: np.ndarray) -> np.ndarray:
    return (values > np.median(values)).astype(int)


def _column(data: Data, column: int, without: tuple[int, ...] = ()) -> Data:
    """Take a column for the target, and leave out those that give it away."""
    X = data[0]
    return np.delete(X, [column, *without], axis=1), X[:, column]


def _halved(data: Data) -> Data:
    """Make classes of a target: above its median, or not."""
    return data[0], _above_median(data[1])


def _with_noise(data: Data, n_columns: int) -> Data:
    noise = np.random.default_rng(1).normal(size=(len(data[0]), n_columns))
    return np.hstack([data[0], noise]), data[1]


def _only(data: Data, *labels: int) -> Data:
    kept = np.isin(data[1], labels)
    return data[0][kept], data[1][kept]


def _digits() -> Data:
    return datasets.load_digits(return_X_y=True)


def _breast() -> Data:
    return datasets.load_breast_cancer(return_X_y=True)


def _wine() -> Data:
    return datasets.load_wine(return_X_y=True)


def _iris() -> Data:
    return datasets.load_iris(return_X_y=True)


def _diabetes() -> Data:
    return datasets.load_diabetes(return_X_y=True)


def _breast_means(target: int) -> Data:
    """Predict one of the ten mean measures from those that do not follow from it."""
    X = _breast()[0][:, :10]
    return _column((X, X), target)


# -- Patches of the two photographs ------------------------------------------------------------


@cache
def _photographs() -> tuple[np.ndarray, ...]:
    return tuple(image / 255.0 for image in datasets.load_sample_images().images)


def _patches(size: int = 9, n: int = 600) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cut patches of random places: (n, size, size, 3), which photograph, and how far down."""
    rng = np.random.default_rng(2)
    images = _photographs()
    height, width = images[0].shape[:2]
    which = rng.integers(0, 2, n)
    rows, columns = rng.integers(0, height - size, n), rng.integers(0, width - size, n)
    patches = np.array(
        [
            images[image][row : row + size, column : column + size]
            for image, row, column in zip(which, rows, columns, strict=True)
        ]
    )
    return patches, which, rows / height


def _patch_of_which() -> Data:
    patches, which, _ = _patches()
    return patches[:, ::2, ::2].mean(axis=3).reshape(len(patches), -1), which


def _colours_of_height() -> Data:
    patches, which, height = _patches()
    flat = patches.reshape(len(patches), -1, 3)
    colours = np.hstack([flat.mean(axis=1), flat.std(axis=1), which[:, None]])
    return colours, np.digitize(height, [1 / 3, 2 / 3])


def _middle_of_patch() -> Data:
    grey = _patches()[0].mean(axis=3)
    around = grey[:, ::4, ::4].reshape(len(grey), -1)
    return np.delete(around, 4, axis=1), grey[:, 4, 4]


def _blue_of_red_and_green() -> Data:
    patches, _, height = _patches()
    middle = patches[:, 4, 4]
    return np.column_stack([middle[:, :2], height]), middle[:, 2]


# -- Tasks -------------------------------------------------------------------------------------


def _classifications() -> Iterator[tuple[str, str, Callable[[], Data]]]:
    d = datasets
    yield "digits", "odd digits", lambda: (_digits()[0], _digits()[1] % 2)
    yield "digits", "ten digits", _digits
    yield "digits", "3 or 8, noise", lambda: _with_noise(_only(_digits(), 3, 8), 60)
    yield "breast", "cancer", _breast
    yield "breast", "smoothness", lambda: _halved(_breast_means(4))
    yield "wine", "cultivar", lambda: _with_noise(_wine(), 10)
    yield "wine", "colour", lambda: _halved(_column(_wine(), 9))
    yield "iris", "species", lambda: _with_noise(_iris(), 4)
    yield "iris", "sepal", lambda: _halved(_column(_iris(), 1))
    yield "diabetes", "progress", lambda: _halved(_diabetes())
    yield "diabetes", "sex", lambda: _halved(_column(_diabetes(), 1))
    yield "photographs", "which", _patch_of_which
    yield "photographs", "height", _colours_of_height
    yield "planar", "moons", lambda: d.make_moons(400, noise=0.3, random_state=0)
    yield (
        "planar",
        "circles, noise",
        lambda: _with_noise(d.make_circles(400, noise=0.15, factor=0.5, random_state=0), 4),
    )
    for number, settings in enumerate(_CLUSTERS):
        yield (
            "clusters",
            f"clusters {number}",
            lambda settings=settings: d.make_classification(500, random_state=0, **settings),
        )
    yield "quadratic", "hastie", lambda: d.make_hastie_10_2(600, random_state=0)
    yield (
        "quadratic",
        "shells",
        lambda: d.make_gaussian_quantiles(n_samples=500, n_features=5, n_classes=3, random_state=0),
    )
    yield "friedman", "friedman 1", lambda: _halved(_friedman(1, 500, 10))
    yield "friedman", "friedman 3", lambda: _halved(_friedman(3, 400, 4))
    yield "linear", "linear", lambda: _halved(_linear(400, 30, 10, 80.0))
    yield "linear", "sparse", lambda: _halved(_linear(300, 80, 4, 30.0))


_CLUSTERS: tuple[dict[str, Any], ...] = (
    {"n_features": 20, "n_informative": 5, "n_redundant": 5, "flip_y": 0.05},
    {"n_features": 10, "n_informative": 6, "n_classes": 4, "class_sep": 0.8},
    {"n_features": 60, "n_informative": 4, "n_redundant": 0, "flip_y": 0.1},
    {"n_features": 12, "n_informative": 8, "n_clusters_per_class": 4, "weights": [0.8]},
)


def _regressions() -> Iterator[tuple[str, str, Callable[[], Data]]]:
    d = datasets
    yield "diabetes", "progress", _diabetes
    yield "diabetes", "mass", lambda: _column(_diabetes(), 2)
    yield "breast", "fractal dimension", lambda: _breast_means(9)
    yield "breast", "texture", lambda: _breast_means(1)
    yield "wine", "proline", lambda: _column(_wine(), 12)
    yield "wine", "colour", lambda: _column(_wine(), 9)
    yield "iris", "petal", lambda: _column(_iris(), 3)
    yield "iris", "sepal", lambda: _with_noise(_column(_iris(), 1), 3)
    yield "digits", "pixel", lambda: _column(_digits(), 28)
    yield "digits", "half", lambda: (_digits()[0][:, :32], _digits()[0][:, 32:].sum(axis=1))
    yield "photographs", "middle", _middle_of_patch
    yield "photographs", "blue", _blue_of_red_and_green
    yield "friedman", "friedman 1", lambda: _friedman(1, 400, 10)
    yield "friedman", "friedman 1, noise", lambda: _friedman(1, 300, 30)
    yield "friedman", "friedman 2", lambda: _friedman(2, 400, 4)
    yield "friedman", "friedman 3", lambda: _friedman(3, 400, 4)
    yield "linear", "sparse", lambda: _linear(400, 30, 5, 60.0)
    yield "linear", "wide", lambda: _linear(200, 100, 8, 20.0)
    yield "linear", "low rank", lambda: _linear(300, 40, 10, 0.5, effective_rank=6)
    yield "manifold", "roll", lambda: d.make_swiss_roll(400, noise=1.0, random_state=0)
    yield "manifold", "s", lambda: _with_noise(d.make_s_curve(400, noise=0.2, random_state=0), 3)


def _friedman(number: int, rows: int, columns: int) -> Data:
    if number == 1:
        return datasets.make_friedman1(rows, columns, noise=1.0, random_state=0)
    if number == 2:
        return datasets.make_friedman2(rows, noise=100.0, random_state=0)
    return datasets.make_friedman3(rows, noise=0.2, random_state=0)


def _linear(rows: int, columns: int, informative: int, noise: float, **settings: Any) -> Data:
    return datasets.make_regression(
        rows, columns, n_informative=informative, noise=noise, random_state=0, **settings
    )


CLASSIFICATIONS = tuple(Task(*each, classify=True) for each in _classifications())
REGRESSIONS = tuple(Task(*each, classify=False) for each in _regressions())
