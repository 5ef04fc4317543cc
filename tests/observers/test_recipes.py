"""Recipes of the guide that need an account, run with a stand-in for the service."""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

from sklearn.svm import SVC

from sklearn_hpt import GridSearchTuner
from tests.integration.tuners import X, Y

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "watching.md"


def test_weights_and_biases(monkeypatch):
    logged, ended = [], []
    summary = {}
    run = SimpleNamespace(
        log=lambda row: logged.append(row), summary=summary, finish=lambda: ended.append(True)
    )
    wandb = ModuleType("wandb")
    wandb.init = lambda **settings: ended.append(settings["config"]) or run
    monkeypatch.setitem(sys.modules, "wandb", wandb)
    _, _, rest = PAGE.read_text().partition("<!-- needs: wandb -->\n```python\n")
    namespace = {}
    exec(rest.partition("```")[0], namespace)
    observer = namespace["WandbObserver"]()
    tuner = GridSearchTuner(SVC(), {"C": [1, 10]}, cv=2, observers=[observer]).fit(X, Y)
    assert ended == [{"n_trials": 2, "n_splits": 2}, True]
    assert [(row["trial"], row["C"]) for row in logged] == [(0, 1), (1, 10)]
    assert [row["score"] for row in logged] == list(tuner.cv_results_["mean_test_score"])
    assert summary == {"best": tuner.best_params_, "stop_reason": None}
