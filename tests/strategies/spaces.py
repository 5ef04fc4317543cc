"""Spaces that tests of strategies share."""

import numpy as np

from sklearn_hpt.space import Categorical, Integer, Real, SearchSpace

FLAT = SearchSpace({"x": Real(0.0, 1.0), "y": Real(1e-4, 1e2, log=True), "n": Integer(1, 20)})
MIXED = SearchSpace(
    {
        "x": Real(0.0, 1.0),
        "n": Integer(1, 1000, log=True),
        "kind": Categorical(["a", "b", "c"]),
        "flag": Categorical([True, False]),
    }
)
CONDITIONAL = SearchSpace(
    {
        "kernel": Categorical(["linear", "poly", "rbf"]),
        "C": Real(1e-3, 1e3, log=True),
        "gamma": Real(1e-4, 1e1, log=True).when(kernel=["poly", "rbf"]),
        "degree": Integer(2, 5).when(kernel="poly"),
    }
)
FINITE = SearchSpace({"k": Integer(1, 4), "weights": Categorical(["uniform", "distance", None])})
SPACES = {"flat": FLAT, "mixed": MIXED, "conditional": CONDITIONAL, "finite": FINITE}


def score(params):
    """Score params: smooth in the numbers, with an offset for each choice."""
    total = 0.0
    for name, value in params.items():
        if isinstance(value, float):
            total -= np.log10((value + 1e-3) / 0.3) ** 2 / 10.0
        elif isinstance(value, int) and not isinstance(value, bool):
            total -= abs(value - 3) / (3.0 + value)
        else:
            total += len(repr(value)) % 3 + len(name) / 10.0
    return float(total)
