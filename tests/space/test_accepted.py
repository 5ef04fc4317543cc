"""What scikit-learn declares valid."""

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from sklearn_hpt.exceptions import InfeasibleSpaceError
from sklearn_hpt.space import Categorical, Integer, Real, SearchSpace, n_features, parse_space
from sklearn_hpt.space.accepted import AcceptedBy

PIPE = Pipeline([("pca", PCA()), ("clf", SVC())])


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("clf__C", 1.0, True),
        ("clf__C", 0.0, False),
        ("clf__C", "1", False),
        ("clf__kernel", "rbf", True),
        ("clf__kernel", "rbff", False),
        ("clf__kernel", np.dot, True),
        ("clf__class_weight", None, True),
        ("clf__class_weight", {0: 1}, True),
        ("clf__shrinking", "yes", False),
        ("clf__shrinking", np.True_, True),
        ("clf__random_state", 3, True),
        ("clf__random_state", np.random.RandomState(0), True),
        ("clf__random_state", "3", False),
        ("clf__max_iter", -1, True),
        ("clf__max_iter", 1.5, False),
        ("pca__n_components", 0.5, True),
        ("pca__n_components", 3, True),
        ("pca__n_components", 1.5, False),
        ("pca", "passthrough", True),
        ("clf__no_such_param", 1, True),
        ("nobody__x", 1, True),
    ],
)
def test_single_params_are_judged_as_scikit_learn_does(name, value, accepted):
    assert AcceptedBy(PIPE).accepts(name, value, {}) == accepted


def test_a_swapped_step_is_the_one_that_judges():
    accepted = AcceptedBy(PIPE)
    assert not accepted({"clf": LogisticRegression(), "clf__solver": "rbf"})
    assert accepted({"clf": LogisticRegression(), "clf__solver": "saga"})
    assert accepted({"clf": "passthrough"})


def test_invalid_choices_are_never_suggested():
    space = parse_space({"clf__C": [-1, 0.1, 1], "clf__kernel": ["rbf", "rbff"]}, PIPE)
    assert space.n_points == 2
    assert not space.contains({"clf__C": -1, "clf__kernel": "rbf"})
    points = space.encoding().enumerate()
    assert {params["clf__kernel"] for params in space.encoding().decode(points)} == {"rbf"}


def test_invalid_parts_of_ranges_are_never_suggested():
    space = parse_space({"C": Real(-1, 1)}, SVC())
    assert all(params["C"] > 0 for params in space.sample(100, np.random.default_rng(0)))


def test_valid_spaces_carry_no_constraint():
    distributions = {
        "clf__C": Real(1e-3, 10, log=True),
        "clf__degree": Integer(0, 10**6),
        "clf__kernel": ["rbf", "poly"],
        "pca__n_components": Integer(1, n_features),
    }
    assert parse_space(distributions, PIPE).constraints == ()


def test_bounds_that_wait_for_data_are_judged_by_their_numbers():
    space = parse_space({"pca__n_components": Integer(-1, n_features)}, PIPE)
    resolved = space.resolve(np.zeros((9, 3)))
    assert {params["pca__n_components"] for params in resolved.grid(9)} == {0, 1, 2, 3}


def test_drawing_objects_are_not_asked_for_a_judgement():
    class Counting:
        calls = 0

        def rvs(self, random_state):
            self.calls += 1
            return 1.0

    counting = Counting()
    assert parse_space({"C": counting}, SVC()).constraints == ()
    assert counting.calls == 0


def test_random_search_still_draws_what_scikit_learn_draws():
    given = {"C": [-1, 1, 10, 100]}
    assert parse_space(given, SVC()).draw(4, 0) == SearchSpace(given).draw(4, 0)


def test_a_space_without_valid_params_says_whose_fault_it_is():
    space = parse_space({"kernel": ["rbff", "polly"]}, SVC())
    with pytest.raises(InfeasibleSpaceError, match=r"accepted by SVC refused .*'kernel': '"):
        space.encoding()


def test_users_constraints_stay():
    given = SearchSpace({"C": Categorical([-1, 1, 2, 3])}, [lambda params: params["C"] < 3])
    assert parse_space(given, SVC()).n_points == 2


def test_the_constraint_is_the_same_for_equal_estimators():
    one, other = (parse_space({"C": [-1, 1]}, SVC(degree=2)) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)
    assert one != parse_space({"C": [-1, 1]}, SVC(degree=3))


def test_estimators_without_declarations_accept_everything():
    class Own:
        def get_params(self, deep=True):
            return {"a": 1}

    assert AcceptedBy(Own())({"a": object()})
    assert AcceptedBy(object())({"a": 1})


def test_choices_of_estimators_are_judged_each():
    space = {"clf": [SVC(), RandomForestClassifier(), StandardScaler()], "clf__C": [-1, 1]}
    assert parse_space(space, PIPE).n_points == 1 + 1 + 1
