"""What the package ships for property tests."""

import builtins
import importlib
import sys

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from sklearn_hpt.exceptions import MissingExtraError, SearchSpaceError
from sklearn_hpt.space import Categorical, Integer, Real, SearchSpace, n_features
from sklearn_hpt.testing import dimensions, histories, params_from, spaces
from sklearn_hpt.trials import TrialState

SPACE = SearchSpace(
    [
        {"k": Categorical(["a", "b"]), "n": Integer(1, 99).when(k="b")},
        {"x": Real(-5, 5), "y": Real(-5, 5)},
    ]
)


@given(params_from(SPACE))
def test_params_lie_in_the_space(params):
    assert SPACE.contains(params)


@given(st.data(), spaces())
def test_params_of_any_space_lie_in_it(data, space):
    assert space.contains(data.draw(params_from(space)))


def test_params_shrink_towards_the_simplest():
    assert find(params_from(SPACE), lambda _: True) == {"k": "a"}
    assert find(params_from(SPACE), lambda params: params.get("n", 0) > 10) == {"k": "b", "n": 11}
    assert find(params_from(SPACE), lambda params: "x" in params) == {"x": 0.0, "y": 0.0}


def test_params_satisfy_constraints():
    space = SPACE.subject_to(lambda params: params.get("x", 1) > 0)
    assert find(params_from(space), lambda params: "x" in params)["x"] > 0


def test_params_need_resolved_bounds():
    with pytest.raises(SearchSpaceError, match="depend on the data"):
        params_from(SearchSpace({"k": Integer(1, n_features)}))


def _has_conditions(space):
    return any(each.conditions for branch in space.branches for each in branch.values())


def test_spaces_have_conditions_and_several_dicts():
    assert find(spaces(), _has_conditions).names == ("C", "kernel")
    assert len(find(spaces(), lambda space: len(space.branches) == 2).names) == 1


@given(spaces(conditions=False, several_dicts=False, max_params=2))
def test_spaces_are_as_simple_as_wanted(space):
    assert len(space.branches) == 1
    assert not _has_conditions(space)
    assert len(space.names) <= 2


@pytest.mark.parametrize("kind", ["real", "integer", "ordinal", "categorical"])
def test_dimensions_are_of_every_kind(kind):
    assert find(dimensions(), lambda dimension: dimension.kind == kind).kind == kind


@given(histories(SPACE, min_size=2, max_size=6))
def test_histories_are_numbered_trials_of_the_space(history):
    assert 2 <= len(history) <= 6
    assert [trial.number for trial in history.trials] == list(range(len(history)))
    for trial in history.trials:
        assert SPACE.contains(trial.params)
        assert (trial.score is not None) == (trial.state is TrialState.FINISHED)


@pytest.mark.parametrize("state", [TrialState.FINISHED, TrialState.FAILED, TrialState.PENDING])
def test_histories_have_trials_of_any_fate(state):
    history = find(histories(SPACE), lambda history: any(t.state is state for t in history.trials))
    assert len(history) == 1


def test_a_missing_hypothesis_names_the_extra(monkeypatch):
    real_import = builtins.__import__

    def without_hypothesis(name, *args, **kwargs):
        if name == "hypothesis":
            raise ImportError(name)
        return real_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_hypothesis)
    for name in [each for each in sys.modules if each.startswith("sklearn_hpt.testing")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(MissingExtraError, match=r'pip install "sklearn-hpt\[testing\]"'):
        importlib.import_module("sklearn_hpt.testing")
