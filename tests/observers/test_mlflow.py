"""The MLflow observer, on a store of MLflow's own in a folder."""

import sys

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin

from sklearn_hpt import AtMost, GridSearchTuner, Study
from sklearn_hpt.exceptions import MissingExtraError
from sklearn_hpt.observers import MLflowObserver
from sklearn_hpt.strategies import Listed
from sklearn_hpt.trials import SplitResult
from tests.integration.tuners import X, Y

pytestmark = pytest.mark.filterwarnings("ignore:::mlflow", "ignore::DeprecationWarning")


class Model(ClassifierMixin, BaseEstimator):
    """Is as good as `depth` says; a negative one fails."""

    def __init__(self, depth=0, api_key=None, sizes=(1,)):
        self.depth = depth
        self.api_key = api_key
        self.sizes = sizes

    def fit(self, X, y):
        if self.depth < 0:
            raise ValueError("negative depth")
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        return np.zeros(len(X), dtype=int)

    def score(self, X, y):
        return self.depth / 10


@pytest.fixture
def store(tmp_path, monkeypatch):
    pytest.importorskip("mlflow")
    monkeypatch.setenv("MLFLOW_ALLOW_FILE_STORE", "true")
    return (tmp_path / "runs").as_uri()


def read(store, experiment="sklearn_hpt"):
    """Give the run of the search and those below it, by name."""
    import mlflow

    client = mlflow.MlflowClient(tracking_uri=store)
    found = client.get_experiment_by_name(experiment)
    runs = client.search_runs([found.experiment_id])
    parents = [run for run in runs if "mlflow.parentRunId" not in run.data.tags]
    children = {run.info.run_name: run for run in runs if run not in parents}
    assert all(
        run.data.tags["mlflow.parentRunId"] == parents[0].info.run_id for run in children.values()
    )
    return client, parents, children


@pytest.mark.filterwarnings("ignore:One or more of the test scores")
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.FitFailedWarning")
def test_a_search_is_a_run_with_runs_of_its_best(store):
    keep = MLflowObserver("mine", tracking_uri=store, run_name="first", n_best=2, tags={"a": "b"})
    space = {"depth": [3, -1, 0, 5], "api_key": ["k-123"], "sizes": [(64, 32)]}
    tuner = GridSearchTuner(Model(), space, cv=3, observers=[keep]).fit(X, Y)
    client, (run,), children = read(store, "mine")
    assert (run.info.run_name, run.info.status) == ("first", "FINISHED")
    assert run.data.params == {
        "n_trials": "4",
        "n_splits": "3",
        "n_trials_known": "4",
        "best_depth": "5",
        "best_api_key": "***",
        "best_sizes": "(64, 32)",
    }
    assert run.data.tags["stop_reason"] == "all done"
    assert run.data.tags["numpy"] == np.__version__
    assert run.data.tags["a"] == "b"
    assert (run.data.metrics["n_finished"], run.data.metrics["n_failed"]) == (3, 1)
    best = client.get_metric_history(run.info.run_id, "best_score")
    assert sorted((each.step, each.value) for each in best) == [
        *[(0, 0.3), (1, 0.3), (2, 0.3), (3, 0.5)]
    ]
    scores = client.get_metric_history(run.info.run_id, "score")
    assert sorted((each.step, each.value) for each in scores) == [(0, 0.3), (2, 0.0), (3, 0.5)]

    assert list(children) == ["trial 3", "trial 0"] or list(children) == ["trial 0", "trial 3"]
    child = children["trial 3"]
    assert child.data.params == {"depth": "5", "api_key": "***", "sizes": "(64, 32)"}
    assert child.data.metrics["score"] == child.data.metrics["mean_test_score"] == 0.5
    assert child.data.metrics["mean_fit_time"] > 0
    by_split = client.get_metric_history(child.info.run_id, "test_score")
    assert [(each.step, each.value) for each in by_split] == [(0, 0.5), (1, 0.5), (2, 0.5)]
    started = min(split.started for split in tuner.history().trials[3].splits)
    assert child.info.start_time == int(1000 * started)
    assert child.info.start_time <= child.info.end_time


def test_names_and_values_that_mlflow_refuses_are_written_as_it_takes_them(store):
    hostile = {"<script>/..:é": "x" * 9000, "../up": "\x00=cmd()", "f" * 400: float("nan")}
    study = Study(
        strategy=Listed([{**hostile, **{f"p{n}": n for n in range(250)}}]),
        observers=[MLflowObserver(tracking_uri=store)],
    )
    study.run(lambda batch: [batch[0].told(0.5, [SplitResult(0, {"r2/<>": 0.5})])], 1)
    _, (run,), children = read(store)
    params = children["trial 0"].data.params
    assert len(params) == len(run.data.params) - 3 == 253
    assert max(map(len, params)) == 250
    assert max(map(len, params.values())) == 500
    assert params["p249"] == "249"
    assert children["trial 0"].data.metrics["mean_test_r2___"] == 0.5


def test_a_search_that_found_nothing_has_failed(store):
    study = Study(strategy=Listed([{"x": 1}]), observers=[MLflowObserver(tracking_uri=store)])
    study.run(lambda batch: [batch[0].told(None)], 1)
    _, (run,), children = read(store)
    assert run.info.status == "FAILED"
    assert not children


def test_what_is_outside_of_limits_is_counted_and_outcomes_are_kept(store):
    limits = {"memory": AtMost(300)}
    keep = MLflowObserver(tracking_uri=store)
    with Study(strategy=Listed([{"x": 1}, {"x": 2}]), observers=[keep], limits=limits) as study:
        study.tell(study.ask(), 0.5, outcomes={"memory": 200})
        study.tell(study.ask(), 0.9, outcomes={"memory": 400})
    _, (run,), children = read(store)
    assert (run.data.metrics["n_finished"], run.data.metrics["n_infeasible"]) == (1, 1)
    assert (run.data.metrics["best_score"], run.data.params["best_x"]) == (0.5, "1")
    assert list(children) == ["trial 0"]
    assert children["trial 0"].data.metrics["outcome_memory"] == 200


def test_each_search_is_a_run_of_its_own(store):
    keep = MLflowObserver(tracking_uri=store)
    for _ in range(2):
        Study(strategy=Listed([{"x": 1}]), observers=[keep]).run(lambda b: [b[0].told(1.0)], 1)
    import mlflow

    client = mlflow.MlflowClient(tracking_uri=store)
    found = client.get_experiment_by_name("sklearn_hpt")
    assert len(client.search_runs([found.experiment_id])) == 4


def test_without_mlflow_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "mlflow", None)
    with pytest.raises(MissingExtraError, match=r"MLflowObserver needs mlflow.*hpt\[mlflow\]"):
        MLflowObserver()
