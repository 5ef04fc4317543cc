"""What the tests of the plots stand on: figures are closed, and small searches are at hand."""

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC

from sklearn_hpt import BayesSearchTuner, Real

X, Y = load_iris(return_X_y=True)


def pytest_collection_modifyitems(items):
    """Old releases of matplotlib call what new releases of pyparsing have renamed."""
    for item in items:
        if "/plots/" in item.path.as_posix():
            item.add_marker(pytest.mark.filterwarnings("ignore::DeprecationWarning"))


@pytest.fixture(autouse=True)
def _close():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    yield
    pyplot.close("all")


@pytest.fixture(scope="session")
def grid_search():
    """A fitted search of scikit-learn, of two params and two metrics."""
    grid = {"C": [0.1, 1, 10, 100], "gamma": [0.001, 0.01, 0.1]}
    scoring = ["accuracy", "f1_macro"]
    return GridSearchCV(SVC(), grid, cv=3, scoring=scoring, refit="f1_macro").fit(X, Y)


@pytest.fixture(scope="session")
def bayes_search():
    """A fitted Bayesian search of a space with a condition."""
    space = {
        "kernel": ["linear", "rbf"],
        "C": Real(0.1, 50, log=True),
        "gamma": Real(1e-4, 1, log=True).when(kernel="rbf"),
    }
    return BayesSearchTuner(SVC(), space, n_iter=14, cv=3, random_state=0).fit(X, Y)


@pytest.fixture(scope="session")
def rows():
    """A row for each of some trials, with all that may come: see `test_display`."""
    rng = np.random.default_rng(0)
    kinds = ["a", None, 3, 0.5, (1, 2), SVC(C=2), float("inf")]
    return [
        {
            "params": {
                "rate": float(10 ** rng.uniform(-4, 0)),
                "depth": int(rng.integers(1, 9)),
                "mixed": kinds[n % len(kinds)],
                "constant": 1,
                **({"only": float(rng.random())} if n % 3 else {}),
            },
            "mean_test_score": float("nan") if n % 11 == 5 else float(rng.random()),
        }
        for n in range(40)
    ]
