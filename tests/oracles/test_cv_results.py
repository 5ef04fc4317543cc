"""The tuners publish what scikit-learn's searches publish, column by column, bit for bit."""

import warnings
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, make_scorer, r2_score, recall_score
from sklearn.metrics.pairwise import linear_kernel
from sklearn.model_selection import (
    GroupKFold,
    KFold,
    LeaveOneGroupOut,
    PredefinedSplit,
    RepeatedKFold,
    ShuffleSplit,
    StratifiedKFold,
    StratifiedShuffleSplit,
    TimeSeriesSplit,
)
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from tests.oracles.cv_results import assert_same_results, assert_same_search
from tests.oracles.searches import (
    GROUPS,
    SUBJECTS,
    WEIGHTS,
    Y_CLASS,
    Fresh,
    N,
    Scored,
    X,
    fit_both,
    grids,
    negative_spread,
    ours,
    randoms,
    recall_and_accuracy,
    theirs,
)


def last(results):
    return len(results["params"]) - 1


@pytest.mark.parametrize("return_train_score", [False, True])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_own_score(subject, return_train_score):
    estimator, space, *data = SUBJECTS[subject]
    both = grids(estimator, space, *data, return_train_score=return_train_score)
    assert_same_search(*both)
    assert_same_answers(*both, data[0])


def assert_same_answers(ours, theirs, samples):
    """Check that the refitted estimators say the same of some samples."""
    for method in ("predict", "predict_proba", "decision_function", "transform", "score_samples"):
        assert hasattr(ours, method) == hasattr(theirs, method)
        if hasattr(theirs, method):
            answers = [getattr(search, method)(samples) for search in (ours, theirs)]
            np.testing.assert_array_equal(*answers)


SCORINGS = {
    "str": "f1",
    "scorer": make_scorer(recall_score, zero_division=0),
    "function": negative_spread,
    "list": ["accuracy", "recall"],
    "list of one": ["recall"],
    "tuple": ("recall", "accuracy"),
    "set by name": {"r": "recall", "a": make_scorer(accuracy_score)},
    "function to dict": recall_and_accuracy,
}

SEVERAL = [name for name in SCORINGS if name not in ("str", "scorer", "function")]


@pytest.mark.parametrize(
    ("subject", "scoring"),
    [
        *product(["classifier", "pipeline"], SCORINGS),
        *product(["texts", "sparse", "precomputed"], ["scorer", "function to dict"]),
    ],
)
def test_scoring(subject, scoring):
    estimator, space, *data = SUBJECTS[subject]
    arguments = {"scoring": SCORINGS[scoring], "refit": scoring not in SEVERAL}
    assert_same_search(*grids(estimator, space, *data, **arguments, return_train_score=True))


@pytest.mark.parametrize("scoring", ["r2", "neg_mean_squared_error", make_scorer(r2_score)])
@pytest.mark.parametrize("subject", ["regressor", "multi-output", "column transformer"])
def test_scoring_of_regressors(subject, scoring):
    estimator, space, *data = SUBJECTS[subject]
    assert_same_search(*grids(estimator, space, *data, scoring=scoring))


@pytest.mark.parametrize("refit", ["recall", last, False])
@pytest.mark.parametrize("scoring", [["accuracy", "recall"], recall_and_accuracy])
def test_refit_by_one_of_several_metrics(scoring, refit):
    estimator, space, *data = SUBJECTS["classifier"]
    both = grids(estimator, space, *data, scoring=scoring, refit=refit)
    assert_same_search(*both)
    if refit:
        np.testing.assert_array_equal(*[search.predict(X) for search in both])


@pytest.mark.parametrize("refit", [True, "score", last, False, ""])
def test_refit_by_one_metric(refit):
    estimator, space, *data = SUBJECTS["pipeline"]
    both = grids(estimator, space, *data, refit=refit)
    assert_same_search(*both)
    if refit:
        np.testing.assert_array_equal(*[search.decision_function(X) for search in both])
        assert both[0].score(*data) == both[1].score(*data)


SPLITTERS = {
    "default": None,
    "folds": 4,
    "numpy folds": np.int64(3),
    "plain folds": KFold(2),
    "repeated": RepeatedKFold(n_splits=2, n_repeats=2, random_state=0),
    "shuffle": ShuffleSplit(2, test_size=0.3, random_state=0),
    "time": TimeSeriesSplit(2),
    "predefined": PredefinedSplit(np.arange(N) % 3 - 1),
    "list": list(KFold(2).split(X)),
    "lists in a list": [(list(range(30)), list(range(30, N))), (list(range(20, N)), [0, 1, 2])],
    "masks": [(np.arange(N) % 3 != fold, np.arange(N) % 3 == fold) for fold in range(2)],
}


STRATA = [
    StratifiedKFold(3, shuffle=True, random_state=1),
    StratifiedShuffleSplit(2, random_state=0),
]


@pytest.mark.parametrize("cv", SPLITTERS)
@pytest.mark.parametrize("subject", ["classifier", "regressor", "clusterer", "precomputed"])
def test_splits(subject, cv):
    estimator, space, *data = SUBJECTS[subject]
    assert_same_search(*grids(estimator, space, *data, cv=SPLITTERS[cv]))


@pytest.mark.parametrize("cv", STRATA)
def test_splits_with_strata(cv):
    estimator, space, *data = SUBJECTS["classifier of words"]
    assert_same_search(*grids(estimator, space, *data, cv=cv))


@pytest.mark.parametrize(
    "make",
    [
        lambda: StratifiedKFold(2).split(X, Y_CLASS),
        lambda: iter(list(KFold(2).split(X))),
        lambda: ((train, test) for train, test in KFold(2).split(X)),
        lambda: KFold(3, shuffle=True, random_state=np.random.RandomState(3)),
    ],
    ids=["generator", "iterator", "comprehension", "stateful"],
)
def test_splits_that_can_be_drawn_once(make):
    estimator, space, *data = SUBJECTS["pipeline"]
    assert_same_search(*grids(estimator, space, *data, cv=Fresh(make)))


@pytest.mark.parametrize("cv", [GroupKFold(3), LeaveOneGroupOut()])
@pytest.mark.parametrize("groups", [GROUPS, GROUPS.tolist()], ids=["array", "list"])
def test_groups(cv, groups):
    estimator, space, *data = SUBJECTS["classifier"]
    assert_same_search(*grids(estimator, space, *data, cv=cv, fit={"groups": groups}))


STEPS = Pipeline([("pre", StandardScaler()), ("pick", "passthrough"), ("clf", SVC())])

SPACES = {
    "empty": {},
    "list of dicts": [{"clf__C": [0.1, 1]}, {"clf__kernel": ["linear"], "clf__gamma": [1, 2.0]}],
    "list with empty dict": [{}, {"clf__C": [1]}],
    "overlapping dicts": [{"clf__C": [1, 2]}, {"clf__C": [2], "clf__tol": [0.1]}],
    "whole steps": {
        "pre": [StandardScaler(), MinMaxScaler(), "passthrough", None],
        "clf": [SVC(), LogisticRegression()],
    },
    "step with its params": [
        {"clf": [SVC()], "clf__C": [1, 2]},
        {"clf": [GaussianNB()], "clf__var_smoothing": [0.1]},
        {"pick": [SelectKBest(f_classif)], "pick__k": [1, 2, "all"]},
    ],
    "params before their step": {"clf__C": [1, 2], "clf": [SVC(), LogisticRegression()]},
    "duplicates": {"clf__C": [1, 1, 1.0, 2], "clf__shrinking": [True, True]},
    "numbers of two kinds": {"clf__C": [1, 1.0, 2]},
    "numbers and words": {"clf__gamma": ["scale", 0.5, "auto", 1]},
    "None among words": {"clf__class_weight": [None, "balanced"]},
    "dicts": {"clf__class_weight": [{0: 1, 1: 2}, None, {0: 1}]},
    "bools": {"clf__break_ties": [False], "clf__shrinking": [True, False]},
    "array": {"clf__C": np.logspace(-1, 1, 3)},
    "integers of numpy": {"clf__degree": np.arange(1, 4), "clf__kernel": np.array(["poly"])},
    "range": {"clf__degree": range(1, 3), "clf__kernel": ("poly",)},
    "functions": {"clf__kernel": [linear_kernel, "linear"], "clf__C": [1]},
}


@pytest.mark.parametrize("space", SPACES)
def test_spaces(space):
    assert_same_search(*grids(STEPS, SPACES[space], X, Y_CLASS))


VALUES = {
    "tuples": [(1, 2), (1, 1)],
    "tuples of unlike length": [(1,), (1, 2, 3)],
    "lists": [[1, 2], [3, 4]],
    "ragged lists": [[1], [2, 3]],
    "arrays": [np.arange(2), np.arange(2)],
    "None": [None, None],
    "None and tuple": [None, (1, 2)],
    "long and short words": ["a", "abcdefghij"],
    "bytes": [b"a", b"bc"],
    "booleans of numpy": [np.bool_(True), np.bool_(False)],
    "float32": [np.float32(0.1), np.float32(0.2)],
    "complex": [1j, 2.0],
    "large integers": [2**70, 1],
    "infinity and not a number": [np.inf, np.nan, -np.inf],
    "types": [int, float],
    "estimators": [SVC(), Ridge()],
    "sets": [{1}, {1, 2}],
    "dates": [np.datetime64("2020-01-01"), np.datetime64("2021-01-01")],
}


@pytest.mark.parametrize("values", VALUES)
@pytest.mark.parametrize("masked", [False, True], ids=["whole", "masked"])
def test_columns_of_params(values, masked):
    space = {"extra": VALUES[values]}
    both = grids(Scored(), [space, {"scores": [(1.0,)]}] if masked else space, X, cv=2)
    for search in both:  # an array has no single truth value that == could give
        for params in search.cv_results_["params"] + [search.best_params_]:
            if isinstance(params.get("extra"), np.ndarray):
                params["extra"] = params["extra"].tolist()
    if values == "arrays":
        columns = [search.cv_results_.pop("param_extra") for search in both]
        assert columns[0].dtype == columns[1].dtype
        np.testing.assert_array_equal(
            *[np.ma.getmaskarray(column) for column in columns], strict=True
        )
    assert_same_search(*both)


DISTRIBUTIONS = {
    "lists": ({"C": [0.1, 1, 10], "kernel": ["linear", "rbf"]}, 4),
    "one list": ({"C": [0.1, 1, 10]}, 3),
    "floats": ({"C": stats.loguniform(0.01, 100), "gamma": stats.uniform(0.1, 1)}, 6),
    "integers": ({"degree": stats.randint(1, 4), "kernel": ["poly"]}, 5),
    "list and distribution": ({"C": stats.expon(scale=10), "shrinking": [True, False]}, 5),
    "list of dicts": (
        [{"C": stats.uniform(1, 2)}, {"kernel": ["linear"], "tol": [0.1, 0.01]}],
        6,
    ),
    "lists of dicts of lists": ([{"C": [1, 2, 3]}, {"kernel": ["linear", "rbf"]}], 4),
    "many names": (
        {"C": stats.gamma(2), "coef0": stats.norm(0, 1), "gamma": ["scale", "auto"]},
        5,
    ),
}


@pytest.mark.parametrize("seed", [0, 7])
@pytest.mark.parametrize("space", DISTRIBUTIONS)
def test_random_candidates(space, seed):
    distributions, n_iter = DISTRIBUTIONS[space]
    arguments = {"n_iter": n_iter, "return_train_score": True}
    both = randoms(SVC(), distributions, X, Y_CLASS, random_state=seed, **arguments)
    assert_same_search(*both)


def test_random_state_instances_are_drawn_from_alike():
    space = {"C": stats.loguniform(0.01, 100)}
    seed = Fresh(lambda: np.random.RandomState(5))
    both = randoms(SVC(), space, X, Y_CLASS, n_iter=4, random_state=seed)
    assert_same_search(*both)
    draws = [search.random_state.randint(2**31) for search in both]
    assert draws[0] == draws[1]


def test_the_global_state_is_drawn_from_alike():
    results = []
    for room in (ours, theirs):
        np.random.seed(3)  # noqa: NPY002 - the global state is the subject
        search = room.RandomizedSearchCV(SVC(), {"C": stats.loguniform(0.01, 100)}, n_iter=3)
        results.append(search.fit(X, Y_CLASS).cv_results_)
    assert_same_results(*results)


def test_estimators_with_a_random_state_instance():
    tree = DecisionTreeClassifier(max_features=1, random_state=np.random.RandomState(0))
    both = grids(tree, {"max_depth": [1, 2, 3]}, X, Y_CLASS)
    assert_same_results(*[search.cv_results_ for search in both])


@pytest.mark.parametrize("scoring", [None, "accuracy", ["accuracy", "f1"], "r2"])
@pytest.mark.parametrize("weights", [WEIGHTS, WEIGHTS.tolist()], ids=["array", "list"])
def test_sample_weight(scoring, weights):
    estimator, space, *data = SUBJECTS["classifier"]
    refit = "f1" if isinstance(scoring, list) else True
    arguments = {"scoring": scoring, "refit": refit, "return_train_score": True}
    fit = {"sample_weight": weights}
    both = grids(estimator, space, *data, **arguments, fit=fit)
    assert_same_search(*both)
    np.testing.assert_array_equal(*[search.predict_proba(X) for search in both])


@pytest.mark.parametrize("name", ["GridSearchCV", "RandomizedSearchCV"])
@pytest.mark.parametrize("subject", ["pipeline", "regressor", "texts"])
def test_two_jobs(name, subject):
    estimator, space, *data = SUBJECTS[subject]
    more = {"n_iter": 3, "random_state": 0} if name == "RandomizedSearchCV" else {}
    both = fit_both(name, estimator, space, *data, n_jobs=2, **more)
    assert_same_search(*both)
    np.testing.assert_array_equal(*[search.predict(data[0]) for search in both])


def test_jobs_do_not_change_the_results():
    estimator, space, *data = SUBJECTS["pipeline"]
    one, two = (ours.GridSearchCV(estimator, space, n_jobs=n).fit(*data) for n in (1, 2))
    assert_same_search(two, one)


SCORES = st.floats(allow_nan=True, allow_infinity=True, width=16)


@given(
    st.lists(st.tuples(SCORES, SCORES), min_size=1, max_size=6),
    st.sampled_from([True, False]),
)
def test_ranks_means_and_spreads_of_any_scores(scores, return_train_score):
    """Ties, NaN and infinities rank as they do in scikit-learn."""
    space = {"scores": scores}
    arguments = {"cv": KFold(2), "refit": False, "return_train_score": return_train_score}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        both = grids(Scored(), space, INDEXED, **arguments)
    assert_same_search(*both)


INDEXED = np.arange(4.0).reshape(-1, 1)

PLAIN_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**80), 2**80),
    st.floats(width=32),
    st.text(max_size=3),
    st.tuples(st.integers(0, 9)),
    st.tuples(st.integers(0, 9), st.text(max_size=2)),
    st.lists(st.integers(0, 9), max_size=2),
    st.sampled_from([int, len, "passthrough", np.float32(0.5), np.int8(3)]),
)


@given(
    st.lists(
        st.fixed_dictionaries(
            {}, optional={"extra": st.lists(PLAIN_VALUES, min_size=1, max_size=3)}
        ),
        min_size=1,
        max_size=3,
    )
)
def test_columns_of_any_params(space):
    """Whatever the values, their column has the dtype, the mask and the objects."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        both = grids(Scored(), space, INDEXED, cv=2, refit=False)
    assert_same_search(*both)


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12))
def test_candidates_of_any_seed(seed, n_iter):
    space = [
        {"extra": stats.norm(0, 1), "scores": [(0.0,), (1.0,)]},
        {"extra": [1, None, "x"]},
        {"scores": [(0.5, 0.25)], "extra": stats.randint(0, 5)},
    ]
    arguments = {"n_iter": n_iter, "random_state": seed, "cv": 2, "refit": False}
    assert_same_search(*randoms(Scored(), space, INDEXED, **arguments))
