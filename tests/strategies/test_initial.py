"""The initial design."""

import numpy as np
import pytest

from sklearn_hpt.space import Categorical, Real, SearchSpace
from sklearn_hpt.strategies import InitialDesign
from sklearn_hpt.trials import KNOWN_BEFORE, History, Trial
from tests.strategies.spaces import CONDITIONAL, FINITE


def _points(design, space, n):
    """The first `n` of a design, each time with all before it seen."""
    seen, suggestions = set(), []
    encoding = space.encoding()
    for _ in range(n):
        suggestion = design.next(seen)
        if suggestion is None:
            break
        suggestions.append(suggestion)
        seen.add(encoding.encode([suggestion.params])[0].tobytes())
    return suggestions


def _many(d):
    return SearchSpace({f"x{i}": Real(0.0, 1.0) for i in range(d)})


@pytest.mark.parametrize(
    ("d", "n_trials", "length"),
    [(1, None, 4), (8, None, 4), (30, 100, 4), (8, 20, 4), (8, 12, 3), (30, 2, 3)],
)
def test_length_by_dimension_and_budget(d, n_trials, length):
    assert InitialDesign(_many(d), 0, n_trials).length(History()) == length


def _positions(space, suggestions):
    """Where suggestions lie in the unit cube."""
    return space.encoding().encode([suggestion.params for suggestion in suggestions])


@pytest.mark.parametrize("d", [1, 2, 7, 30])
def test_the_middle_comes_before_both_ends_of_every_range(d):
    space = _many(d)
    middle, *ends = _positions(space, _points(InitialDesign(space, 3), space, 4))
    assert (middle == 0.5).all()
    assert all((np.minimum(end, 1.0 - end) <= 1 / 3).all() for end in ends)
    assert ((ends[0] < 0.5) != (ends[1] < 0.5)).all()


@pytest.mark.parametrize("by", KNOWN_BEFORE)
def test_params_that_were_known_before_leave_room_for_the_middle_and_the_ends(by):
    known = History((Trial(0, {"x0": 0.7}, origin={"by": by}),))
    assert InitialDesign(_many(1), 0).length(known) == 5
    assert InitialDesign(_many(1), 0, n_trials=12).length(known) == 3


def test_only_numbers_go_to_the_ends_or_the_middle():
    space = SearchSpace({"kind": Categorical(["a", "b", "c", "d"]), "x": Real(0.0, 1.0)})
    suggestions = _points(InitialDesign(space, 0), space, 4)
    assert {suggestion.params["kind"] for suggestion in suggestions} == {"a", "b", "c", "d"}


def test_what_follows_fills_the_space_more_evenly_than_chance():
    space = _many(1)
    later = _positions(space, _points(InitialDesign(space, 1), space, 16))[4:, 0]
    assert len({int(16 * position) for position in later}) == 12


def test_visits_every_branch_soon():
    suggestions = _points(InitialDesign(CONDITIONAL, 0), CONDITIONAL, 5)
    assert {s.params["kernel"] for s in suggestions} == {"linear", "poly", "rbf"}


def test_gives_every_point_of_a_small_space_once():
    suggestions = _points(InitialDesign(FINITE, 0), FINITE, 40)
    assert len(suggestions) == len({FINITE.key(s.params) for s in suggestions}) == 12
