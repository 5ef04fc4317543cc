"""Kill a process that saves one model after another, 20 times, and load what is there each time."""

import itertools
import os
import signal
import sys
import time

import numpy as np
from sklearn.linear_model import LogisticRegression

from sklearn_hpt.utils import load_best_model, save_best_model


def run(path):
    """Give how many kills there were, and how many models were found."""
    X = np.random.default_rng(0).normal(size=(40, 3))
    model = LogisticRegression().fit(X, X[:, 0] > 0)

    def save(value):
        save_best_model(model.set_params(C=float(value)), path, overwrite=True)

    save(1)
    delays = np.random.default_rng(1).uniform(0.02, 0.25, size=20)
    values, last = set(), 1.0
    for delay in delays:
        child = os.fork()
        if child == 0:
            for value in itertools.count(int(last) + 1):
                save(value)
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found = load_best_model(path).C
        assert found >= last, f"{found} came after {last}"
        values.add(found)
        last = found
    return len(delays), len(values)


if __name__ == "__main__":
    print(*run(sys.argv[1]))
