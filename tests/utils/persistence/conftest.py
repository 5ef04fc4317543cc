"""What the tests of saved models stand on: data of numbers and words, and small fitted models."""

import numpy as np
import pytest
from sklearn.datasets import make_classification

needs_seed_seq = pytest.mark.skipif(
    tuple(map(int, np.__version__.split(".")[:2])) < (1, 25),
    reason="skops cannot write the random generator of histogram boosting of that numpy",
)


@pytest.fixture(scope="session")
def numbers():
    """Give X (80, 5) and y of three classes."""
    return make_classification(80, 5, n_informative=4, n_redundant=0, n_classes=3, random_state=0)


@pytest.fixture(scope="session")
def table(numbers):
    """Give X as a frame with a column of words and gaps, and y."""
    pandas = pytest.importorskip("pandas")
    X, y = numbers
    frame = pandas.DataFrame(X.copy(), columns=list("abcde"))
    frame["word"] = np.array(["red", "green", "blue"])[np.arange(len(y)) % 3]
    frame.loc[3, "b"] = np.nan
    return frame, y
