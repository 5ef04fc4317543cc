"""The first rounds of boosters of other packages score as fits of so many rounds, if installed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sklearn_hpt.evaluation.reuse.repeatable import may_repeat
from tests.oracles.reuse import assert_exact, assert_served, find_submodel, samples

KINDS = pytest.mark.parametrize("kind", [0, 1], ids=["classifier", "regressor"])
ROUNDS = st.lists(st.integers(1, 25), min_size=2, max_size=4, unique=True)
XGBOOST = st.sampled_from(
    [
        {},
        {"tree_method": "exact"},
        {"tree_method": "approx", "colsample_bytree": 0.5},
        {"subsample": 0.6, "num_parallel_tree": 2},
        {"grow_policy": "lossguide", "max_leaves": 4},
    ]
)
LIGHTGBM = st.sampled_from(
    [
        {},
        {"force_row_wise": True},
        {"force_col_wise": True, "class_weight": None},
        {"colsample_bytree": 0.5, "num_leaves": 4},
        {"subsample": 0.8, "subsample_freq": 1},
    ]
)
CATBOOST = st.sampled_from(
    [
        {},
        {"bootstrap_type": "Bernoulli", "subsample": 0.6, "rsm": 0.5},
        {"boosting_type": "Plain", "l2_leaf_reg": 1.0, "border_count": 16},
        {"boosting_type": "Ordered", "random_strength": 2.0},
    ]
)


def xgboost(kind, **settings):
    module = pytest.importorskip("xgboost")
    settings = {"n_jobs": 1, "random_state": 0, "max_depth": 3, **settings}
    return (module.XGBClassifier, module.XGBRegressor)[kind](**settings)


def lightgbm(kind, **settings):
    module = pytest.importorskip("lightgbm")
    settings = {"n_jobs": 1, "random_state": 0, "verbose": -1, "min_child_samples": 2, **settings}
    return (module.LGBMClassifier, module.LGBMRegressor)[kind](**settings)


def catboost(kind, **settings):
    module = pytest.importorskip("catboost")
    settings = {
        "thread_count": 1,
        "learning_rate": 0.2,
        "depth": 3,
        "random_seed": 0,
        "verbose": 0,
        "allow_writing_files": False,
        **settings,
    }
    return (module.CatBoostClassifier, module.CatBoostRegressor)[kind](**settings)


PACKAGES = {
    "xgboost": (xgboost, "n_estimators", XGBOOST),
    "lightgbm": (lightgbm, "n_estimators", LIGHTGBM),
    "catboost": (catboost, "iterations", CATBOOST),
}
PARTS = pytest.mark.parametrize(("make", "rounds", "others"), PACKAGES.values(), ids=PACKAGES)


@KINDS
@PARTS
@settings(max_examples=4)
@given(st.data())
def test_scores(make, rounds, others, kind, data):
    estimator = make(kind, **data.draw(others))
    X, y = data.draw(samples(regression=bool(kind)))
    if kind == 0:
        y = np.unique(y, return_inverse=True)[1]  # xgboost knows no names of classes
    scoring = data.draw(st.sampled_from([None, ["r2", "neg_mean_absolute_error"]]))
    if kind == 0 and scoring:
        scoring = ["accuracy", "neg_log_loss"]
    served = assert_exact(
        estimator, {rounds: data.draw(ROUNDS)}, X, y, scoring=scoring, without=False
    )
    if make is not lightgbm:  # whose rounds may find nothing to split
        assert served == []


@PARTS
def test_one_fit_serves_all(make, rounds, others):
    rng = np.random.RandomState(0)
    X = rng.normal(size=(150, 4))
    y = X[:, 0] + rng.normal(size=150)
    assert_served(make(1), {rounds: [3, 12, 7]}, X, y, without=False)
    fit = {"sample_weight": rng.uniform(0.5, 2, size=150)}
    y, scoring = (y > 0).astype(int), "accuracy"
    assert_served(make(0), {rounds: [3, 12, 7]}, X, y, scoring=scoring, fit=fit, without=False)


def test_rounds_of_catboost_under_their_other_name():
    rng = np.random.RandomState(0)
    X = rng.normal(size=(60, 3))
    assert_served(catboost(1), {"n_estimators": [2, 5]}, X, X[:, 0], without=False)


@pytest.mark.parametrize(
    ("make", "settings"),
    [
        (xgboost, {"booster": "dart"}),
        (xgboost, {"booster": "gblinear"}),
        (xgboost, {"n_jobs": None}),
        (xgboost, {"n_jobs": 2}),
        (xgboost, {"early_stopping_rounds": 3}),
        (xgboost, {"callbacks": []}),
        (xgboost, {"verbosity": 2}),
        (xgboost, {"device": "cuda"}),
        (xgboost, {"objective": len}),
        (xgboost, {"process_type": "update"}),
        (lightgbm, {"boosting_type": "dart"}),
        (lightgbm, {"boosting_type": "rf"}),
        (lightgbm, {"n_jobs": None}),
        (lightgbm, {"verbose": 2}),
        (lightgbm, {"objective": len}),
        (lightgbm, {"early_stopping_round": 3}),
        (lightgbm, {"num_iterations": 9}),
        (lightgbm, {"linear_tree": True}),
        (catboost, {"learning_rate": None}),
        (catboost, {"thread_count": -1}),
        (catboost, {"verbose": True}),
        (catboost, {"langevin": True}),
        (catboost, {"grow_policy": "Lossguide"}),
        (catboost, {"model_shrink_rate": 0.1}),
        (catboost, {"early_stopping_rounds": 3}),
    ],
    ids=lambda value: value.__name__ if callable(value) else str(value),
)
def test_settings_under_which_rounds_may_differ_are_refused(make, settings):
    estimator = make(0, **settings)
    parameter = "iterations" if make is catboost else "n_estimators"
    with pytest.raises(StopIteration):
        find_submodel(estimator, [parameter])
    assert find_submodel(make(0), [parameter])


# Settings that draw random numbers: of samples, of features, of trees to drop, of thresholds.
OPEN_SEEDS = [
    (xgboost, {}),
    (xgboost, {"subsample": 0.5, "colsample_bytree": 0.5, "colsample_bynode": 0.5}),
    (xgboost, {"subsample": 0.5, "tree_method": "exact"}),
    (xgboost, {"booster": "dart", "rate_drop": 0.5}),
    (lightgbm, {}),
    (lightgbm, {"subsample": 0.5, "subsample_freq": 1, "colsample_bytree": 0.5}),
    (lightgbm, {"boosting_type": "dart", "drop_rate": 0.5}),
    (lightgbm, {"boosting_type": "rf", "subsample": 0.5, "subsample_freq": 1}),
    (lightgbm, {"extra_trees": True}),
    (lightgbm, {"data_sample_strategy": "goss"}),
]


@KINDS
@pytest.mark.parametrize(("make", "settings"), OPEN_SEEDS, ids=lambda value: str(value)[:40])
def test_an_open_seed_is_the_same_number_every_time(make, settings, kind):
    """Repeated rows, and fits before and after with seeds of their own."""
    X, y = _samples()
    y = (y > 0).astype(int) if kind == 0 else y
    model = make(kind, random_state=None, n_estimators=6, **settings)
    space = [{"max_depth": [2]}, {"max_depth": [3], "random_state": [7]}, {"max_depth": [2, 3]}]
    alone = assert_exact(model, space, X, y, without=False)
    assert set(alone).isdisjoint([0, 2])


@pytest.mark.parametrize("make", [xgboost, lightgbm])
def test_rounds_are_shared_with_an_open_seed(make):
    X, y = _samples()
    draws = {"subsample": 0.5, "colsample_bytree": 0.5}
    draws |= {"subsample_freq": 1} if make is lightgbm else {}
    model = make(1, random_state=None, **draws)
    assert_served(model, {"n_estimators": [2, 9, 5]}, X, y, without=False)


@pytest.mark.parametrize(
    ("make", "settings"),
    [
        (xgboost, {"random_state": None, "n_jobs": 2}),
        (xgboost, {"random_state": None, "n_jobs": None}),
        (xgboost, {"random_state": None, "booster": "gblinear"}),
        (lightgbm, {"random_state": None, "n_jobs": None}),
        (lightgbm, {"random_state": None, "n_jobs": 2}),
    ],
    ids=str,
)
def test_an_open_seed_is_refused_where_sums_may_be_added_in_any_order(make, settings):
    assert not may_repeat(make(0, **settings))
    assert may_repeat(make(0, random_state=None))


@pytest.mark.parametrize("make", [xgboost, lightgbm, catboost])
def test_subclasses_are_refused(make):
    base = type(make(0))
    own = type(base.__name__, (base,), {"__init__": base.__init__, "__module__": base.__module__})
    with pytest.raises(StopIteration):
        find_submodel(own(**make(0).get_params()), ["n_estimators"])


def _samples():
    rng = np.random.RandomState(0)
    X = rng.normal(size=(80, 4))
    return X, X[:, 0] + rng.normal(size=80)


def test_a_fit_that_goes_on_from_another_serves_none():
    X, y = _samples()
    for make, start in ((xgboost, "xgb_model"), (lightgbm, "init_model")):
        model = make(1, n_estimators=4)
        first = make(1, n_estimators=4).fit(X, y)
        alone = assert_exact(
            model, {"n_estimators": [2, 5]}, X, y, fit={start: first}, without=False
        )
        assert alone == [0, 1]


@pytest.mark.filterwarnings("ignore:The argument .eval_set. is deprecated")
def test_a_fit_that_stops_early_serves_none():
    X, y = _samples()
    module = pytest.importorskip("lightgbm")
    fit = {
        "eval_set": [(X[:40], -y[:40])],
        "callbacks": [module.early_stopping(2, verbose=False)],
    }
    numbers = {"n_estimators": [2, 9]}
    assert assert_exact(lightgbm(1), numbers, X, y, fit=fit, without=False) == [0, 1]


def test_the_best_of_the_rounds_serves_none():
    X, y = _samples()
    fit = {"eval_set": (X[:40], -y[:40])}
    numbers = {"iterations": [2, 9]}
    assert assert_exact(catboost(1), numbers, X, y, fit=fit, without=False) == [0, 1]


def count_rounds(model, X, y):
    return float(model.get_params()["n_estimators"])


def test_a_scorer_that_may_look_inside_is_shown_no_view():
    X, y = _samples()
    numbers = {"n_estimators": [2, 9]}
    alone = assert_exact(xgboost(1), numbers, X, y, scoring=count_rounds, without=False)
    assert alone == [0, 1]
