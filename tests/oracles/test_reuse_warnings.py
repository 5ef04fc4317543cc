"""Rows that share a fit warn as often as they would have, each fitted on its own."""

import warnings
from collections import Counter

import numpy as np
import pytest
from joblib.externals.loky import get_reusable_executor
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
from sklearn.ensemble import (
    AdaBoostClassifier,
    BaggingClassifier,
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
    VotingClassifier,
)
from sklearn.feature_selection import RFE, SelectFromModel, SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB, MultinomialNB
from sklearn.neighbors import KNeighborsClassifier, RadiusNeighborsClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import KBinsDiscretizer, QuantileTransformer, StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from sklearn_hpt.evaluation.dispatch import Dispatcher
from tests.oracles.cv_results import assert_same_search, without_frames
from tests.oracles.reuse import rows_alone
from tests.oracles.searches import Y_CLASS, X, make_both

COLUMN = Y_CLASS.reshape(-1, 1)
CONSTANT = np.column_stack([X, np.ones(len(X)), np.ones(len(X))])
COLLINEAR = np.column_stack([X[:, 0], X[:, 0], X[:, 1]])
COUNTS = np.abs(X).round()
SHORT = LogisticRegression(max_iter=1)
C = [0.1, 1.0, 10.0]


class Muttering(TransformerMixin, BaseEstimator):
    """Warns when it is fitted, and when it transforms."""

    def __init__(self, shift=0.0, loud=True):
        self.shift = shift
        self.loud = loud

    def fit(self, X, y=None):
        warnings.warn(f"fitted to {X[0, 0]:.6f}", UserWarning, stacklevel=1)
        return self

    def transform(self, X):
        if self.loud:
            warnings.warn(f"transforms {X[0, 0]:.6f}", DeprecationWarning, stacklevel=1)
        return X + self.shift


class MutteringAtTimes(Muttering):
    """Warns of what it was told, and fails for some of it."""

    def fit(self, X, y=None):
        warnings.warn(f"shift is {self.shift}", UserWarning, stacklevel=1)
        if self.shift < 0:
            raise ValueError("too low")
        return self


class MutteringModel(ClassifierMixin, BaseEstimator):
    """Warns when it predicts."""

    def __init__(self, depth=1):
        self.depth = depth

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        warnings.warn(f"guesses at depth {self.depth}", UserWarning, stacklevel=1)
        return np.full(len(X), self.classes_[0])


def score_loudly(model, X, y):
    warnings.warn("how well is it doing?", UserWarning, stacklevel=1)
    return 0.5


def steps(**named):
    return Pipeline(list(named.items()))


def members(estimator, values=(2, 5, 3)):
    return estimator, {"n_estimators": list(values)}


# Each: estimator, space, samples, targets, how many rows are fitted on their own.
CASES = {
    "a first step": (steps(say=Muttering(), clf=SVC()), {"clf__C": C}, X, Y_CLASS, 0),
    "a first step that only fits loudly": (
        steps(say=Muttering(loud=False), clf=SVC()),
        {"clf__C": C},
        X,
        Y_CLASS,
        0,
    ),
    "two steps": (
        steps(a=Muttering(), b=Muttering(1.0), clf=SVC()),
        {"b__shift": [0.0, 1.0], "clf__C": C},
        X,
        Y_CLASS,
        0,
    ),
    "a first step under a shared fit": (
        steps(say=Muttering(), clf=RandomForestClassifier(random_state=0)),
        {"say__shift": [0.0, 1.0], "clf__n_estimators": [2, 4], "clf__max_leaf_nodes": [3, 5]},
        X,
        Y_CLASS,
        0,
    ),
    "quantiles of few samples": (
        steps(ranks=QuantileTransformer(random_state=0), clf=LogisticRegression()),
        {"clf__C": C},
        X,
        Y_CLASS,
        0,
    ),
    "bins that are too narrow": (
        steps(bins=KBinsDiscretizer(encode="ordinal", random_state=0), clf=GaussianNB()),
        {"bins__strategy": ["uniform", "kmeans"], "clf__var_smoothing": [1e-3, 1e-2]},
        np.round(X / 2),
        Y_CLASS,
        0,
    ),
    "constant features": (
        steps(pick=SelectKBest(), clf=GaussianNB()),
        {"pick__k": [1, 3, 2], "clf__var_smoothing": [1e-3, 1e-2]},
        CONSTANT,
        Y_CLASS,
        0,
    ),
    "a failing step": (
        steps(say=Muttering(), at=MutteringAtTimes(), clf=SVC()),
        {"at__shift": [0.0, -1.0], "clf__C": [0.1, 1.0]},
        X,
        Y_CLASS,
        2,
    ),
    "a last step that stops early": (
        steps(scale=StandardScaler(), clf=SHORT),
        {"clf__C": C},
        X,
        Y_CLASS,
        0,
    ),
    "repeated rows": (SHORT, [{"C": [1.0, 1.0]}, {"C": [0.1, 1.0]}], X, Y_CLASS, 1),
    "repeated rows that warn of predictions": (
        MutteringModel(),
        {"depth": [1, 1, 2]},
        X,
        Y_CLASS,
        1,
    ),
    "a column for targets, forest": (
        *members(RandomForestClassifier(random_state=0)),
        X,
        COLUMN,
        0,
    ),
    "a column for targets, extra trees": (
        ExtraTreesClassifier(3, random_state=0),
        {"max_leaf_nodes": [3, 5]},
        X,
        COLUMN,
        0,
    ),
    "a column for targets, boosting": (
        *members(GradientBoostingClassifier(random_state=0)),
        X,
        COLUMN,
        0,
    ),
    "a column for targets, histograms": (
        HistGradientBoostingClassifier(random_state=0, min_samples_leaf=5),
        {"max_iter": [2, 4]},
        X,
        COLUMN,
        0,
    ),
    "a column for targets, neighbours": (
        KNeighborsClassifier(),
        {"n_neighbors": [1, 3], "weights": ["uniform", "distance"]},
        X,
        COLUMN,
        0,
    ),
    "a column for targets, radius": (
        RadiusNeighborsClassifier(outlier_label=0),
        {"radius": [1.0, 2.0]},
        X,
        COLUMN,
        0,
    ),
    "a column for targets, counts": (MultinomialNB(), {"alpha": [0.1, 1.0]}, COUNTS, COLUMN, 0),
    "a column for targets, votes": (
        VotingClassifier([("a", GaussianNB()), ("b", DecisionTreeClassifier(random_state=0))]),
        {"voting": ["hard", "soft"]},
        X,
        COLUMN,
        0,
    ),
    "a bag of members that stop early": (
        *members(BaggingClassifier(SHORT, random_state=0)),
        X,
        Y_CLASS,
        3,
    ),
    "boosted members that stop early": (
        *members(AdaBoostClassifier(SHORT, random_state=0)),
        X,
        Y_CLASS,
        3,
    ),
    "a scorer after each iteration": (
        HistGradientBoostingClassifier(
            random_state=0,
            min_samples_leaf=5,
            early_stopping=True,
            scoring=score_loudly,
        ),
        {"max_iter": [2, 4]},
        X,
        Y_CLASS,
        2,
    ),
    "an elimination": (RFE(SHORT), {"n_features_to_select": [1, 2, 3]}, X, Y_CLASS, 3),
    "an elimination as a step": (
        steps(drop=RFE(SHORT), clf=GaussianNB()),
        {"drop__n_features_to_select": [1, 2, 3], "clf__var_smoothing": [1e-3, 1e-2]},
        X,
        Y_CLASS,
        0,
    ),
    "features by a model that stops early": (
        steps(pick=SelectFromModel(SHORT), clf=GaussianNB()),
        {"pick__threshold": ["mean", "0.1*mean"], "clf__var_smoothing": [1e-3, 1e-2]},
        X,
        Y_CLASS,
        0,
    ),
    "collinear features": (
        QuadraticDiscriminantAnalysis(),
        {"reg_param": [0.1, 0.5]},
        COLLINEAR,
        Y_CLASS,
        2,
    ),
}


AT_TIMES = {"collinear features"}
"""Cases of which newer releases of scikit-learn make errors."""


@pytest.mark.parametrize("scoring", [None, "look inside"])
@pytest.mark.parametrize("case", CASES)
def test_warnings_are_those_of_fits_apart(case, scoring):
    estimator, space, *data, n_alone = CASES[case]
    scoring = scoring and score_by_itself
    searches = make_searches(estimator, space, scoring=scoring, return_train_score=True)
    with rows_alone() as alone:
        ours = count_warnings(searches[0], data)
    theirs = count_warnings(searches[1], data)
    assert ours == theirs
    assert theirs or case in AT_TIMES
    assert_same_search(*searches)
    if scoring is None and n_alone is not None:
        assert len(set(alone)) == n_alone


def score_by_itself(model, X, y):
    """Score as the model does, but as a function that might look at anything."""
    return model.score(X, y)


def make_searches(estimator, space, **arguments):
    return make_both("GridSearchCV", estimator, space, cv=2, refit=False, **arguments)


def count_warnings(search, data, action="always"):
    """Fit a search, and count its warnings by category and text."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter(action)
        search.fit(*data)
    return Counter((w.category.__name__, without_frames(str(w.message))) for w in caught)


def test_what_the_filters_ignore_is_not_shown():
    search, _ = make_searches(steps(say=Muttering(), clf=SVC()), {"clf__C": C})
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        search.fit(X, Y_CLASS)
    assert len(caught) == 6
    assert {w.category for w in caught} == {UserWarning}


def test_shown_once_for_each_row_where_the_rest_is_shown_once():
    searches = make_searches(steps(say=Muttering(), clf=SVC()), {"clf__C": C})
    ours, theirs = (count_warnings(search, (X, Y_CLASS), "default") for search in searches)
    assert ours == theirs


def test_warnings_that_are_errors_fail_the_rows():
    """As they do apart; with the error of a fit of its own."""
    said = []
    for search in make_searches(steps(say=Muttering(), clf=SVC()), {"clf__C": C}):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with pytest.raises(ValueError, match="All the 6 fits failed") as raised:
                search.fit(X, Y_CLASS)
        said.append(without_frames(str(raised.value)))
    assert said[0].startswith(said[1])


PRINTED = ["a first step", "two steps", "constant features", "a bag of members that stop early"]


def test_workers_print_as_many_warnings(capfd, monkeypatch):
    monkeypatch.setattr(Dispatcher, "_stays", lambda *_: False)
    get_reusable_executor().shutdown()  # those of other tests print elsewhere
    for case in PRINTED:
        estimator, space, *data, _ = CASES[case]
        printed = []
        for search in make_searches(estimator, space, n_jobs=2):
            with warnings.catch_warnings():
                warnings.simplefilter("always")
                search.fit(*data)
            lines = capfd.readouterr().err.splitlines()
            printed.append(Counter(line.partition(": ")[2] for line in lines if ": " in line))
        assert printed[0] == printed[1]
        assert printed[1]
    get_reusable_executor().shutdown()
