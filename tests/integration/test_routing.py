"""Weights and groups: where they go, with metadata routing and without."""

import numpy as np
import pytest
from sklearn import config_context
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import UnsetMetadataPassedError
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import get_scorer
from sklearn.model_selection import GroupKFold, cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.metadata_routing import get_routing_for_object

from tests.integration.tuners import KINDS, X, Y, make, same_results

WEIGHTS = np.arange(1.0, len(X) + 1)
GROUPS = np.arange(len(X)) % 6
SPACE = {"C": [0.1, 1.0]}


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def routing():
    with config_context(enable_metadata_routing=True):
        yield


class Consumer(ClassifierMixin, BaseEstimator):
    """Scores the sum of what it was given besides the samples, so that it can be seen."""

    def __init__(self, C=1.0):
        self.C = C

    def fit(self, X, y, sample_weight=None, label=None):
        self.classes_ = np.unique(y)
        self.weight_ = None if sample_weight is None else np.asarray(sample_weight)
        self.label_ = label
        return self

    def predict(self, X):
        return np.zeros(len(X), dtype=int)

    def score(self, X, y, sample_weight=None):
        return 0.0 if sample_weight is None else float(np.sum(sample_weight))


def weighted_scorer():
    return get_scorer("accuracy").set_score_request(sample_weight=True)


def test_weights_reach_fit_and_score_without_routing(kind):
    tuner = make(kind, LogisticRegression(), SPACE).fit(X, Y, sample_weight=WEIGHTS)
    np.testing.assert_array_equal(
        tuner.predict_proba(X),
        LogisticRegression(**tuner.best_params_).fit(X, Y, WEIGHTS).predict_proba(X),
    )
    unweighted = make(kind, LogisticRegression(), SPACE).fit(X, Y)
    assert not same_results(tuner, unweighted)


def test_weights_are_split_with_the_samples(kind):
    folds = [(np.arange(30), np.arange(30, 60)), (np.arange(20, 60), np.arange(20))]
    tuner = make(kind, Consumer(), SPACE, cv=folds).fit(X, Y, sample_weight=WEIGHTS)
    for number, (_, test) in enumerate(folds):
        scores = tuner.cv_results_[f"split{number}_test_score"]
        np.testing.assert_array_equal(scores, WEIGHTS[test].sum())
    np.testing.assert_array_equal(tuner.best_estimator_.weight_, WEIGHTS)


def test_a_weight_counts_as_so_many_samples(kind):
    weights = np.arange(len(X)) % 3 + 1
    rows = np.repeat(np.arange(len(X)), weights)
    folds = [(np.arange(30), np.arange(30, 60)), (np.arange(30, 60), np.arange(30))]
    repeated = [tuple(np.flatnonzero(np.isin(rows, part)) for part in fold) for fold in folds]
    scoring = "neg_log_loss"
    weighted = make(kind, LogisticRegression(tol=1e-10), SPACE, cv=folds, scoring=scoring)
    counted = make(kind, LogisticRegression(tol=1e-10), SPACE, cv=repeated, scoring=scoring)
    weighted.fit(X, Y, sample_weight=weights)
    counted.fit(X[rows], Y[rows])
    np.testing.assert_allclose(
        weighted.cv_results_["mean_test_score"],
        counted.cv_results_["mean_test_score"],
        rtol=1e-6,  # of the solver, whose sums run over unlike rows
    )


def test_other_parameters_reach_fit_untouched(kind):
    tuner = make(kind, Consumer(), SPACE).fit(X, Y, label=("any", "thing"))
    assert tuner.best_estimator_.label_ == ("any", "thing")


def test_groups_reach_the_splitter_without_routing(kind):
    tuner = make(kind, Consumer(), SPACE, cv=GroupKFold(3)).fit(X, Y, groups=GROUPS)
    assert tuner.n_splits_ == 3
    by_hand = make(kind, Consumer(), SPACE, cv=list(GroupKFold(3).split(X, Y, GROUPS))).fit(X, Y)
    assert same_results(tuner, by_hand)
    with pytest.raises(ValueError, match="'groups' parameter should not be None"):
        make(kind, Consumer(), SPACE, cv=GroupKFold(3)).fit(X, Y)


@pytest.mark.usefixtures("routing")
class TestRouting:
    """With metadata routing each consumer says what it wants."""

    def tuner(self, kind, **settings):
        estimator = Consumer().set_fit_request(sample_weight=True)
        settings = {"scoring": weighted_scorer(), "cv": GroupKFold(3), **settings}
        return make(kind, estimator, SPACE, **settings)

    def test_weights_and_groups_reach_those_who_ask(self, kind):
        tuner = self.tuner(kind).fit(X, Y, sample_weight=WEIGHTS, groups=GROUPS)
        np.testing.assert_array_equal(tuner.best_estimator_.weight_, WEIGHTS)
        for number, (_, test) in enumerate(GroupKFold(3).split(X, Y, GROUPS)):
            scores = tuner.cv_results_[f"split{number}_test_score"]
            expected = np.average(Y[test] == 0, weights=WEIGHTS[test])
            np.testing.assert_allclose(scores, expected, rtol=1e-14)

    def test_score_is_weighted_too(self, kind):
        tuner = self.tuner(kind).fit(X, Y, sample_weight=WEIGHTS, groups=GROUPS)
        expected = np.average(Y == 0, weights=WEIGHTS)
        assert tuner.score(X, Y, sample_weight=WEIGHTS) == pytest.approx(expected, rel=1e-14)
        assert tuner.score(X, Y) == np.mean(Y == 0)

    def test_weights_that_nobody_asked_for_are_refused(self, kind):
        tuner = make(kind, Consumer(), SPACE)
        with pytest.raises(UnsetMetadataPassedError, match="sample_weight"):
            tuner.fit(X, Y, sample_weight=WEIGHTS)

    def test_weights_that_are_not_wanted_are_refused(self, kind):
        estimator = Consumer().set_fit_request(sample_weight=False)
        tuner = make(kind, estimator, SPACE, scoring=get_scorer("accuracy"))
        with pytest.raises((TypeError, UnsetMetadataPassedError), match="sample_weight"):
            tuner.fit(X, Y, sample_weight=WEIGHTS)

    def test_several_metrics_share_the_weights(self, kind):
        scoring = {"weighted": weighted_scorer(), "plain": get_scorer("accuracy")}
        scoring["plain"] = scoring["plain"].set_score_request(sample_weight=False)
        tuner = self.tuner(kind, scoring=scoring, refit="weighted")
        tuner.fit(X, Y, sample_weight=WEIGHTS, groups=GROUPS)
        (_, test), *_ = GroupKFold(3).split(X, Y, GROUPS)
        weighted = np.average(Y[test] == 0, weights=WEIGHTS[test])
        np.testing.assert_allclose(tuner.cv_results_["split0_test_weighted"], weighted, rtol=1e-14)
        np.testing.assert_array_equal(tuner.cv_results_["split0_test_plain"], np.mean(Y[test] == 0))

    def test_through_a_pipeline(self, kind):
        scaler = StandardScaler().set_fit_request(sample_weight=False)
        pipeline = make_pipeline(scaler, self.tuner(kind))
        pipeline.fit(X, Y, sample_weight=WEIGHTS, groups=GROUPS)
        np.testing.assert_array_equal(pipeline[-1].best_estimator_.weight_, WEIGHTS)

    def test_into_a_pipeline(self, kind):
        pipeline = make_pipeline(
            StandardScaler().set_fit_request(sample_weight=True),
            LogisticRegression().set_fit_request(sample_weight=True),
        )
        space = {"logisticregression__C": [0.1, 1.0]}
        tuner = make(kind, pipeline, space, scoring=weighted_scorer())
        best = tuner.fit(X, Y, sample_weight=WEIGHTS).best_estimator_
        np.testing.assert_allclose(best[0].mean_, np.average(X, axis=0, weights=WEIGHTS))

    def test_in_cross_validate(self, kind):
        run = cross_validate(
            self.tuner(kind, cv=GroupKFold(2)),
            X,
            Y,
            params={"sample_weight": WEIGHTS, "groups": GROUPS},
            cv=GroupKFold(3),
            return_estimator=True,
            scoring=weighted_scorer(),
        )
        for tuner, (train, _) in zip(
            run["estimator"], GroupKFold(3).split(X, Y, GROUPS), strict=True
        ):
            np.testing.assert_array_equal(tuner.best_estimator_.weight_, WEIGHTS[train])

    def test_nested(self, kind):
        inner = self.tuner(kind)
        outer = make("grid", inner, {"estimator__C": [1.0]}, scoring=weighted_scorer())
        outer.set_params(cv=GroupKFold(2)).fit(X, Y, sample_weight=WEIGHTS, groups=GROUPS)
        innermost = outer.best_estimator_.best_estimator_
        np.testing.assert_array_equal(innermost.weight_, WEIGHTS)

    def test_the_router_names_all_three(self, kind):
        router = get_routing_for_object(self.tuner(kind))
        assert set(router._route_mappings) == {"estimator", "scorer", "splitter"}
