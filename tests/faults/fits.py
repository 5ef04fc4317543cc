"""Fits that go wrong, each in its own way, for one value of a parameter."""

import os
import signal
import sys
import time

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin

BAD = 2


class CannotBePickledError(Exception):
    def __init__(self, one, other):
        super().__init__(one)
        self.lock = sys.stdin


def crash():
    import ctypes

    ctypes.string_at(0)


def leave():
    os._exit(3)


def leave_politely():
    sys.exit(4)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def sleep():
    time.sleep(3600)


def spin():
    sum(range(10**13))  # in C, and holding the lock of the interpreter


def allocate():
    held = []
    while True:
        held.append(np.ones(2**22))


def raise_strangely():
    raise CannotBePickledError("strange", "very")


def raise_plainly():
    raise ValueError("plain")


WAYS = {
    way.__name__: way
    for way in (
        *(crash, leave, leave_politely, die, sleep, spin, allocate),
        *(raise_strangely, raise_plainly),
    )
}
ENDING = ("crash", "leave", "die")
"""What ends a process."""


class Fickle(ClassifierMixin, BaseEstimator):
    """Goes wrong in some way for one value."""

    def __init__(self, way="raise_plainly", value=0):
        self.way = way
        self.value = value

    def fit(self, X, y):
        if self.value == BAD:
            WAYS[self.way]()
        self.classes_ = np.unique(y)
        self.score_ = X.mean() + self.value
        return self

    def predict(self, X):
        return np.full(len(X), self.value % 3)


class Rude(Fickle):
    """Is loud, moves, writes to its samples, and answers what is no number."""

    def fit(self, X, y):
        if self.value == BAD:
            print("x" * 2**20)
            print("y" * 2**20, file=sys.stderr)
            os.chdir("/")
            X[:] = np.nan
            y[:] = 0
        self.classes_ = np.array([0, 1, 2])
        return self

    def score(self, X, y):
        return float("nan") if self.value == BAD else float(X.mean() + y.mean() + self.value)
