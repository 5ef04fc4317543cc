"""Votes of neighbours, held against every choice among those that are as near."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.stats import mode

from sklearn_hpt.evaluation.reuse.submodels.votes import are_open, elect

N_CLASSES = 3


@st.composite
def ballots(draw):
    """Classes of neighbours, which of them are tied with the one before, and how many vote."""
    n, m = draw(st.integers(1, 5)), draw(st.integers(2, 7))
    labels = draw(hnp.arrays(int, (n, m), elements=st.integers(0, N_CLASSES - 1)))
    tied = draw(hnp.arrays(bool, (n, m)))
    k = draw(st.integers(1, m - 1))
    tied[:, 0], tied[:, k] = False, True
    return labels, tied, k


@given(ballots())
def test_the_first_of_the_classes_with_most_votes_is_elected(ballot):
    labels, _, k = ballot
    expected = mode(labels[:, :k], axis=1, keepdims=False).mode
    np.testing.assert_array_equal(elect(labels[:, :k], N_CLASSES), expected)


@given(ballots())
def test_an_election_is_open_if_choices_among_the_tied_differ(ballot):
    labels, tied, k = ballot
    found = are_open(labels, tied, k, N_CLASSES, are_all=True)
    for row, row_tied, is_open in zip(labels, tied, found, strict=True):
        winners = {elect(row[[chosen]], N_CLASSES)[0] for chosen in choices(row_tied, k)}
        assert is_open == (len(winners) > 1)


@given(ballots())
def test_an_election_is_open_if_not_all_that_are_tied_were_found(ballot):
    labels, tied, k = ballot
    found = are_open(labels, tied, k, N_CLASSES, are_all=False)
    known = are_open(labels, tied, k, N_CLASSES, are_all=True)
    np.testing.assert_array_equal(found, known | tied[:, k:].all(axis=1))


def choices(tied, k):
    """List every set of voters: those nearer than the tied, and some of the tied."""
    first = max(j for j in range(k) if not tied[j])
    end = next((j for j in range(k, len(tied)) if not tied[j]), len(tied))
    for some in combinations(range(first, end), k - first):
        yield [*range(first), *some]
