"""Votes of neighbours: which class most of the nearest are of, and where a tie leaves it open.

n: number of samples;  m: number of neighbours that were found of each, nearest first;
k < m: number of those that vote;  c: number of classes, which are numbered from 0.
"""

import numpy as np

from sklearn_hpt._typing import BoolArray, IntArray

ALL = slice(None)


def elect(labels: IntArray, n_classes: int) -> IntArray:
    """Elect a class for each sample; of several with as many votes, the first.

    Parameters
    ----------
    labels : ndarray of shape (n, k)
        The classes of the neighbours that vote.
    n_classes : int

    Returns
    -------
    elected : ndarray of shape (n,)

    Examples
    --------
    >>> elect(np.array([[1, 2, 2], [2, 1, 0]]), 3)
    array([2, 0])
    """
    elected: IntArray = _count(labels, n_classes).argmax(axis=1)
    return elected


def are_open(
    labels: IntArray, tied: BoolArray, k: int, n_classes: int, *, are_all: bool
) -> BoolArray:
    """Say for which samples other neighbours, which are as near, could elect another class.

    Neighbours that are nearer than all that are tied with the last to vote do vote, and those
    tied with it have the votes that are left, whoever of them it may be. The election is open
    unless one class wins with the fewest votes it can have against the most of every other.

    Parameters
    ----------
    labels : ndarray of shape (n, m)
        The classes of the neighbours that were found.
    tied : ndarray of shape (n, m)
        Whether a neighbour may be as near as the one before it; False for the first, and True
        for the first that does not vote.
    k : int
        How many vote.
    n_classes : int
    are_all : bool
        Whether there are no other neighbours than those found.

    Returns
    -------
    open : ndarray of shape (n,)
    """
    groups = np.cumsum(~tied, axis=1)
    last = groups[:, k : k + 1]
    sure = _count(labels, n_classes, groups < last)
    eligible = _count(labels, n_classes, groups == last)
    n_left = k - sure.sum(axis=1, keepdims=True)
    others = eligible.sum(axis=1, keepdims=True) - eligible
    fewest = _rank(sure + np.maximum(0, n_left - others))
    most = _rank(sure + np.minimum(n_left, eligible))
    is_won = np.sum(most >= fewest.max(axis=1, keepdims=True), axis=1) == 1  # by nobody else
    are_seen = are_all | (groups[:, -1:] > last)[:, 0]  # those tied, all of them
    return np.asarray(~(is_won & are_seen))


def _count(labels: IntArray, n_classes: int, which: BoolArray | slice = ALL) -> IntArray:
    """Count the votes of all neighbours, or some, for each class, in an array of shape (n, c)."""
    n = len(labels)
    places = labels + n_classes * np.arange(n)[:, np.newaxis]
    return np.bincount(places[which].ravel(), minlength=n * n_classes).reshape(n, n_classes)


def _rank(votes: IntArray) -> IntArray:
    """Rank numbers of votes so that, of equal ones, the first class is before the others."""
    n_classes = votes.shape[1]
    ranked: IntArray = votes * n_classes + np.arange(n_classes)[::-1]
    return ranked
