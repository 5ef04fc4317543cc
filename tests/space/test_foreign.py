"""Dimensions and spaces of other packages."""

import numpy as np
import pytest
from scipy import stats

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import (
    Categorical,
    Constant,
    Distribution,
    Integer,
    Ordinal,
    Real,
    SearchSpace,
    parse_space,
)
from sklearn_hpt.space.coerce import as_dimension
from tests.space import stand_ins as look_alike

READ = [
    (look_alike.skopt_real(0, 1), Real(0, 1)),
    (look_alike.skopt_real(1e-3, 1, "log-uniform"), Real(1e-3, 1, log=True)),
    (look_alike.skopt_integer(1, 9), Integer(1, 9)),
    (look_alike.skopt_integer(1, 9, "log-uniform"), Integer(1, 9, log=True)),
    (look_alike.skopt_categorical(["a", "b"]), Categorical(["a", "b"])),
    (look_alike.skopt_categorical(["a"]), Constant("a")),
    (look_alike.optuna_float(0, 1), Real(0, 1)),
    (look_alike.optuna_float(1e-3, 1, log=True), Real(1e-3, 1, log=True)),
    (look_alike.optuna_float(0, 1, step=0.25), Ordinal([0.0, 0.25, 0.5, 0.75, 1.0])),
    (look_alike.optuna_float(2, 2), Constant(2.0)),
    (look_alike.optuna_int(1, 9), Integer(1, 9)),
    (look_alike.optuna_int(1, 9, step=4), Ordinal([1, 5, 9])),
    (look_alike.optuna_int(3, 3), Constant(3)),
    (look_alike.optuna_categorical([None, True, 1]), Categorical([None, True, 1])),
    (look_alike.uniform_float("x", 0.5, 2), Real(0.5, 2)),
    (
        look_alike.configspace("UniformIntegerHyperparameter", lower=1, upper=99, log=True),
        Integer(1, 99, log=True),
    ),
    (look_alike.categorical("x", ["a", "b"]), Categorical(["a", "b"])),
    (
        look_alike.configspace("OrdinalHyperparameter", sequence=("s", "m", "l")),
        Ordinal(["s", "m", "l"]),
    ),
    (look_alike.configspace("Constant", value=3), Constant(3)),
    (
        look_alike.configspace(
            "BetaFloatHyperparameter", lower=1, upper=3, alpha=2, beta=4, log=False
        ),
        Distribution(stats.beta(2, 4, loc=1, scale=2)),
    ),
    (
        look_alike.configspace(
            "NormalFloatHyperparameter", lower=-2, upper=4, mu=1, sigma=2, log=False
        ),
        Distribution(stats.truncnorm(-1.5, 1.5, loc=1, scale=2)),
    ),
]


@pytest.mark.parametrize(("given", "dimension"), READ, ids=lambda each: type(each).__name__)
def test_dimensions_of_other_packages_are_read(given, dimension):
    assert as_dimension("p", given) == dimension


BAD = [
    (look_alike.stand_in("optuna", "OddDistribution"), "a OddDistribution of optuna"),
    (look_alike.configspace("NormalIntegerHyperparameter"), "of ConfigSpace, which has no counter"),
    (look_alike.stand_in("skopt", "Space", dimensions=[]), "a Space of skopt"),
    (look_alike.optuna_float(0, 1, step=1e-9), "too long to list; leave out the step"),
    (
        look_alike.configspace(
            "BetaFloatHyperparameter", lower=1, upper=3, alpha=2, beta=4, log=True
        ),
        "no counterpart on a log scale",
    ),
]


@pytest.mark.parametrize(("given", "match"), BAD, ids=[match for _, match in BAD])
def test_what_has_no_counterpart_is_refused(given, match):
    with pytest.raises(SearchSpaceError, match=match):
        as_dimension("p", given)


def test_a_list_of_named_dimensions_is_a_space():
    dimensions = [look_alike.skopt_real(0, 1, name="a"), look_alike.skopt_integer(1, 2, name="b")]
    expected = SearchSpace({"a": Real(0, 1), "b": Integer(1, 2)})
    assert parse_space(dimensions) == expected
    assert parse_space(look_alike.stand_in("skopt", "Space", dimensions=dimensions)) == expected


def test_a_dimension_without_a_name_is_refused():
    with pytest.raises(SearchSpaceError, match="has no name; give each dimension name="):
        parse_space([look_alike.skopt_real(0, 1)])


def test_a_space_with_foreign_dimensions_travels_without_them():
    space = SearchSpace({"a": look_alike.optuna_float(0, 1), "b": [1, 2]})
    assert SearchSpace.from_json(space.to_json()) == space
    assert len(space.draw(5, 0)) == 5


def _configured(conditions=(), forbidden=()):
    hyperparameters = [
        look_alike.categorical("c", ["x", "y", "z"]),
        look_alike.uniform_float("u", 0, 1),
        look_alike.uniform_float("v", 0, 1),
    ]
    return parse_space(look_alike.configuration_space(hyperparameters, conditions, forbidden))


def _condition(kind, **attributes):
    parent = look_alike.named(attributes.pop("parent", "c"))
    child = look_alike.named("v")
    return look_alike.configspace(f"{kind}Condition", parent=parent, child=child, **attributes)


@pytest.mark.parametrize(
    ("condition", "params", "active"),
    [
        (_condition("Equals", value="x"), {"c": "x", "u": 0.2}, True),
        (_condition("Equals", value="x"), {"c": "y", "u": 0.2}, False),
        (_condition("NotEquals", value="x"), {"c": "y", "u": 0.2}, True),
        (_condition("In", values=["x", "y"]), {"c": "y", "u": 0.2}, True),
        (_condition("In", values=["x", "y"]), {"c": "z", "u": 0.2}, False),
        (_condition("LessThan", parent="u", value=0.5), {"c": "z", "u": 0.2}, True),
        (_condition("GreaterThan", parent="u", value=0.5), {"c": "z", "u": 0.2}, False),
    ],
    ids=str,
)
def test_conditions_of_configspace_hold(condition, params, active):
    assert _configured([condition]).contains({**params, "v": 0.5}) == active
    assert _configured([condition]).contains(params) != active


def test_conditions_and_clauses_are_named_in_the_table():
    space = _configured([_condition("GreaterThan", parent="u", value=0.5)], [X])
    assert "u: GreaterThan(0.5)" in repr(space)
    assert "subject to: not " in repr(space)


def test_conditions_joined_by_and_all_hold():
    parts = [_condition("Equals", value="x"), _condition("GreaterThan", parent="u", value=0.5)]
    space = _configured([look_alike.configspace("AndConjunction", components=parts)])
    assert space.contains({"c": "x", "u": 0.9, "v": 0.1})
    assert space.contains({"c": "x", "u": 0.1})


def test_conditions_joined_by_or_are_refused():
    parts = [_condition("Equals", value="x"), _condition("Equals", value="y")]
    with pytest.raises(SearchSpaceError, match="Write the alternatives as a list of dicts"):
        _configured([look_alike.configspace("OrConjunction", components=parts)])


def _forbidden(kind, name, **attributes):
    hyperparameter = look_alike.named(name)
    return look_alike.configspace(
        f"Forbidden{kind}Clause", hyperparameter=hyperparameter, **attributes
    )


X = _forbidden("Equals", "c", value="x")
SMALL = _forbidden("LessThan", "u", value=0.5)
ABOVE = look_alike.configspace(
    "ForbiddenGreaterThanRelation", left=look_alike.named("u"), right=look_alike.named("v")
)


@pytest.mark.parametrize(
    ("clause", "forbids"),
    [
        (X, lambda p: p["c"] == "x"),
        (_forbidden("In", "c", values=["x", "y"]), lambda p: p["c"] in "xy"),
        (SMALL, lambda p: p["u"] < 0.5),
        (ABOVE, lambda p: p["u"] > p["v"]),
        (
            look_alike.configspace("ForbiddenAndConjunction", components=[X, SMALL]),
            lambda p: p["c"] == "x" and p["u"] < 0.5,
        ),
        (
            look_alike.configspace("ForbiddenOrConjunction", components=[X, SMALL]),
            lambda p: p["c"] == "x" or p["u"] < 0.5,
        ),
    ],
    ids=["equals", "in", "less", "relation", "and", "or"],
)
def test_forbidden_clauses_are_constraints(clause, forbids):
    space, free = _configured(forbidden=[clause]), _configured()
    for params in free.sample(60, np.random.default_rng(0)):
        assert space.contains(params) != forbids(params)


def test_an_unknown_clause_is_refused():
    with pytest.raises(SearchSpaceError, match="has no counterpart"):
        _configured(forbidden=[_forbidden("Odd", "c", value=1)])


def test_scikit_optimize_itself_is_read():
    skopt = pytest.importorskip("skopt.space")
    space = skopt.Space([skopt.Real(1e-3, 1, prior="log-uniform", name="a")])
    assert parse_space(space) == SearchSpace({"a": Real(1e-3, 1, log=True)})
    assert as_dimension("p", skopt.Categorical(["a", "b"])) == Categorical(["a", "b"])
    assert as_dimension("p", skopt.Integer(1, 5)) == Integer(1, 5)


def test_optuna_itself_is_read():
    optuna = pytest.importorskip("optuna.distributions")
    assert as_dimension("p", optuna.FloatDistribution(1, 2, log=True)) == Real(1, 2, log=True)
    assert as_dimension("p", optuna.IntDistribution(1, 7, step=3)) == Ordinal([1, 4, 7])
    assert as_dimension("p", optuna.CategoricalDistribution(["a", 1])) == Categorical(["a", 1])


def test_configspace_itself_is_read():
    config = pytest.importorskip("ConfigSpace")
    given = config.ConfigurationSpace({"a": (0.1, 1.0), "b": (1, 10), "c": ["x", "y"], "k": 3})
    given.add(config.Float("d", (1, 2)))
    given.add(config.EqualsCondition(given["d"], given["c"], "x"))
    given.add(config.ForbiddenInClause(given["b"], [1, 2]))
    space = parse_space(given)
    assert set(space.names) == set("abckd")
    for params in space.sample(50, np.random.default_rng(0)):
        assert ("d" in params) == (params["c"] == "x")
        assert params["b"] > 2
        assert params["k"] == 3
