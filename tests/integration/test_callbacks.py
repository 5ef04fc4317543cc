"""scikit-learn's callbacks (1.9 and later) on a tuner."""

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.exceptions import FitFailedWarning
from sklearn.linear_model import LogisticRegression

from tests.integration.tuners import KINDS, X, Y, make, same_results

try:
    from sklearn.callback import ProgressBar
except ImportError:
    ProgressBar = None

SPACE = {"C": [0.1, 1.0, 10.0]}

needs_callbacks = pytest.mark.skipif(ProgressBar is None, reason="scikit-learn has no callbacks")


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


class Recorder:
    """Notes what it is told; for searches in one process."""

    def __init__(self):
        self.told = []

    def setup(self, estimator, context):
        self.told.append(("setup", type(estimator).__name__))

    def on_fit_task_begin(self, estimator, context, *, X=None, y=None, metadata=None):
        rows = None if X is None else len(X)
        self.told.append(("begin", context.task_name, context.task_id, rows, metadata))

    def on_fit_task_end(self, estimator, context, *, X=None, y=None, metadata=None):
        self.told.append(("end", context.task_name, context.task_id))

    def teardown(self, estimator, context):
        self.told.append(("teardown", type(estimator).__name__))


class Failing(ClassifierMixin, BaseEstimator):
    """Fails for C = 1."""

    def __init__(self, C=0.0):
        self.C = C

    def fit(self, X, y):
        if self.C == 1.0:
            raise ValueError("C is 1")
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        return np.zeros(len(X), dtype=int)


@pytest.mark.skipif(ProgressBar is not None, reason="scikit-learn has callbacks")
def test_there_is_no_method_where_scikit_learn_has_none(kind):
    assert not hasattr(make(kind, LogisticRegression(), SPACE), "set_callbacks")


@needs_callbacks
class TestTasks:
    """What a callback is told of a search."""

    @pytest.mark.parametrize("refit", [True, False])
    def test_every_task_begins_and_ends(self, kind, refit):
        recorder = Recorder()
        tuner = make(kind, Failing(), {"C": [0.0, 2.0, 3.0]}, refit=refit)
        tuner.set_callbacks(recorder).fit(X, Y)
        told = recorder.told
        assert told[0] == ("setup", type(tuner).__name__)
        assert told[-1] == ("teardown", type(tuner).__name__)
        begun = [entry[1:3] for entry in told if entry[0] == "begin"]
        ended = [entry[1:3] for entry in told if entry[0] == "end"]
        assert sorted(begun) == sorted(ended)
        fits = [entry for entry in begun if entry[0] == "candidate-split-evaluation"]
        assert [number for _, number in fits] == list(range(6))
        names = [name for name, _ in begun if name != "candidate-split-evaluation"]
        assert names == ["fit", "search", "refit-with-best-params"][: 2 + refit]

    def test_a_failed_fit_ends_its_task(self, kind):
        recorder = Recorder()
        tuner = make(kind, Failing(), SPACE, error_score=0.0).set_callbacks(recorder)
        with pytest.warns(FitFailedWarning, match="2 fits failed out of a total of 6") as caught:
            tuner.fit(X, Y)
        assert len(caught) == 1
        counts = [sum(entry[0] == when for entry in recorder.told) for when in ("begin", "end")]
        assert counts == [9, 9]

    def test_data_are_told_by_task(self, kind):
        recorder = Recorder()
        weights = np.ones(len(X))
        tuner = make(kind, LogisticRegression(), SPACE).set_callbacks(recorder)
        tuner.fit(X, Y, sample_weight=weights)
        for _, name, _, rows, metadata in (entry for entry in recorder.told if entry[0] == "begin"):
            expected = {"candidate-split-evaluation": 30, "search": None}.get(name, 60)
            assert rows == expected
            if expected is not None:
                assert len(metadata["sample_weight"]) == expected

    def test_clones_keep_the_callbacks(self, kind):
        recorder = Recorder()
        clone(make(kind, Failing(), {"C": [0.0]}).set_callbacks(recorder)).fit(X, Y)
        assert recorder.told


@needs_callbacks
@pytest.mark.parametrize("n_jobs", [1, 2])
def test_progress_bar(kind, n_jobs, capsys, monkeypatch):
    pytest.importorskip("rich")
    monkeypatch.setenv("COLUMNS", "200")
    tuner = make(kind, LogisticRegression(), SPACE, n_jobs=n_jobs).set_callbacks(ProgressBar())
    plain = make(kind, LogisticRegression(), SPACE).fit(X, Y)
    assert same_results(tuner.fit(X, Y), plain)
    shown = capsys.readouterr().out
    assert f"{type(tuner).__name__} - fit" in shown
    assert "100%" in shown
