"""Whatever makes a space."""

import pytest
from sklearn.model_selection import ParameterGrid

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import Real, SearchSpace, parse_space

GRID = {"C": [0.1, 1, 10], "kernel": ["linear", "rbf"]}


@pytest.mark.parametrize(
    "given", [GRID, [GRID], (GRID,), ParameterGrid(GRID), SearchSpace(GRID)], ids=str
)
def test_every_form_makes_the_same_space(given):
    assert parse_space(given) == SearchSpace(GRID)


def test_a_space_is_its_own_reading():
    space = SearchSpace({"a": Real(0, 1)})
    assert parse_space(space) is space


@pytest.mark.parametrize("given", [None, 3, "", "all", [], {}, [[1]]], ids=str)
def test_anything_else_is_refused(given):
    with pytest.raises(SearchSpaceError):
        parse_space(given)
