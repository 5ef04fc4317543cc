"""Data as scikit-learn takes them: frames, sparse matrices, lists, kernels, texts, many axes."""

import numpy as np
import pytest
from scipy import sparse
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC
from sklearn.utils import get_tags

from tests.integration.tuners import KINDS, X, Y, make, same_results

SPACE = {"C": [0.1, 1.0]}
NAMES = ["a", "b", "c", "d"]


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def from_arrays(kind):
    return make(kind, LogisticRegression(), SPACE).fit(X, Y)


def test_data_frames(kind, from_arrays):
    pd = pytest.importorskip("pandas")
    frame, series = pd.DataFrame(X, columns=NAMES), pd.Series(Y, index=np.arange(len(Y)) + 7)
    tuner = make(kind, LogisticRegression(), SPACE).fit(frame, series)
    assert same_results(tuner, from_arrays)
    assert tuner.feature_names_in_.tolist() == NAMES
    assert tuner.n_features_in_ == 4
    expected = tuner.best_estimator_.predict_proba(frame)
    np.testing.assert_array_equal(tuner.predict_proba(frame), expected)
    assert not hasattr(from_arrays, "feature_names_in_")


def test_frames_reach_the_estimator_as_frames(kind):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"number": X[:, 0], "word": np.array(["x", "y", "z"])[Y + (X[:, 1] > 0)]})
    columns = make_column_transformer(
        (StandardScaler(), ["number"]), (OneHotEncoder(handle_unknown="ignore"), ["word"])
    )
    model = make_pipeline(columns, LogisticRegression())
    tuner = make(kind, model, {"logisticregression__C": [0.1, 1.0]}).fit(frame, Y)
    assert tuner.score(frame, Y) > 0.5


def test_output_as_frames(kind):
    pd = pytest.importorskip("pandas")
    scaler = make_pipeline(StandardScaler())
    tuner = make(kind, scaler, {"standardscaler__with_std": [True]}, scoring=lambda *_: 1.0)
    out = tuner.set_output(transform="pandas") if hasattr(tuner, "set_output") else tuner
    frame = pd.DataFrame(X, columns=NAMES)
    scaler.set_output(transform="pandas")
    assert out.fit(frame).transform(frame).columns.tolist() == NAMES


@pytest.mark.parametrize("form", ["csr", "csc", "coo"])
@pytest.mark.parametrize("make_sparse", [sparse.csr_matrix, sparse.csr_array])
def test_sparse(kind, form, make_sparse, from_arrays):
    matrix = make_sparse(X).asformat(form)
    tuner = make(kind, LogisticRegression(), SPACE).fit(matrix, Y)
    assert get_tags(tuner).input_tags.sparse
    np.testing.assert_allclose(
        tuner.cv_results_["mean_test_score"], from_arrays.cv_results_["mean_test_score"]
    )


def test_lists(kind, from_arrays):
    tuner = make(kind, LogisticRegression(), SPACE).fit(X.tolist(), Y.tolist())
    assert same_results(tuner, from_arrays)


class Keeping(ClassifierMixin, BaseEstimator):
    """Keeps what it is given, and checks nothing."""

    def __init__(self, value=0):
        self.value = value

    def fit(self, X, y):
        self.kind_, self.shape_ = type(X), np.shape(X)
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        return np.zeros(len(X), dtype=int)


@pytest.mark.parametrize("shape", [(60,), (60, 2, 3), (60, 1, 2, 2)])
def test_any_number_of_axes(kind, shape):
    tuner = make(kind, Keeping(), {"value": [0, 1]}).fit(np.zeros(shape), Y)
    assert tuner.best_estimator_.shape_ == shape


def test_lists_stay_lists(kind):
    tuner = make(kind, Keeping(), {"value": [0, 1]}).fit(X.tolist(), Y)
    assert tuner.best_estimator_.kind_ is list


def test_texts(kind):
    texts = np.array(["red light", "green light", "blue door"])[np.digitize(X[:, 0], [-0.5, 0.5])]
    model = make_pipeline(TfidfVectorizer(), LogisticRegression())
    space = {"tfidfvectorizer__ngram_range": [(1, 1), (1, 2)]}
    tuner = make(kind, model, space).fit(texts, Y)
    assert tuner.predict(["red door"]).shape == (1,)
    assert tuner.cv_results_["param_tfidfvectorizer__ngram_range"].dtype == object


def test_kernels(kind):
    kernel = rbf_kernel(X)
    tuner = make(kind, SVC(kernel="precomputed"), SPACE).fit(kernel, Y)
    assert get_tags(tuner).input_tags.pairwise
    alone = make(kind, SVC(kernel="rbf", gamma=1 / X.shape[1]), SPACE).fit(X, Y)
    assert same_results(tuner, alone)
    with pytest.raises(ValueError, match="square"):
        make(kind, SVC(kernel="precomputed"), SPACE).fit(kernel[:, :-1], Y)


def test_missing_values(kind):
    holes = np.where(X > 1, np.nan, X)
    model = HistGradientBoostingClassifier(max_iter=3)
    tuner = make(kind, model, {"max_depth": [1, 2]}).fit(holes, Y)
    assert tuner.score(holes, Y) > 0.5
    assert get_tags(tuner).input_tags.allow_nan


def test_arrays_that_may_not_be_written_to(kind, from_arrays):
    samples, target = X.copy(), Y.copy()
    samples.flags.writeable = target.flags.writeable = False
    tuner = make(kind, LogisticRegression(), SPACE).fit(samples, target)
    assert same_results(tuner, from_arrays)


def test_nothing_given_is_changed(kind):
    samples, target, space = X.copy(), Y.copy(), {"loss": ["hinge", "log_loss"]}
    model = SGDClassifier(random_state=0, max_iter=2000)
    make(kind, model, space).fit(samples, target)
    np.testing.assert_array_equal(samples, X)
    np.testing.assert_array_equal(target, Y)
    assert space == {"loss": ["hinge", "log_loss"]}
    assert not hasattr(model, "coef_")


def test_methods_come_with_the_best_params(kind):
    tuner = make(kind, SGDClassifier(random_state=0), {"loss": ["log_loss"]})
    assert not hasattr(tuner, "predict_proba")
    assert hasattr(tuner.fit(X, Y), "predict_proba")
