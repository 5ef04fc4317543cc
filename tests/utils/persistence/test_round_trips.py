"""What is saved comes back as it was: the same class, the same predictions to the last bit."""

import json
import warnings
from functools import partial

import numpy as np
import pytest
import scipy.sparse
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import (
    AdaBoostClassifier,
    BaggingClassifier,
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    IsolationForest,
    RandomForestClassifier,
    RandomForestRegressor,
    StackingClassifier,
    VotingClassifier,
)
from sklearn.exceptions import NotFittedError
from sklearn.feature_selection import SelectKBest
from sklearn.gaussian_process import GaussianProcessClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.neighbors import KNeighborsClassifier, RadiusNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, SplineTransformer
from sklearn.svm import SVC, SVR, OneClassSVM
from sklearn.tree import DecisionTreeClassifier

from sklearn_hpt import GridSearchTuner, RandomSearchTuner
from sklearn_hpt.utils import load_best_model, save_best_model
from tests.utils.persistence.conftest import needs_seed_seq

pytest.importorskip("skops")

MODELS = {
    "logistic": LogisticRegression(),
    "tree": DecisionTreeClassifier(random_state=0),
    "stump": DecisionTreeClassifier(max_depth=1),
    "pruned": DecisionTreeClassifier(ccp_alpha=0.01, max_leaf_nodes=9, random_state=0),
    "forest": RandomForestClassifier(5, random_state=0),
    "best_first": RandomForestClassifier(3, max_leaf_nodes=7, random_state=0),
    "forest_of_numbers": RandomForestRegressor(5, random_state=0),
    "extra_trees": ExtraTreesClassifier(5, random_state=0),
    "boosting": GradientBoostingClassifier(n_estimators=3, random_state=0),
    "ada_boost": AdaBoostClassifier(n_estimators=3, random_state=0),
    "bagging": BaggingClassifier(n_estimators=3, max_features=0.5, random_state=0),
    "isolation": IsolationForest(n_estimators=3, random_state=0),
    "voting": VotingClassifier([("a", DecisionTreeClassifier()), ("b", LogisticRegression())]),
    "stacking": StackingClassifier([("a", DecisionTreeClassifier(random_state=0))], cv=2),
    "svc": SVC(),
    "svc_that_is_calibrated": CalibratedClassifierCV(SVC(), cv=2),
    "svr": SVR(),
    "one_class": OneClassSVM(),
    "neighbours": KNeighborsClassifier(),
    "ball_tree": KNeighborsClassifier(algorithm="ball_tree", metric="manhattan"),
    "brute": KNeighborsClassifier(algorithm="brute"),
    "radius": RadiusNeighborsClassifier(radius=5.0),
    "mlp": MLPClassifier((4,), max_iter=5, random_state=0),
    "gaussian_process": GaussianProcessClassifier(),
    "chosen": make_pipeline(SelectKBest(k=3), LogisticRegression()),
    "splines": make_pipeline(SplineTransformer(n_knots=3), LogisticRegression()),
    "logarithm": make_pipeline(FunctionTransformer(np.abs), LogisticRegression()),
}


def predictions(model, X):
    names = ("predict", "predict_proba", "decision_function", "score_samples")
    return [getattr(model, name)(X) for name in names if hasattr(model, name)]


def check_same(model, X, path, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        saved = save_best_model(model, path, X=X, **options)
        back = load_best_model(saved)
    best = getattr(model, "best_estimator_", model)
    assert type(back) is type(best)
    for one, other in zip(predictions(best, X), predictions(back, X), strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)
    return back


def fit(model, X, y):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return model.fit(X, y)


@needs_seed_seq
def test_histogram_boosting_comes_back(numbers, tmp_path):
    X, y = numbers
    model = HistGradientBoostingClassifier(max_iter=3, random_state=0)
    check_same(model.fit(X, y), X, tmp_path / "model.skops")


@pytest.mark.parametrize("name", MODELS)
def test_a_model_comes_back(name, numbers, tmp_path):
    X, y = numbers
    check_same(fit(MODELS[name], X, y), X, tmp_path / "model.skops")


@pytest.mark.parametrize("model", [SVC(), KNeighborsClassifier(), LogisticRegression()])
def test_a_model_of_sparse_data_comes_back(model, numbers, tmp_path):
    X, y = numbers
    X = scipy.sparse.csr_matrix(np.where(X > 0, X, 0))
    check_same(model.fit(X, y), X, tmp_path / "model.skops")


def test_a_precomputed_kernel_comes_back(numbers, tmp_path):
    X, y = numbers
    check_same(SVC(kernel="precomputed").fit(X @ X.T, y), X @ X.T, tmp_path / "model.skops")


@pytest.mark.parametrize(
    "last",
    [
        pytest.param(HistGradientBoostingClassifier(max_iter=3), marks=needs_seed_seq),
        RandomForestClassifier(3),
    ],
)
def test_a_pipeline_of_columns_comes_back(last, table, tmp_path):
    X, y = table
    columns = make_column_transformer(
        (SimpleImputer(), make_column_selector(dtype_include="number")),
        (OneHotEncoder(sparse_output=False), make_column_selector(dtype_exclude="number")),
    )
    model = make_pipeline(columns, last).fit(X, y)
    back = check_same(model, X, tmp_path / "model.skops")
    assert list(back.feature_names_in_) == [*"abcde", "word"]


@needs_seed_seq
def test_categories_of_boosting_come_back(table, tmp_path):
    X, y = table
    X = X.astype({"word": "category"})
    model = HistGradientBoostingClassifier(max_iter=3, categorical_features="from_dtype")
    check_same(model.fit(X, y), X, tmp_path / "model.skops")


@pytest.mark.parametrize(
    "search",
    [GridSearchTuner, GridSearchCV, partial(RandomSearchTuner, n_iter=2, random_state=0)],
)
def test_of_a_search_the_best_is_saved(search, numbers, tmp_path):
    X, y = numbers
    tuner = search(LogisticRegression(), {"C": [0.1, 1.0]}, cv=2).fit(X, y)
    back = check_same(tuner, X, tmp_path / "model.skops")
    assert tuner.best_params_["C"] == back.C
    manifest = json.loads((tmp_path / "model.skops.json").read_text())
    assert manifest["best_params"] == tuner.best_params_
    assert manifest["score"] == tuner.best_score_
    assert manifest["search"].endswith(type(tuner).__name__)
    assert manifest["n_features_in"] == 5
    assert manifest["environment"]["scikit-learn"]


def test_a_pickle_comes_back_to_those_who_allow_it(numbers, tmp_path):
    X, y = numbers
    model = LogisticRegression().fit(X, y)
    path = save_best_model(model, tmp_path / "model.joblib", format="joblib", X=X)
    with pytest.raises(ValueError, match=r"it is a pickle.*allow_pickle=True"):
        load_best_model(path)
    with pytest.warns(UserWarning, match="can run any code"):
        back = load_best_model(path, allow_pickle=True)
    np.testing.assert_array_equal(back.predict_proba(X), model.predict_proba(X))


def test_a_model_that_was_read_back_otherwise_is_not_saved(numbers, tmp_path):
    X, y = numbers
    model = make_pipeline(FunctionTransformer(lambda X: X), LogisticRegression()).fit(X, y)
    with pytest.raises(ValueError, match=r"cannot be saved as 'skops'.*format='joblib' may hold"):
        save_best_model(model, tmp_path / "model.skops")
    with pytest.raises(ValueError, match=r"cannot be saved as 'joblib'"):
        save_best_model(model, tmp_path / "model.joblib", format="joblib")
    assert not list(tmp_path.iterdir())


class Forgetful(LogisticRegression):
    """Predicts otherwise once it was pickled."""

    def __setstate__(self, state):
        super().__setstate__({**state, "intercept_": state["intercept_"] + 1})


@pytest.mark.parametrize("format", ["skops", "joblib"])
def test_other_predictions_are_seen(format, numbers, tmp_path):
    X, y = numbers
    model = Forgetful().fit(X, y)
    with pytest.raises(ValueError, match=r"comes back other|is another"):
        save_best_model(model, tmp_path / "model", format=format, X=X)


def test_a_class_of_ones_own_is_loaded_if_it_is_trusted(numbers, tmp_path):
    X, y = numbers
    path = save_best_model(Own().fit(X, y), tmp_path / "model.skops", X=X)
    name = f"{Own.__module__}.Own"
    with pytest.raises(ValueError, match=rf"not trusted.*: '{name}'.*trusted=\['{name}'\]"):
        load_best_model(path)
    for trusted in ([name], [Own], (Own,)):
        assert type(load_best_model(path, trusted=trusted)) is Own
    with pytest.raises(TypeError, match="put it in a list"):
        load_best_model(path, trusted=name)


class Own(LogisticRegression):
    """A class of the user's."""


@pytest.mark.parametrize(
    ("package", "kind", "options"),
    [("xgboost", "XGBClassifier", {}), ("lightgbm", "LGBMClassifier", {"verbose": -1})],
)
def test_models_of_other_packages_are_loaded_if_they_are_named(
    package, kind, options, numbers, tmp_path
):
    module = pytest.importorskip(package)
    X, y = numbers
    model = fit(getattr(module, kind)(n_estimators=3, n_jobs=1, **options), X, y)
    path = save_best_model(model, tmp_path / "model.skops", X=X)
    with pytest.raises(ValueError, match=rf"not trusted by default: '{package}\."):
        load_best_model(path)
    back = load_best_model(path, trusted=[module.Booster, type(model)])
    np.testing.assert_array_equal(back.predict_proba(X), model.predict_proba(X))


def test_what_is_not_fitted_is_refused(tmp_path):
    with pytest.raises(NotFittedError):
        save_best_model(LogisticRegression(), tmp_path / "model.skops")
    with pytest.raises(TypeError, match="not an estimator"):
        save_best_model("model", tmp_path / "model.skops")


def test_a_search_without_a_best_model_is_refused(numbers, tmp_path):
    X, y = numbers
    tuner = GridSearchTuner(LogisticRegression(), {"C": [1]}, refit=False).fit(X, y)
    with pytest.raises(ValueError, match="refit=False"):
        save_best_model(tuner, tmp_path / "model.skops")


def test_a_missing_folder_is_named(numbers, tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere' is not there; make it first"):
        save_best_model(LogisticRegression().fit(*numbers), tmp_path / "nowhere" / "model")


def test_a_pickle_of_a_class_that_is_gone_is_told(numbers, tmp_path, monkeypatch):
    import sys

    model = Own().fit(*numbers)
    path = save_best_model(model, tmp_path / "model", format="joblib")
    monkeypatch.delattr(sys.modules[__name__], "Own")
    with (
        pytest.warns(UserWarning, match="can run any code"),
        pytest.raises(ValueError, match="it cannot be rebuilt"),
    ):
        load_best_model(path, allow_pickle=True)


def test_a_format_that_is_not_known_is_refused(numbers, tmp_path):
    with pytest.raises(ValueError, match="format is 'skops' or 'joblib', got 'onnx'"):
        save_best_model(LogisticRegression().fit(*numbers), tmp_path / "m", format="onnx")


def test_a_model_is_not_overwritten_by_chance(numbers, tmp_path):
    X, y = numbers
    path = save_best_model(LogisticRegression(C=1).fit(X, y), tmp_path / "model.skops")
    other = LogisticRegression(C=2).fit(X, y)
    with pytest.raises(FileExistsError, match="overwrite=True"):
        save_best_model(other, path)
    assert load_best_model(path).C == 1
    save_best_model(other, path, overwrite=True)
    assert load_best_model(path).C == 2
    assert {each.name for each in tmp_path.iterdir()} == {"model.skops", "model.skops.json"}


def test_other_versions_are_told(numbers, tmp_path, monkeypatch):
    from sklearn_hpt.utils.persistence import manifest

    path = save_best_model(LogisticRegression().fit(*numbers), tmp_path / "model.skops")
    now = manifest.environment()
    monkeypatch.setattr(manifest, "environment", lambda: {**now, "scikit-learn": "9.9.9"})
    with pytest.warns(UserWarning, match=r"scikit-learn \S+ then, 9.9.9 now.*may differ"):
        load_best_model(path)


def test_secrets_of_params_are_not_in_the_manifest(numbers, tmp_path):
    X, y = numbers
    tuner = GridSearchCV(Keyed(), {"api_key": ["k-123"]}, cv=2).fit(X, y)
    path = save_best_model(tuner, tmp_path / "model.skops")
    assert "k-123" not in path.with_name("model.skops.json").read_text()


class Keyed(LogisticRegression):
    """Has a param that no one should read."""

    def __init__(self, api_key=None):
        super().__init__()
        self.api_key = api_key


def test_without_skops_the_two_ways_are_told(numbers, tmp_path, monkeypatch):
    import sys

    from sklearn_hpt.exceptions import MissingExtraError

    model = LogisticRegression().fit(*numbers)
    path = save_best_model(model, tmp_path / "model.skops")
    monkeypatch.setitem(sys.modules, "skops", None)
    told = r"sklearn-hpt\[secure\].*format='joblib'"
    with pytest.raises(MissingExtraError, match=told):
        save_best_model(model, tmp_path / "new")
    with pytest.raises(MissingExtraError, match=told):
        load_best_model(path)
    assert not (tmp_path / "new").exists()


def test_an_old_skops_is_refused(numbers, tmp_path, monkeypatch):
    import skops

    from sklearn_hpt.exceptions import MissingExtraError

    monkeypatch.setattr(skops, "__version__", "0.13.0")
    with pytest.raises(MissingExtraError, match=r"skops 0.16 or later, this is 0.13.0"):
        save_best_model(LogisticRegression().fit(*numbers), tmp_path / "model.skops")


@pytest.mark.parametrize("name", ["model.joblib", "model.pkl", "model.pickle"])
def test_the_ending_of_a_pickle_is_not_for_skops(name, tmp_path):
    with pytest.raises(ValueError, match=r"call it model.skops, or give format='joblib'"):
        save_best_model(LogisticRegression().fit([[0], [1]], [0, 1]), tmp_path / name)
    assert not list(tmp_path.iterdir())
