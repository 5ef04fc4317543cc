"""Tuners inside scikit-learn's meta-estimators, around them, and inside one another."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.decomposition import PCA
from sklearn.ensemble import (
    BaggingClassifier,
    StackingClassifier,
    StackingRegressor,
    VotingClassifier,
    VotingRegressor,
)
from sklearn.feature_selection import RFE, SelectFromModel, SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import f1_score
from sklearn.model_selection import (
    FixedThresholdClassifier,
    KFold,
    TunedThresholdClassifierCV,
    cross_val_predict,
    cross_val_score,
    cross_validate,
    learning_curve,
    permutation_test_score,
    validation_curve,
)
from sklearn.multiclass import OneVsOneClassifier, OneVsRestClassifier
from sklearn.multioutput import ClassifierChain, MultiOutputRegressor
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from tests.integration.tuners import KINDS, Y_REAL, X, Y, make, same_results

FOLDS = KFold(3)


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def classifier(kind):
    return make(kind, LogisticRegression(), {"C": [0.01, 1.0]})


@pytest.fixture
def regressor(kind):
    return make(kind, Ridge(), {"alpha": [0.1, 10.0]})


def test_as_the_last_step_of_a_pipeline(classifier):
    scaled = StandardScaler().fit_transform(X)
    alone = clone(classifier).fit(scaled, Y)
    within = make_pipeline(StandardScaler(), classifier).fit(X, Y)
    assert same_results(within[-1], alone)
    np.testing.assert_array_equal(within.predict_proba(X), alone.predict_proba(scaled))
    assert within.score(X, Y) == alone.score(scaled, Y)


def test_as_a_step_that_transforms(kind):
    tuner = make(kind, PCA(), {"n_components": [1, 2]})
    pipeline = make_pipeline(StandardScaler(), tuner, LogisticRegression()).fit(X, Y)
    best = pipeline[1].best_estimator_
    np.testing.assert_array_equal(
        pipeline[:-1].transform(X), best.transform(StandardScaler().fit_transform(X))
    )
    assert pipeline.predict(X).shape == Y.shape


def test_around_a_pipeline(kind):
    pipeline = make_pipeline(StandardScaler(), SVC())
    tuner = make(
        kind, pipeline, {"svc__C": [0.1, 10.0], "standardscaler__with_mean": [True, False]}
    )
    tuner.fit(X, Y)
    assert tuner.best_estimator_.get_params()["svc__C"] == tuner.best_params_["svc__C"]
    assert not hasattr(pipeline[0], "mean_"), "the user's own pipeline is never fitted"


STEPS = Pipeline([("pre", StandardScaler()), ("pick", SelectKBest(f_classif, k=3)), ("clf", SVC())])


def test_around_a_pipeline_with_whole_steps_swapped(kind):
    space = {
        "pre": [StandardScaler(), MinMaxScaler(), "passthrough"],
        "pick": ["passthrough", PCA(n_components=2)],
    }
    tuner = make(kind, STEPS, space, n_iter=6) if kind != "grid" else make(kind, STEPS, space)
    tuner.fit(X, Y)
    assert len(tuner.cv_results_["params"]) == 6
    tried = {(str(params["pre"]), str(params["pick"])) for params in tuner.cv_results_["params"]}
    assert len(tried) == 6
    assert all(not hasattr(step, "scale_") for step in space["pre"] if step != "passthrough")


def test_around_a_pipeline_with_the_params_of_a_swapped_step(kind):
    space = [
        {"clf": [SVC()], "clf__C": [0.1, 1.0]},
        {"clf": [GaussianNB()], "clf__var_smoothing": [1e-9, 0.1]},
        {"pick__k": [1, 2]},
    ]
    tuner = make(kind, STEPS, space).fit(X, Y)
    for params in tuner.cv_results_["params"]:
        if "clf__var_smoothing" in params:
            assert type(params["clf"]) is GaussianNB
    tuner.predict(X)


def test_around_a_column_transformer(kind):
    columns = ColumnTransformer([("a", StandardScaler(), [0, 1]), ("b", MinMaxScaler(), [2, 3])])
    space = {"columntransformer__a": ["drop", "passthrough"], "ridge__alpha": [0.1, 1.0]}
    tuner = make(kind, make_pipeline(columns, Ridge()), space).fit(X, Y_REAL)
    assert tuner.score(X, Y_REAL) > 0


def test_around_a_union(kind):
    union = make_union(PCA(n_components=1), SelectKBest(f_classif, k=1))
    space = {"featureunion__pca__n_components": [1, 2], "featureunion__selectkbest": ["drop"]}
    tuner = make(kind, make_pipeline(union, LogisticRegression()), space).fit(X, Y)
    assert tuner.best_params_["featureunion__selectkbest"] == "drop"


def by_hand(tuner, method, y):
    """Fit the tuner on each training part, and ask it about each test part."""
    results = []
    for train, test in FOLDS.split(X):
        fitted = clone(tuner).fit(X[train], y[train])
        arguments = (X[test], y[test]) if method == "score" else (X[test],)
        results.append(getattr(fitted, method)(*arguments))
    return results


def test_cross_val_score(classifier):
    scores = cross_val_score(classifier, X, Y, cv=FOLDS)
    np.testing.assert_array_equal(scores, by_hand(classifier, "score", Y))


def test_cross_val_score_of_a_regressor(regressor):
    scores = cross_val_score(regressor, X, Y_REAL, cv=FOLDS)
    np.testing.assert_array_equal(scores, by_hand(regressor, "score", Y_REAL))


def test_cross_validate_gives_the_tuners(classifier):
    scoring = ["accuracy", "f1"]
    run = cross_validate(classifier, X, Y, cv=FOLDS, scoring=scoring, return_estimator=True)
    for tuner, (train, test), f1 in zip(
        run["estimator"], FOLDS.split(X), run["test_f1"], strict=True
    ):
        assert same_results(tuner, clone(classifier).fit(X[train], Y[train]))
        assert f1 == f1_score(Y[test], tuner.predict(X[test]))


@pytest.mark.parametrize("method", ["predict", "predict_proba", "decision_function"])
def test_cross_val_predict(classifier, method):
    predicted = cross_val_predict(classifier, X, Y, cv=FOLDS, method=method)
    np.testing.assert_array_equal(predicted, np.concatenate(by_hand(classifier, method, Y)))


def test_in_scikit_learns_curves(kind):
    tuner = make(kind, SVC(), {"C": [0.1, 1.0]})
    sizes, _, test_scores = learning_curve(tuner, X, Y, train_sizes=[0.5, 1.0], cv=2)
    assert test_scores.shape == (len(sizes), 2)
    _, test_scores = validation_curve(
        tuner, X, Y, param_name="estimator__kernel", param_range=["linear", "rbf"], cv=2
    )
    assert np.isfinite(test_scores).all()
    score, _, _ = permutation_test_score(tuner, X, Y, cv=2, n_permutations=1)
    assert 0 <= score <= 1


def test_in_a_voting_classifier(classifier):
    voting = VotingClassifier([("tuned", classifier), ("bayes", GaussianNB())], voting="soft")
    voting.fit(X, Y)
    expected = clone(classifier).fit(X, Y).predict_proba(X) + GaussianNB().fit(X, Y).predict_proba(
        X
    )
    np.testing.assert_allclose(voting.predict_proba(X), expected / 2, rtol=1e-14)


def test_in_a_voting_regressor(regressor):
    voting = VotingRegressor([("tuned", regressor)]).fit(X, Y_REAL)
    np.testing.assert_array_equal(voting.predict(X), clone(regressor).fit(X, Y_REAL).predict(X))


def test_in_a_stacking_classifier(classifier):
    stacking = StackingClassifier(
        [("tuned", classifier)], final_estimator=clone(classifier), cv=FOLDS
    ).fit(X, Y)
    inner = cross_val_predict(classifier, X, Y, cv=FOLDS, method="predict_proba")[:, 1:]
    assert same_results(stacking.final_estimator_, clone(classifier).fit(inner, Y))


def test_in_a_stacking_regressor(regressor):
    stacking = StackingRegressor([("tuned", regressor)], final_estimator=Ridge()).fit(X, Y_REAL)
    assert stacking.score(X, Y_REAL) > 0


@pytest.mark.parametrize("ensemble", [True, False])
def test_in_a_calibrated_classifier(classifier, ensemble):
    calibrated = CalibratedClassifierCV(classifier, cv=2, ensemble=ensemble).fit(X, Y)
    np.testing.assert_allclose(calibrated.predict_proba(X).sum(axis=1), 1)


def test_under_a_threshold(classifier):
    fixed = FixedThresholdClassifier(classifier, threshold=0.4).fit(X, Y)
    assert fixed.score(X, Y) > 0.5
    tuned = TunedThresholdClassifierCV(classifier, thresholds=5, cv=2).fit(X, Y)
    assert same_results(tuned.estimator_, clone(classifier).fit(X, Y))


@pytest.mark.parametrize("Many", [OneVsRestClassifier, OneVsOneClassifier])
def test_one_tuner_per_class(classifier, Many):
    y = np.digitize(Y_REAL, [-1, 1])
    many = Many(classifier).fit(X, y)
    assert [type(tuner) for tuner in many.estimators_] == [type(classifier)] * 3
    assert set(many.predict(X)) <= {0, 1, 2}


def test_around_one_estimator_per_class(kind):
    y = np.digitize(Y_REAL, [-1, 1])
    tuner = make(kind, OneVsRestClassifier(SVC()), {"estimator__C": [0.1, 1.0]}).fit(X, y)
    assert len(tuner.best_estimator_.estimators_) == 3


def test_one_tuner_per_output(regressor, classifier):
    Y_two = np.column_stack([Y_REAL, X[:, 0]])
    assert MultiOutputRegressor(regressor).fit(X, Y_two).predict(X).shape == Y_two.shape
    labels = np.column_stack([Y, X[:, 0] > 0]).astype(int)
    assert ClassifierChain(classifier).fit(X, labels).predict(X).shape == labels.shape


def test_in_bagging(kind):
    tuner = make(kind, DecisionTreeClassifier(random_state=0), {"max_depth": [1, 2]})
    assert BaggingClassifier(tuner, n_estimators=2, random_state=0).fit(X, Y).score(X, Y) > 0.5


def test_with_a_transformed_target(regressor):
    target = TransformedTargetRegressor(regressor, func=np.cbrt, inverse_func=lambda y: y**3)
    assert target.fit(X, Y_REAL).predict(X).shape == Y_REAL.shape


def test_features_selected_by_a_tuned_estimator(kind):
    tuner = make(kind, LogisticRegression(), {"C": [0.01, 1.0]})
    coefficients = "best_estimator_.coef_"
    chosen = SelectFromModel(tuner, importance_getter=coefficients).fit(X, Y).get_support()
    assert 0 < chosen.sum() <= X.shape[1]
    ranked = RFE(tuner, n_features_to_select=2, importance_getter=coefficients).fit(X, Y)
    assert ranked.support_.sum() == 2


@pytest.mark.parametrize("outer", KINDS)
def test_nested_in_one_another(kind, outer):
    inner = make(kind, SVC(), {"C": [0.1, 1.0]})
    tuner = make(outer, inner, {"estimator__kernel": ["linear", "rbf"]}).fit(X, Y)
    best = tuner.best_estimator_
    assert type(best) is type(inner)
    assert best.best_estimator_.kernel == tuner.best_params_["estimator__kernel"]
    np.testing.assert_array_equal(tuner.predict(X), best.best_estimator_.predict(X))
    for params, mean in zip(
        tuner.cv_results_["params"], tuner.cv_results_["mean_test_score"], strict=True
    ):
        assert mean == np.mean(cross_val_score(clone(inner).set_params(**params), X, Y, cv=2))


def test_tuning_a_tuner_in_a_pipeline(kind):
    inner = make(kind, SVC(), {"C": [0.1, 1.0]})
    tuner = make(
        "grid", Pipeline([("pre", StandardScaler()), ("tuned", inner)]), {"tuned__cv": [2, 3]}
    )
    tuner.fit(X, Y)
    assert tuner.best_estimator_["tuned"].n_splits_ == tuner.best_params_["tuned__cv"]
