"""The search space as a whole."""

import numpy as np
import pytest
from scipy import stats
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import ParameterGrid, ParameterSampler
from sklearn.svm import SVC

from sklearn_hpt.exceptions import InfeasibleSpaceError, SearchSpaceError, SpaceExhaustedWarning
from sklearn_hpt.space import Categorical, Constant, Integer, Ordinal, Real, SearchSpace

SVM = {
    "kernel": Categorical(["linear", "rbf", "poly"]),
    "gamma": Real(1e-4, 1, log=True).when(kernel=["rbf", "poly"]),
    "degree": Integer(2, 4).when(kernel="poly"),
}


def _increasing(params):
    return params["a"] < params["b"]


PAIR = SearchSpace({"a": Integer(1, 5), "b": Integer(1, 5)}, constraints=[_increasing])


def test_names_are_in_the_order_given():
    assert SearchSpace([{"b": [1, 2], "a": [1]}, {"c": [1], "a": [2]}]).names == ("b", "a", "c")


def test_params_are_in_the_order_given():
    for params in SearchSpace(SVM).sample(30, np.random.default_rng(0)):
        assert list(params) == ["kernel", "gamma", "degree"][: len(params)]


@pytest.mark.parametrize(
    ("space", "n_points"),
    [
        (SearchSpace({"a": [1, 2], "b": [1, 2, 3]}), 6),
        (SearchSpace({"a": [1, 1, 2]}), 2),
        (SearchSpace({"a": Constant(1)}), 1),
        (SearchSpace({"a": Real(0, 1)}), None),
        (SearchSpace({"a": [1, 2], "b": stats.norm(0, 1)}), None),
        (SearchSpace({"a": [1, 2], "b": Ordinal([1, 2, 3]).when(a=2)}), 4),
        (SearchSpace({"a": Integer(1, 3), "b": stats.randint(0, 4)}), 12),
        (PAIR, 10),
        (SearchSpace([{"a": [1, 2], "b": [1]}, {"a": [2, 3], "b": [1]}]), 3),
        (SearchSpace([{"a": [1, 2]}, {"a": [1, 2], "b": [1]}]), 4),
        (SearchSpace([{"a": [1, 2]}, {"a": [1, 2]}]), 2),
        (SearchSpace({name: Integer(1, 1000) for name in "abc"}), 10**9),
        (SearchSpace({"n": Integer(1, 10**5), "b": Categorical([1, 2]).when(n=7)}), 10**5 + 1),
    ],
    ids=str,
)
def test_finite_spaces_know_their_size(space, n_points):
    assert space.n_points == n_points


def test_a_list_is_always_choices():
    space = SearchSpace({"a": [1, 10]})
    assert space.contains({"a": 1})
    assert not space.contains({"a": 5})


@pytest.mark.parametrize(
    ("params", "contained"),
    [
        ({"kernel": "linear"}, True),
        ({"kernel": "rbf", "gamma": 0.1}, True),
        ({"kernel": "poly", "gamma": 0.1, "degree": 3}, True),
        ({"kernel": "rbf"}, False),
        ({"kernel": "linear", "gamma": 0.1}, False),
        ({"kernel": "rbf", "gamma": 0.1, "degree": 3}, False),
        ({"kernel": "rbf", "gamma": 5.0}, False),
        ({"kernel": "rbf", "gamma": 0.1, "C": 1}, False),
        ({"gamma": 0.1}, False),
        ({}, False),
    ],
)
def test_only_exactly_the_active_params_are_contained(params, contained):
    assert SearchSpace(SVM).contains(params) == contained


def test_keys_tell_choices_apart_that_look_alike():
    space = SearchSpace({"a": [1, 1.0, True], "b": Real(0, 2)})
    keys = {space.key({"a": a, "b": b}) for a in (1, 1.0, True) for b in (1, 1.0)}
    assert len(keys) == 3


def test_keys_need_no_contained_params():
    space = SearchSpace({"a": Real(0, 2)})
    assert space.key({"a": 5, "z": [1]}) == space.key({"z": [1], "a": 5})
    assert space.key({"a": 5}) != space.key({"a": 6})


def test_restrict_picks_the_active_params():
    space = SearchSpace({"kernel": ["rbf", "poly"], "degree": Integer(2, 4).when(kernel="poly")})
    assert space.restrict(SVC().get_params()) == {"kernel": "rbf"}
    assert space.restrict(SVC(kernel="poly").get_params()) == {"kernel": "poly", "degree": 3}
    assert space.restrict(SVC(kernel="linear").get_params()) is None
    assert space.restrict({}) is None


def test_restrict_finds_the_dict():
    space = SearchSpace([{"kernel": ["linear"]}, {"kernel": ["rbf"], "C": Real(0.1, 10)}])
    assert space.restrict(SVC().get_params()) == {"kernel": "rbf", "C": 1.0}


def test_restrict_respects_constraints():
    assert PAIR.restrict({"a": 1, "b": 2, "c": 3}) == {"a": 1, "b": 2}
    assert PAIR.restrict({"a": 2, "b": 2}) is None


# --- drawing


def test_several_dicts_are_drawn_as_scikit_learn_draws_them():
    dicts = [{"a": stats.norm(0, 1)}, {"a": [1, 2], "b": stats.uniform(0, 1)}]
    drawn = SearchSpace(dicts).draw(20, 0)
    assert drawn == list(ParameterSampler(dicts, 20, random_state=0))


def test_lists_that_run_out_warn_as_scikit_learn_does():
    message = "The total space of parameters 2 is smaller than n_iter=9. Running 2 iterations."
    with pytest.warns(UserWarning, match=message):
        assert len(SearchSpace({"a": [1, 2]}).draw(9, 0)) == 2


def test_other_spaces_that_run_out_warn_too():
    with pytest.warns(SpaceExhaustedWarning, match="parameters 10 is smaller than n_iter=30"):
        drawn = PAIR.draw(30, 0)
    assert len(drawn) == 10
    assert all(map(_increasing, drawn))


def test_drawing_repeats_with_the_random_state():
    space = SearchSpace(SVM)
    assert space.draw(10, 7) == space.draw(10, 7)
    assert space.draw(10, 7) != space.draw(10, 8)
    one = np.random.RandomState(0)
    assert space.draw(5, one) != space.draw(5, one)  # an instance is advanced


def test_rare_params_of_a_finite_space_are_found():
    space = SearchSpace({"a": Integer(1, 2**12, log=True)})
    drawn = space.draw(2**12, 0)
    assert sorted(params["a"] for params in drawn) == list(range(1, 2**12 + 1))


# --- constraints


def test_a_constraint_that_never_holds_is_refused_with_the_share():
    def never(params):
        return False

    space = SearchSpace({"a": Real(0, 1)}, constraints=[never])
    message = r"0 of 1\d{4} random ones did \(0.00%\). The constraint .*never refused"
    with pytest.raises(InfeasibleSpaceError, match=message):
        space.sample(1, np.random.default_rng(0))
    with pytest.raises(InfeasibleSpaceError, match=message):
        space.encoding()
    with pytest.raises(InfeasibleSpaceError, match=message):
        space.draw(1, 0)


def test_a_constraint_that_hardly_ever_holds_is_refused():
    space = SearchSpace({"a": Real(0, 1)}, constraints=[lambda params: params["a"] < 2e-4])
    with pytest.raises(InfeasibleSpaceError, match=r"Hardly any params .* \(0.0\d%\)"):
        space.sample(100, np.random.default_rng(0))


def test_a_constraint_that_holds_once_in_a_hundred_is_fine():
    space = SearchSpace({"a": Real(0, 1)}, constraints=[lambda params: params["a"] < 0.01])
    assert len(space.sample(30, np.random.default_rng(0))) == 30


BAD_CONSTRAINTS = [
    (
        lambda: SearchSpace(SVM, [lambda params: params["gamma"] < 1]).sample(
            20, np.random.default_rng(0)
        ),
        r"asked for 'gamma', which is not active in .* use params.get\(\"name\"\)",
    ),
    (
        lambda: SearchSpace({"a": [1, 2]}, [lambda params: 1 / 0]).encoding(),
        r"raised ZeroDivisionError\('division by zero'\) for \{'a': \d\}",
    ),
    (lambda: SearchSpace({"a": [1, 2]}, "a < b"), "list of functions from params to bool, got 'a"),
    (lambda: SearchSpace({"a": [1, 2]}, [True]), r"list of functions .* got \[True\]"),
]


@pytest.mark.parametrize(
    ("build", "match"), BAD_CONSTRAINTS, ids=[match for _, match in BAD_CONSTRAINTS]
)
def test_bad_constraints_are_refused_with_the_mend(build, match):
    with pytest.raises(SearchSpaceError, match=match):
        build()


def test_one_constraint_needs_no_list():
    assert SearchSpace({"a": [1, 2]}, lambda params: params["a"] == 1).n_points == 1


def test_constraints_are_part_of_what_a_space_is():
    assert SearchSpace({"a": Integer(1, 5), "b": Integer(1, 5)}, [_increasing]) == PAIR
    assert SearchSpace({"a": Integer(1, 5), "b": Integer(1, 5)}) != PAIR


# --- grids


def test_lists_give_the_rows_of_parameter_grid():
    dicts = [{"b": [2, 1, 1], "a": ["x", "y"]}, {"c": [0.1]}]
    assert SearchSpace(dicts).grid() == list(ParameterGrid(dicts))
    assert len(SearchSpace(dicts).grid()) == 7  # repeated choices stay


def test_a_grid_takes_numbers_from_ranges():
    space = SearchSpace(
        {"a": Real(1, 100, log=True), "n": Integer(1, 9), "k": Integer(1, 2), "c": ["x", "y"]}
    )
    grid = space.grid(3)
    assert len(grid) == 3 * 3 * 2 * 2
    assert {params["n"] for params in grid} == {1, 5, 9}
    assert sorted({params["a"] for params in grid}) == pytest.approx([1, 10, 100])


def test_a_resolution_may_be_given_by_name():
    space = SearchSpace({"a": Real(0, 1), "b": Real(0, 1)})
    assert len(space.grid({"a": 2})) == 2 * 5


def test_a_grid_knows_conditions_and_constraints():
    assert len(SearchSpace(SVM).grid(4)) == 1 + 4 + 4 * 3
    assert all(map(_increasing, PAIR.grid()))


def test_quantiles_make_a_grid_without_ends():
    grid = SearchSpace({"a": stats.norm(0, 1)}).grid(3)
    assert [params["a"] for params in grid] == pytest.approx([-0.967, 0, 0.967], abs=1e-3)


BAD_GRIDS = [
    (lambda: SearchSpace(SVM).grid(0), "an int of at least 1, got 0"),
    (lambda: SearchSpace(SVM).grid(2.5), "an int of at least 1, got 2.5"),
    (lambda: SearchSpace(SVM).grid({"gama": 3}), "resolution names 'gama', .* kernel, gamma"),
    (lambda: SearchSpace({name: Real(0, 1) for name in "abcdefg"}).grid(8), "more than 1,000,000"),
]


@pytest.mark.parametrize(("build", "match"), BAD_GRIDS, ids=[match for _, match in BAD_GRIDS])
def test_bad_grids_are_refused_with_the_mend(build, match):
    with pytest.raises(SearchSpaceError, match=match):
        build()


def test_an_unhashable_choice_is_no_obstacle():
    space = SearchSpace({"layers": [[10], [10, 10]], "clf": [SVC(), RandomForestClassifier()]})
    assert hash(space) == hash(
        SearchSpace({"layers": [[10], [10, 10]], "clf": [SVC(), RandomForestClassifier()]})
    )
    assert len({space.key(params) for params in space.grid()}) == 4
