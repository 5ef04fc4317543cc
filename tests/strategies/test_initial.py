"""The initial design."""

import numpy as np
import pytest

from sklearn_hpt.space import Categorical, Real, SearchSpace
from sklearn_hpt.strategies import InitialDesign
from sklearn_hpt.trials import Suggestion
from tests.strategies.spaces import CONDITIONAL, FINITE, FLAT


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
    assert InitialDesign(_many(d), 0, n_trials).length == length


def test_is_as_long_as_what_is_given():
    first = [{"x": 0.1 * i, "y": 1.0, "n": 3} for i in range(1, 8)]
    assert InitialDesign(FLAT, 0, first=first).length == 7


def test_begins_with_what_is_given():
    first = [{"x": 0.5, "y": 1.0, "n": 3}, {"x": 0.25, "y": 1.0, "n": 3}]
    suggestions = _points(InitialDesign(FLAT, 0, first=first), FLAT, 4)
    assert [suggestion.params for suggestion in suggestions[:2]] == first
    assert [suggestion.origin["by"] for suggestion in suggestions] == [
        "given",
        "given",
        "initial design",
        "initial design",
    ]


def test_what_is_given_with_a_reason_keeps_it():
    first = [Suggestion({"x": 0.5, "y": 1.0, "n": 3}, {"by": by}) for by in ("own", "portfolio")]
    one, other = _points(InitialDesign(FLAT, 0, first=first), FLAT, 2)
    assert one == first[0]
    assert other.origin["by"] == "initial design"  # the same params are given once


def test_leaves_out_what_lies_outside_the_space():
    design = InitialDesign(FLAT, 0, first=[{"x": 7.0, "y": 1.0, "n": 3}])
    assert design.next(frozenset()).origin["by"] == "initial design"


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


def test_given_params_leave_room_for_the_middle_and_the_ends():
    space = _many(5)
    first = space.sample(1, np.random.default_rng(0))
    design = InitialDesign(space, 3, first=first)
    assert design.length == 5
    without = _points(InitialDesign(space, 3), space, 4)
    assert [s.params for s in _points(design, space, 5)] == [*first, *(s.params for s in without)]


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
