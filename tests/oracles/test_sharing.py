"""Where one fit could serve several params, the results are still those of a fit for each."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.ensemble import (
    AdaBoostClassifier,
    BaggingClassifier,
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
    RandomTreesEmbedding,
)
from sklearn.feature_selection import RFE, SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import KFold
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from tests.oracles.cv_results import assert_same_results, assert_same_search, listen
from tests.oracles.searches import (
    SUBJECTS,
    WEIGHTS,
    Y_CLASS,
    Y_MULTILABEL,
    Y_MULTIOUTPUT,
    Y_NAMED,
    Y_REAL,
    X,
    grids,
    make_both,
    ours,
    randoms,
    theirs,
)


class Writing(TransformerMixin, BaseEstimator):
    """Writes to the samples it is given."""

    def __init__(self, shift=0.0):
        self.shift = shift

    def fit(self, X, y=None):
        X += self.shift
        self.mean_ = float(np.mean(X))
        return self

    def transform(self, X):
        X -= self.mean_
        return X


class Drawing(TransformerMixin, BaseEstimator):
    """Adds noise from numpy's global state."""

    def __init__(self, scale=0.5):
        self.scale = scale

    def fit(self, X, y=None):
        self.noise_ = np.random.normal(scale=self.scale)  # noqa: NPY002 - the subject
        return self

    def transform(self, X):
        return X + self.noise_ * np.arange(X.shape[1])


class FailingStep(TransformerMixin, BaseEstimator):
    """Fails for samples that are too large."""

    def __init__(self, limit=9.0):
        self.limit = limit

    def fit(self, X, y=None):
        if X.max() > self.limit:
            raise ValueError(f"above {self.limit}")
        return self

    def transform(self, X):
        return X


class Typed(TransformerMixin, BaseEstimator):
    """Gives what it is given as frames, lists or sparse matrices."""

    def __init__(self, form="list"):
        self.form = form

    def fit(self, X, y=None):
        return self

    def transform(self, X):
        return X.tolist() if self.form == "list" else np.asfortranarray(X)


class Lasting(StandardScaler):
    """Remembers the fit of another of its kind, as a class attribute."""

    fits = 0

    def fit(self, X, y=None, sample_weight=None):
        super().fit(X, y, sample_weight)
        self.with_std_ = bool(type(self).fits >= 0)
        return self


CLASSIFIERS = {
    "trees of a forest": (
        RandomForestClassifier(random_state=0),
        {"n_estimators": [1, 5, 3], "max_depth": [2, None]},
    ),
    "trees of a forest with scores of their own": (
        ExtraTreesClassifier(bootstrap=True, oob_score=True, random_state=0),
        {"n_estimators": [40, 30]},
    ),
    "stages of boosting": (
        GradientBoostingClassifier(random_state=0),
        {"n_estimators": [1, 4], "learning_rate": [0.1, 0.5]},
    ),
    "stages of boosting of a part": (
        GradientBoostingClassifier(random_state=0, subsample=0.5, max_features=2),
        {"n_estimators": [4, 2, 3]},
    ),
    "stages of boosting that may stop early": (
        GradientBoostingClassifier(random_state=0, n_iter_no_change=1),
        {"n_estimators": [2, 9]},
    ),
    "stages of boosting by histograms": (
        HistGradientBoostingClassifier(random_state=0, min_samples_leaf=5),
        {"max_iter": [1, 4], "max_leaf_nodes": [3, 5]},
    ),
    "stages of histograms that may stop early": (
        HistGradientBoostingClassifier(random_state=0, min_samples_leaf=5, early_stopping=True),
        {"max_iter": [3, 5]},
    ),
    "rounds of boosting": (AdaBoostClassifier(random_state=0), {"n_estimators": [1, 6, 3]}),
    "members of a bag": (
        BaggingClassifier(DecisionTreeClassifier(), random_state=0),
        {"n_estimators": [2, 4]},
    ),
    "neighbours": (
        KNeighborsClassifier(),
        {"n_neighbors": [1, 9, 3], "weights": ["uniform", "distance"], "p": [1, 2]},
    ),
    "pruned trees": (
        DecisionTreeClassifier(random_state=0),
        {"ccp_alpha": [0.0, 0.01, 0.1], "max_depth": [3, None], "min_samples_leaf": [1, 3]},
    ),
    "trees of random features": (
        DecisionTreeClassifier(random_state=3, max_features=1, splitter="random"),
        {"ccp_alpha": [0.0, 0.05], "max_depth": [1, 2, 4]},
    ),
    "features by rank": (
        make_pipeline(SelectKBest(f_classif), LogisticRegression()),
        {"selectkbest__k": [2, 1, "all"], "logisticregression__C": [0.1, 1]},
    ),
    "features left one after the other": (
        RFE(LogisticRegression()),
        {"n_features_to_select": [1, 2, 0.75], "step": [1, 2]},
    ),
    "components": (
        make_pipeline(StandardScaler(), PCA(svd_solver="full"), SVC()),
        {"pca__n_components": [1, 2, 0.9], "pca__whiten": [True, False], "svc__C": [0.1, 1]},
    ),
    "components at random": (
        make_pipeline(PCA(svd_solver="randomized", random_state=0), LogisticRegression()),
        {"pca__n_components": [1, 2], "logisticregression__C": [0.1, 1]},
    ),
    "a random first step": (
        make_pipeline(RandomTreesEmbedding(3, random_state=0), LogisticRegression()),
        {"logisticregression__C": [0.1, 1], "randomtreesembedding__max_depth": [1, 2]},
    ),
    "a union": (
        make_pipeline(make_union(PCA(1), SelectKBest(f_classif, k=1)), SVC()),
        {"featureunion__pca__n_components": [1, 2], "svc__C": [0.1, 1]},
    ),
    "a pipeline in a pipeline": (
        make_pipeline(make_pipeline(StandardScaler(), PCA(2)), KNeighborsClassifier()),
        {"pipeline__pca__n_components": [1, 2], "kneighborsclassifier__n_neighbors": [1, 5]},
    ),
    "steps swapped": (
        Pipeline([("pre", StandardScaler()), ("pca", PCA(2)), ("clf", SVC())]),
        {"pre": [StandardScaler(), "passthrough", None], "clf": [SVC(), LogisticRegression()]},
    ),
    "a step that writes to its samples": (
        make_pipeline(StandardScaler(), Writing(), SVC()),
        {"writing__shift": [0.0, 1.0], "svc__C": [0.1, 1]},
    ),
    "a writing step before those that vary": (
        make_pipeline(Writing(1.0), StandardScaler(copy=False), SVC()),
        {"svc__C": [0.1, 1], "svc__kernel": ["linear", "rbf"]},
    ),
    "a step told to write into its samples": (
        make_pipeline(StandardScaler(copy=False), SVC()),
        {"svc__C": [0.1, 1]},
    ),
    "arrays of another order between steps": (
        make_pipeline(StandardScaler(), Typed("array"), SVC()),
        {"svc__C": [0.1, 1]},
    ),
    "lists between steps": (
        make_pipeline(StandardScaler(), Typed("list"), SVC()),
        {"svc__C": [0.1, 1]},
    ),
    "a step that fails at times": (
        make_pipeline(StandardScaler(), FailingStep(), SVC()),
        {"failingstep__limit": [2.4, 90.0], "svc__C": [0.1, 1]},
    ),
    "a class that keeps state": (
        make_pipeline(Lasting(), SVC()),
        {"svc__C": [0.1, 1]},
    ),
}


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.FitFailedWarning")
@pytest.mark.filterwarnings("ignore:One or more of the test scores are non-finite")
@pytest.mark.filterwarnings("ignore:One or more of the train scores are non-finite")
@pytest.mark.parametrize("return_train_score", [False, True])
@pytest.mark.parametrize("subject", CLASSIFIERS)
def test_classifiers(subject, return_train_score):
    estimator, space = CLASSIFIERS[subject]
    arguments = {"cv": 2, "return_train_score": return_train_score}
    both = [
        search.fit(3 * X + 1, Y_NAMED)  # of its own, since some steps write to what they are given
        for search in make_both("GridSearchCV", estimator, space, **arguments)
    ]
    assert_same_search(*both)
    np.testing.assert_array_equal(*[search.predict(3 * X + 1) for search in both])


@pytest.mark.parametrize(
    "subject",
    ["trees of a forest", "stages of boosting", "neighbours", "pruned trees", "components"],
)
@pytest.mark.parametrize("scoring", ["roc_auc", ["neg_log_loss", "accuracy"]])
def test_probabilities(subject, scoring):
    estimator, space = CLASSIFIERS[subject]
    if subject == "components":
        estimator = make_pipeline(*[step for _, step in estimator.steps[:-1]], LogisticRegression())
        space = {"pca__n_components": [1, 2], "logisticregression__C": [0.1, 1]}
    assert_same_search(*grids(estimator, space, X, Y_CLASS, scoring=scoring, refit=False))


REGRESSORS = {
    "forest": (RandomForestRegressor(random_state=0), {"n_estimators": [1, 4, 2]}),
    "boosting": (
        GradientBoostingRegressor(random_state=0),
        {"n_estimators": [1, 5, 3], "max_depth": [1, 2]},
    ),
    "histograms": (
        HistGradientBoostingRegressor(random_state=0, min_samples_leaf=5),
        {"max_iter": [1, 4], "learning_rate": [0.1, 1.0]},
    ),
    "neighbours": (KNeighborsRegressor(), {"n_neighbors": [1, 4], "weights": ["distance"]}),
    "tree": (DecisionTreeRegressor(random_state=0), {"ccp_alpha": [0.0, 0.1], "max_depth": [2, 4]}),
    "components": (
        make_pipeline(PCA(), Ridge()),
        {"pca__n_components": [1, 2, 3], "ridge__alpha": [0.1, 1]},
    ),
}


@pytest.mark.parametrize("y", [Y_REAL, Y_MULTIOUTPUT], ids=["one output", "two outputs"])
@pytest.mark.parametrize("subject", REGRESSORS)
def test_regressors(subject, y):
    if y is Y_MULTIOUTPUT and subject in ("boosting", "histograms"):
        return
    estimator, space = REGRESSORS[subject]
    both = grids(estimator, space, X, y, return_train_score=True)
    assert_same_search(*both)
    np.testing.assert_array_equal(*[search.predict(X) for search in both])


@pytest.mark.parametrize("subject", ["trees of a forest", "neighbours", "pruned trees"])
def test_labels(subject):
    estimator, space = CLASSIFIERS[subject]
    assert_same_search(*grids(estimator, space, X, Y_MULTILABEL))


@pytest.mark.parametrize(
    "subject", ["trees of a forest", "stages of boosting", "rounds of boosting", "pruned trees"]
)
def test_weights(subject):
    estimator, space = CLASSIFIERS[subject]
    fit = {"sample_weight": WEIGHTS}
    assert_same_search(*grids(estimator, space, X, Y_CLASS, fit=fit, return_train_score=True))


def test_weights_of_a_step():
    estimator = make_pipeline(StandardScaler(), PCA(2), LogisticRegression())
    space = {"logisticregression__C": [0.1, 1], "pca__n_components": [1, 2]}
    fit = {"standardscaler__sample_weight": WEIGHTS, "logisticregression__sample_weight": WEIGHTS}
    assert_same_search(*grids(estimator, space, X, Y_CLASS, fit=fit))


def test_clusters():
    estimator = make_pipeline(StandardScaler(), KMeans(n_init=1, random_state=0))
    assert_same_search(*grids(estimator, {"kmeans__n_clusters": [2, 3]}, X))


def test_a_kernel():
    kernel = X @ X.T
    assert_same_search(*grids(SVC(kernel="precomputed"), {"C": [0.1, 1]}, kernel, Y_CLASS))
    distances = np.abs(X[:, :1] - X[:, 0])
    space = {"n_neighbors": [1, 3]}
    estimator = KNeighborsClassifier(metric="precomputed")
    assert_same_search(*grids(estimator, space, distances, Y_CLASS))


def test_duplicates():
    estimator, _ = CLASSIFIERS["stages of boosting"]
    space = [{"n_estimators": [3, 3, 1]}, {"n_estimators": [3]}, {"n_estimators": [np.int64(1), 2]}]
    assert_same_search(*grids(estimator, space, X, Y_CLASS))


@pytest.mark.parametrize("subject", ["components", "neighbours", "trees of a forest"])
def test_random_candidates(subject):
    estimator, space = CLASSIFIERS[subject]
    both = randoms(estimator, space, X, Y_CLASS, n_iter=5, random_state=0)
    assert_same_search(*both)


@pytest.mark.parametrize("subject", ["components", "stages of boosting"])
def test_two_jobs(subject):
    estimator, space = CLASSIFIERS[subject]
    assert_same_search(*grids(estimator, space, X, Y_CLASS, n_jobs=2))


DRAWING = {
    "forest": (RandomForestClassifier(), {"n_estimators": [2, 4], "max_depth": [1, 2]}),
    "boosting": (GradientBoostingClassifier(subsample=0.5), {"n_estimators": [2, 4]}),
    "bag": (BaggingClassifier(DecisionTreeClassifier(max_features=1)), {"n_estimators": [2, 4]}),
    "one instance": (
        RandomForestClassifier(random_state=np.random.RandomState(0)),
        {"n_estimators": [2, 4]},
    ),
    "a step whose params all differ": (
        make_pipeline(Drawing(), KNeighborsClassifier()),
        {"drawing__scale": [0.1, 2.0]},
    ),
    "an instance in a step": (
        make_pipeline(
            RandomTreesEmbedding(3, random_state=np.random.RandomState(0)), LogisticRegression()
        ),
        {"logisticregression__C": [0.1, 1, 10]},
    ),
}

# Fits that share the first step of a pipeline are made split by split, scikit-learn's candidate
# by candidate: each draws anew, but from another place of the global stream.
DRAWING_TOGETHER = {
    "a shared step": (make_pipeline(Drawing(), SVC()), {"svc__C": [0.1, 1, 10]}),
    "after a shared step": (
        make_pipeline(StandardScaler(), RandomForestClassifier(4)),
        {"randomforestclassifier__max_depth": [1, 2, 3]},
    ),
}


def from_one_state(estimator, space, **arguments):
    """Give both results, each with the same global state at the start."""
    results = []
    for room, more in ((ours, arguments), (theirs, {})):
        np.random.seed(0)  # noqa: NPY002 - the subject
        more = {"cv": 2, "refit": False, "scoring": "roc_auc", **more}
        search = room.GridSearchCV(estimator, space, **more)
        results.append(search.fit(X, Y_CLASS).cv_results_)
    return results


@pytest.mark.parametrize(("estimator", "space"), DRAWING.values(), ids=DRAWING)
def test_fits_that_draw_are_not_shared(estimator, space):
    assert_same_results(*from_one_state(estimator, space))


@pytest.mark.parametrize(("estimator", "space"), DRAWING_TOGETHER.values(), ids=DRAWING_TOGETHER)
def test_fits_that_draw_are_made_in_order_without_reuse(estimator, space):
    assert_same_results(*from_one_state(estimator, space, reuse=False))


@pytest.mark.parametrize(("estimator", "space"), DRAWING_TOGETHER.values(), ids=DRAWING_TOGETHER)
def test_fits_that_draw_each_draw_their_own(estimator, space):
    """Fits of the same params differ, as they would without sharing."""
    np.random.seed(0)  # noqa: NPY002 - the subject
    twice = {name: values[:1] * 3 for name, values in space.items()}
    search = ours.GridSearchCV(estimator, twice, scoring="roc_auc", cv=2).fit(X, Y_CLASS)
    assert np.ptp(search.cv_results_["mean_test_score"]) > 0


class Noting(BaseEstimator):
    """Scores the sum of its weights, and then writes into them."""

    def __init__(self, depth=0):
        self.depth = depth

    def fit(self, X, y, sample_weight):
        self.sum_ = float(np.sum(sample_weight))
        sample_weight += 1
        return self

    def score(self, X, y):
        return self.sum_


def test_weights_that_are_written_to():
    estimator = make_pipeline(StandardScaler(), Noting())
    fit = {"noting__sample_weight": WEIGHTS.copy()}
    both = grids(estimator, {"noting__depth": [0, 1, 2]}, X, Y_CLASS, fit=fit, refit=False)
    assert_same_search(*both)


def spoiling(estimator, X, y):
    """Score an estimator, and spoil it."""
    score = estimator.score(X, y) + estimator[0].mean_[0]
    estimator[0].mean_ = estimator[0].mean_ + 1
    return score


def spoiling_samples(estimator, X, y):
    """Score an estimator on some samples, and spoil them."""
    score = estimator.score(X, y) + float(X.iloc[0, 0])
    X.iloc[0, 0] += 1.0
    return score


@pytest.mark.parametrize("space", [{"n_estimators": [1, 5, 3]}, {"max_depth": [2, 2, 3]}], ids=str)
def test_a_scorer_that_spoils_the_samples(space):
    estimator = RandomForestClassifier(3, random_state=0)
    frame = pd.DataFrame(X, columns=list("abcd"))
    arguments = {"scoring": spoiling_samples, "return_train_score": True}
    assert_same_search(*grids(estimator, space, frame, Y_CLASS, **arguments))


@pytest.mark.parametrize("return_train_score", [False, True])
def test_a_scorer_that_spoils_the_estimator(return_train_score):
    estimator = make_pipeline(StandardScaler(), LogisticRegression())
    space = {"logisticregression__C": [0.1, 1, 10]}
    arguments = {"scoring": spoiling, "return_train_score": return_train_score}
    assert_same_search(*grids(estimator, space, X, Y_CLASS, **arguments))


@pytest.mark.parametrize(
    ("form", "first"),
    [
        (np.asarray, StandardScaler(copy=False)),
        (np.asarray, Writing(1.0)),
        (pd.DataFrame, StandardScaler(copy=False)),
        (pd.DataFrame, Writing(1.0)),
        (np.ndarray.tolist, StandardScaler(copy=False)),
    ],
    ids=["array, told", "array, unasked", "frame, told", "frame, unasked", "list, told"],
)
def test_training_samples_that_are_written_to(form, first):
    estimator = make_pipeline(first, SVC())
    arguments = {"cv": 2, "return_train_score": True, "refit": False}
    both = [
        search.fit(form(3 * X + 1), Y_CLASS)
        for search in make_both("GridSearchCV", estimator, {"svc__C": [0.1, 1]}, **arguments)
    ]
    assert_same_search(*both)


LOUD = {
    "more neighbours than samples": (
        KNeighborsClassifier(),
        {"n_neighbors": [5, 100]},
        X,
    ),
    "neighbours in frames": (
        KNeighborsClassifier(algorithm="kd_tree"),
        {"n_neighbors": [1, 5], "weights": ["uniform", "distance"]},
        pd.DataFrame(X.round(), columns=list("abcd")),
    ),
    "more features than there are": (
        SelectKBest(f_classif),
        {"k": [1, 9]},
        X,
    ),
    "a step that fails at times": (
        make_pipeline(StandardScaler(), FailingStep(), LogisticRegression()),
        {"failingstep__limit": [2.4, 9.0], "logisticregression__C": [0.1, 1]},
        X,
    ),
    "a solver that stops early": (
        make_pipeline(StandardScaler(), LogisticRegression(max_iter=1)),
        {"logisticregression__C": [0.1, 1]},
        X,
    ),
}


@pytest.mark.parametrize("case", LOUD)
def test_warnings_are_those_of_fits_apart(case):
    """Each as often, whatever their order."""
    estimator, space, samples = LOUD[case]
    scoring = (lambda *_: 0.0) if case == "more features than there are" else None
    searches = make_both("GridSearchCV", estimator, space, scoring=scoring, cv=2, refit=False)
    said = [listen(search, samples, Y_CLASS) for search in searches]
    assert said[0].error is said[1].error is None
    assert Counter(said[0].warnings) == Counter(said[1].warnings)
    assert_same_search(*searches)


class FailsOnSplits(TransformerMixin, BaseEstimator):
    """Fails for some values on some of two splits, and says so."""

    def __init__(self, value=0, failing=()):
        self.value = value
        self.failing = failing

    def fit(self, X, y):
        split = int(X[0, 0] == COUNTED[0, 0])
        if (self.value, split) in self.failing:
            raise ValueError(f"value {self.value} fails on split {split}")
        self.fitted_ = True
        return self

    def score(self, X, y):
        return 0.0


COUNTED = np.arange(24.0).reshape(12, 2)
OUT_OF_ORDER = pytest.mark.xfail(
    strict=True, reason="what fails first in the order of the plan is raised"
)

# Each: which values fail on which splits, the space.
FIRST_ERRORS = {
    "one front": ([(2, 0), (2, 1), (3, 0), (3, 1)], {"end__value": [0, 1, 2, 3]}),
    "the front varies fastest": (
        [(1, 0), (1, 1), (2, 0), (2, 1)],
        {"end__value": [0, 1, 2], "front__validate": [True, False]},
    ),
    "two fronts": (
        [(5, 0), (5, 1), (7, 0), (7, 1)],
        [
            {"end__value": [value], "front__validate": [validate]}
            for value, validate in [(0, True), (5, False), (7, True), (0, False)]
        ],
    ),
    "a later row on an earlier split": ([(1, 1), (2, 0)], {"end__value": [0, 1, 2]}),
}


@pytest.mark.parametrize(
    "case",
    [
        "one front",
        "the front varies fastest",
        pytest.param("two fronts", marks=OUT_OF_ORDER),
        pytest.param("a later row on an earlier split", marks=OUT_OF_ORDER),
    ],
)
def test_the_first_error_is_that_of_the_first_row(case):
    failing, space = FIRST_ERRORS[case]
    pipe = Pipeline(
        [("front", FunctionTransformer()), ("end", FailsOnSplits(failing=tuple(failing)))]
    )
    messages = []
    for search in make_both("GridSearchCV", pipe, space, cv=KFold(2), error_score="raise"):
        with pytest.raises(ValueError, match="fails on split") as raised:
            search.fit(COUNTED, np.arange(12) % 2)
        messages.append(str(raised.value))
    assert messages[0] == messages[1]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_without_reuse(subject):
    estimator, space, *data = SUBJECTS[subject]
    search = ours.GridSearchCV(estimator, space, cv=2, reuse=False).fit(*data)
    assert_same_search(search, theirs.GridSearchCV(estimator, space, cv=2).fit(*data))
