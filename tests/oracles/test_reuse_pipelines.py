"""Pipelines that share their first steps score as each does on its own."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.feature_selection import SelectKBest, SelectPercentile, mutual_info_classif
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import accuracy_score
from sklearn.model_selection import GroupKFold
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    MinMaxScaler,
    OneHotEncoder,
    PolynomialFeatures,
    StandardScaler,
)
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from tests.oracles.reuse import assert_exact, assert_served, rows_alone
from tests.oracles.searches import GROUPS, TEXTS, WEIGHTS, Y_CLASS, N, X, ours, theirs

C = [0.1, 10.0]
FRAME = pd.DataFrame(X, columns=list("abcd")).assign(kind=np.array(["u", "v", "w"])[GROUPS % 3])


def steps(**named):
    return Pipeline(list(named.items()))


class Centre(TransformerMixin, BaseEstimator):
    """A transformer that scikit-learn does not know."""

    def __init__(self, shift=0.0):
        self.shift = shift

    def fit(self, X, y=None):
        self.mean_ = X.mean(axis=0)
        return self

    def transform(self, X):
        return X - self.mean_ + self.shift


class LeavesOut(Centre):
    """Transforms the samples that it is fitted to otherwise than others."""

    def fit_transform(self, X, y=None):
        return (X - self.fit(X).mean_) * 2 + self.shift


class CentreInPlace(Centre):
    """Writes into the samples that it is given."""

    def transform(self, X):
        X -= self.mean_
        return X


class SpoilsItsSamples(ClassifierMixin, BaseEstimator):
    """Writes into the samples that it is given to fit."""

    def __init__(self, power=1):
        self.power = power

    def fit(self, X, y):
        X **= self.power
        self.inner_ = GaussianNB().fit(X, y)
        self.classes_ = self.inner_.classes_
        return self

    def predict(self, X):
        return self.inner_.predict(X)


class BreaksItsPromise(SpoilsItsSamples):
    """Says that it writes to a copy, and does not make one."""

    def __init__(self, power=1, copy_X=True):
        super().__init__(power)
        self.copy_X = copy_X


class Bare(BaseEstimator):
    """Cannot fit and transform at once."""

    def __init__(self, shift=0.0):
        self.shift = shift

    def fit(self, X, y=None):
        self.mean_ = X.mean(axis=0)
        return self

    def transform(self, X):
        return X - self.mean_ + self.shift


class OwnPipeline(Pipeline):
    """May do anything."""


class Moody(Centre):
    """Cannot be fitted with some shifts."""

    def fit(self, X, y=None):
        if self.shift < 0:
            raise ValueError("moody")
        return super().fit(X, y)


def mean_of_scaled(model, X, y):
    """Look into the fitted pipeline, and at what its steps learned."""
    return float(model[:-1].transform(X).mean() + model[0].mean_.sum() + model[-1].coef_.sum())


TWO = steps(scale=StandardScaler(), clf=SVC())
THREE = steps(scale=StandardScaler(), reduce=PCA(random_state=0), clf=LogisticRegression())
COLUMNS = ColumnTransformer(
    [
        ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), ["a", "b", "c", "d"]),
        ("kinds", OneHotEncoder(), ["kind"]),
    ]
)

# Each: pipeline, space, samples, targets. All rows are served by what is shared.
SERVED = {
    "last step": (TWO, {"clf__C": C}, X, Y_CLASS),
    "both steps": (TWO, {"scale__with_mean": [True, False], "clf__C": C}, X, Y_CLASS),
    "deep": (
        THREE,
        {"scale__with_std": [True, False], "reduce__n_components": [1, 2], "clf__C": C},
        X,
        Y_CLASS,
    ),
    "nested at the end": (
        steps(scale=MinMaxScaler(), rest=THREE),
        {"rest__reduce__n_components": [1, 3], "rest__clf__C": C},
        X,
        Y_CLASS,
    ),
    "nested at the front": (
        steps(front=make_pipeline(StandardScaler(), PCA(2, random_state=0)), clf=SVC()),
        {"front__pca__n_components": [1, 2], "clf__C": C},
        X,
        Y_CLASS,
    ),
    "columns of a frame": (
        steps(columns=COLUMNS, clf=LogisticRegression()),
        {"columns__numbers__simpleimputer__strategy": ["mean", "median"], "clf__C": C},
        FRAME,
        Y_CLASS,
    ),
    "frames between steps": (
        steps(scale=StandardScaler().set_output(transform="pandas"), clf=SVC()),
        {"clf__C": C},
        FRAME[["a", "b"]],
        pd.Series(Y_CLASS),
    ),
    "texts": (
        steps(words=TfidfVectorizer(), clf=LogisticRegression()),
        {"words__sublinear_tf": [True, False], "clf__C": C},
        TEXTS,
        Y_CLASS,
    ),
    "texts, dense": (
        steps(words=TfidfVectorizer(), lsa=TruncatedSVD(2, random_state=0), clf=SVC()),
        {"clf__C": C},
        np.array(TEXTS),
        Y_CLASS,
    ),
    "steps left out": (
        steps(first=MinMaxScaler(), scale=StandardScaler(), reduce=PCA(2), clf=SVC()),
        {"scale": ["passthrough", StandardScaler()], "reduce": [None, "passthrough", PCA(1)]}
        | {"clf__C": C},
        X,
        Y_CLASS,
    ),
    "steps swapped": (
        TWO,
        [
            {"scale": [MinMaxScaler(), StandardScaler()], "clf__C": C},
            {"clf": [GaussianNB(), LogisticRegression()], "scale__with_std": [True, False]},
        ],
        X,
        Y_CLASS,
    ),
    "repeated rows": (
        steps(scale=StandardScaler(), clf=LogisticRegression()),
        [{"clf__C": [1, 1, 0.1]}, {"clf__C": [1, 1.0]}],
        X,
        Y_CLASS,
    ),
    "function": (
        steps(power=FunctionTransformer(np.square, kw_args={}), clf=SVC()),
        {"power__func": [np.square, np.abs, None], "clf__C": C},
        X,
        Y_CLASS,
    ),
    "cross-fitted encoding": (
        steps(code=LeavesOut(), clf=LogisticRegression()),
        {"code__shift": [0, 1.0], "clf__C": C},
        X,
        Y_CLASS,
    ),
    "union": (
        steps(union=FeatureUnion([("a", PCA(1)), ("b", SelectKBest(k=1))]), clf=SVC()),
        {"union__a": [PCA(1), "drop"], "clf__C": C},
        X,
        Y_CLASS,
    ),
    "selector, then more": (
        steps(scale=StandardScaler(), pick=SelectKBest(), poly=PolynomialFeatures(2), clf=SVC()),
        {"pick__k": [1, 2, 4], "poly__degree": [1, 2], "clf__C": C},
        X,
        Y_CLASS,
    ),
    "selector and forest": (
        steps(pick=SelectPercentile(), clf=RandomForestClassifier(random_state=0)),
        {"pick__percentile": [30, 60], "clf__n_estimators": [2, 5], "clf__max_leaf_nodes": [3, 4]},
        X,
        Y_CLASS,
    ),
    "neighbours": (
        steps(scale=StandardScaler(), clf=KNeighborsClassifier()),
        {"scale__with_std": [True, False], "clf__n_neighbors": [1, 4, 7]},
        X,
        Y_CLASS,
    ),
    "regression": (
        steps(poly=PolynomialFeatures(), ridge=Ridge()),
        {"poly__degree": [1, 2], "ridge__alpha": [0.1, 1]},
        X,
        X[:, 0] ** 2,
    ),
    "two targets": (
        steps(poly=PolynomialFeatures(), ridge=Ridge()),
        {"ridge__alpha": [0.1, 1]},
        X,
        X[:, :2],
    ),
    "foreign transformer": (
        steps(centre=Centre(), clf=SVC()),
        {"centre__shift": [0, 1], "clf__C": C},
        X,
        Y_CLASS,
    ),
    "transformers of the least that is needed": (
        steps(scale=StandardScaler(), bare=Bare(), reduce=PCA(2), clf=SVC()),
        {"bare__shift": [0, 1], "reduce__n_components": [1, 2], "clf__C": C},
        X,
        Y_CLASS,
    ),
    "ends that copy what they are given": (
        steps(scale=StandardScaler(), reduce=PCA(), ridge=Ridge()),
        {"reduce__n_components": [2, 3], "ridge__alpha": C, "ridge__fit_intercept": [True, False]},
        X,
        X[:, 0] ** 2,
    ),
    "seeds in the space": (
        steps(reduce=PCA(2, svd_solver="randomized"), clf=SVC()),
        {"reduce__random_state": [0, 1], "clf__C": C},
        X,
        Y_CLASS,
    ),
}


@pytest.mark.parametrize("case", SERVED)
def test_scores(case):
    assert_served(*SERVED[case])


@pytest.mark.parametrize("case", ["deep", "columns of a frame", "texts", "selector, then more"])
def test_scores_with_two_jobs(case):
    pipe, space, *data = SERVED[case]
    expected = theirs.GridSearchCV(pipe, space, cv=2).fit(*data).cv_results_
    search = ours.GridSearchCV(pipe, space, cv=2, n_jobs=2).fit(*data)
    for name in ("split0_test_score", "mean_test_score", "rank_test_score"):
        np.testing.assert_array_equal(search.cv_results_[name], expected[name])
    assert search.cv_results_["params"] == expected["params"]


SCORINGS = {
    "several": {"scoring": ["accuracy", "roc_auc", "neg_log_loss"]},
    "look inside": {"scoring": mean_of_scaled},
    "fail to score": {"scoring": "neg_mean_poisson_deviance", "error_score": -1.0},
    "groups": {"cv": GroupKFold(3), "fit": {"groups": GROUPS}},
    "weights": {"fit": {"clf__sample_weight": WEIGHTS}},
    "weights of two steps": {
        "fit": {"clf__sample_weight": WEIGHTS, "scale__sample_weight": WEIGHTS.tolist()}
    },
}


@pytest.mark.parametrize("scoring", SCORINGS)
def test_scorings_and_metadata(scoring):
    space = {"scale__with_std": [True, False], "clf__C": C}
    pipe = steps(scale=StandardScaler(), clf=LogisticRegression())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore" if scoring == "fail to score" else "error")
        alone = assert_exact(pipe, space, X, Y_CLASS, **SCORINGS[scoring])
    assert alone == (list(range(4)) if scoring == "fail to score" else [])


# Each: pipeline, space, numbers of the rows that nothing shared may serve.
SPOILT = {
    "samples scaled in place": (
        steps(scale=StandardScaler(copy=False), clf=SVC()),
        {"clf__C": C},
        [0, 1],
    ),
    "samples spoilt by choice": (
        steps(scale=StandardScaler(), clf=SVC()),
        {"scale__copy": [True, False], "clf__C": C},
        [1, 3],
    ),
    "foreign step in place": (
        steps(centre=CentreInPlace(), clf=SVC()),
        {"clf__C": C},
        [0, 1],
    ),
    "foreign model in place": (
        steps(scale=StandardScaler(), clf=SpoilsItsSamples()),
        {"clf__power": [1, 2]},
        [0, 1],
    ),
    "foreign model that promised to copy": (
        steps(scale=StandardScaler(), clf=BreaksItsPromise()),
        {"clf__power": [2, 1, 3]},  # to the power of one, nothing changes
        [0, 2],
    ),
    "foreign model that promised to copy, repeated": (
        BreaksItsPromise(),
        [{"power": [2]}, {"power": [2, 1]}, {"power": [1]}],
        [0, 1],
    ),
}


@pytest.mark.parametrize("case", SPOILT)
def test_steps_that_write_into_their_samples(case):
    pipe, space, alone = SPOILT[case]
    assert assert_exact(pipe, space, X, Y_CLASS) == alone


@pytest.mark.parametrize(
    ("pipe", "space"),
    [
        (OwnPipeline(TWO.steps), {"clf__C": C}),
        (steps(scale=StandardScaler(), clf=OwnPipeline(TWO.steps)), {"clf__clf__C": C}),
        (TWO, {"clf": [OwnPipeline(TWO.steps)], "clf__clf__C": C}),
    ],
)
def test_pipelines_of_other_classes(pipe, space):
    assert_exact(pipe, space, X, Y_CLASS)


def test_memory_has_its_own_reuse(tmp_path):
    pipe = Pipeline(THREE.steps, memory=str(tmp_path))
    plan = ours.GridSearchCV(pipe, {"clf__C": C}, cv=2).plan(X, Y_CLASS)
    assert plan.n_fits_needed == plan.n_fits_written
    assert_exact(pipe, {"clf__C": C}, X, Y_CLASS)


@pytest.mark.parametrize(
    "pipe",
    [
        steps(moody=Moody(), clf=SVC()),
        steps(scale=StandardScaler(), moody=Moody(), clf=SVC()),
    ],
    ids=["first", "second"],
)
def test_a_front_that_fails_fails_the_rows_that_stand_on_it(pipe):
    space = {"moody__shift": [0, -1], "clf__C": [0.1, 1]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        alone = assert_exact(pipe, space, X, Y_CLASS, error_score=-2.0)
    assert alone == [1, 3]


def test_an_end_that_fails_fails_alone():
    pipe = steps(scale=StandardScaler(), clf=RandomForestClassifier(random_state=0))
    space = {"clf__n_estimators": [2, -1, 4], "clf__max_leaf_nodes": [3, 1]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        alone = assert_exact(pipe, space, X, Y_CLASS, error_score=-2.0)
    params = list(theirs.ParameterGrid(space))
    assert alone == [
        number
        for number, row in enumerate(params)
        if row["clf__n_estimators"] < 1 or row["clf__max_leaf_nodes"] < 2
    ]
    assert alone


def test_an_error_is_let_through_when_asked_to():
    pipe = steps(moody=Moody(), clf=SVC())
    search = ours.GridSearchCV(
        pipe, {"moody__shift": [0, -1], "clf__C": C}, error_score="raise", cv=2
    )
    with pytest.raises(ValueError, match="moody"):
        search.fit(X, Y_CLASS)


@pytest.mark.parametrize("seed", [None, np.random.RandomState(0)], ids=["None", "generator"])
@pytest.mark.parametrize(
    ("estimator", "space"),
    [
        (RandomForestClassifier(), {"n_estimators": [2, 3]}),
        (DecisionTreeClassifier(max_features=1), {"max_leaf_nodes": [3, 4]}),
        (
            steps(reduce=PCA(2, svd_solver="randomized"), clf=SVC()),
            {"clf__C": C},
        ),
        (LogisticRegression(), [{"C": [1]}, {"C": [1]}]),
    ],
    ids=["forest", "tree", "front", "no draws"],
)
def test_what_is_drawn_is_not_shared(estimator, space, seed):
    name = "reduce__random_state" if isinstance(estimator, Pipeline) else "random_state"
    estimator.set_params(**{name: seed})
    with rows_alone() as alone:
        ours.GridSearchCV(estimator, space, cv=2, refit=False).fit(X, Y_CLASS)
    fits = sorted(set(alone))
    if isinstance(estimator, LogisticRegression) and seed is None:
        assert fits == []  # nothing was drawn, so a repeated row has the same scores
    elif not isinstance(estimator, Pipeline) or seed is not None:
        assert fits == list(range(len(list(theirs.ParameterGrid(space)))))


@pytest.mark.parametrize("then", [{}, {"scale": StandardScaler(), "reduce": PCA(2)}])
def test_open_seeds_in_a_front_give_every_fit_its_own_draws(then):
    pipe = steps(noise=FunctionTransformer(add_noise), **then, clf=LogisticRegression())
    results = (
        ours.GridSearchCV(pipe, {"clf__C": [1.0, 1.0 + 1e-12]}, scoring="neg_log_loss", cv=2)
        .fit(X, Y_CLASS)
        .cv_results_
    )
    assert (results["split0_test_score"][0] != results["split0_test_score"][1]).all()


def add_noise(X):
    return X + np.random.normal(size=X.shape)  # noqa: NPY002 - the global state is the subject


def test_score_functions_that_draw_are_asked_anew():
    pipe = steps(pick=SelectKBest(mutual_info_classif), clf=SVC())
    np.random.seed(0)  # noqa: NPY002 - the global state is the subject
    search = ours.GridSearchCV(pipe, {"pick__k": [1, 2, 3]}, cv=2).fit(X, Y_CLASS)
    assert np.isfinite(search.cv_results_["mean_test_score"]).all()


FRONTS = st.sampled_from(
    [StandardScaler(), MinMaxScaler(), PCA(2), SelectKBest(k=2), Centre(), "passthrough"]
)
ENDS = st.sampled_from(
    [
        SVC(),
        GaussianNB(),
        KNeighborsClassifier(3),
        DecisionTreeClassifier(random_state=0),
        RandomForestClassifier(3, random_state=0),
    ]
)


@settings(max_examples=6)
@given(
    st.lists(FRONTS, min_size=1, max_size=3),
    st.lists(FRONTS, min_size=1, max_size=3),
    st.lists(ENDS, min_size=1, max_size=3),
)
def test_any_pipelines(first, second, last):
    """Whatever stands where, and however often."""
    pipe = steps(first=StandardScaler(), second=PCA(), last=SVC())
    space = {"first": first, "second": second, "last": last}
    assert_exact(pipe, space, X, Y_CLASS, without=False)


def test_scorers_that_need_the_true_steps():
    """A scorer of one's own sees estimators, and no stand-ins for them."""
    seen = set()

    def scorer(model, X, y):
        seen.update(type(step) for step in model.named_steps.values())
        return accuracy_score(y, model.predict(X))

    assert_served(TWO, {"clf__C": C}, X, Y_CLASS, scoring=scorer)
    assert seen == {StandardScaler, SVC}


WIDE = pd.DataFrame(
    np.random.RandomState(0).normal(size=(N, 23)), columns=list("abcdefghijklmnopqrstuvw")
)


@pytest.mark.parametrize(
    "pipe",
    [
        steps(scale=StandardScaler(), clf=GaussianNB()),
        steps(scale=StandardScaler().set_output(transform="pandas"), clf=GaussianNB()),
        steps(clf=GaussianNB()),
    ],
    ids=["into arrays", "into frames", "alone"],
)
def test_frames_are_summed_in_the_same_order(pipe):
    """Their layout in memory is that of fits apart, and so are the last bits of means."""
    priors = [{"clf__priors": [[0.5, 0.5], [0.4, 0.6], None]}, {"clf__priors": [None]}]
    assert_exact(pipe, priors, WIDE, Y_CLASS, scoring="neg_log_loss")


def test_samples_are_left_as_they_were():
    given_X, given_y = X.copy(), Y_CLASS.copy()
    ours.GridSearchCV(TWO, {"clf__C": C}, cv=2).fit(given_X, given_y)
    assert given_X.flags.writeable
    assert given_y.flags.writeable
    np.testing.assert_array_equal(given_X, X)
    assert len(given_X) == N
