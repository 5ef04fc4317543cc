"""Checkpoints of skorch: no fit of a search writes over, or loads, the files of another."""

import pytest

torch = pytest.importorskip("torch")
skorch = pytest.importorskip("skorch")

import numpy as np  # noqa: E402
from sklearn.base import TransformerMixin, clone  # noqa: E402
from sklearn.ensemble import VotingClassifier  # noqa: E402
from sklearn.exceptions import FitFailedWarning  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.model_selection import KFold  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from skorch.callbacks import (  # noqa: E402
    Checkpoint,
    EarlyStopping,
    LoadInitState,
    LRScheduler,
    TrainEndCheckpoint,
)
from skorch.dataset import ValidSplit  # noqa: E402

from sklearn_hpt import GridSearchTuner  # noqa: E402
from sklearn_hpt.evaluation.checkpoints import own_checkpoints  # noqa: E402
from tests.nets.modules import digits, make_net  # noqa: E402

pytestmark = pytest.mark.torch

X, Y = digits(240)
CV = KFold(2)
RATES = [0.3, 1.0, 3.0]  # with the larger ones, nets are best before the end


def make(*callbacks, kind=None, **params):
    settings = {"max_epochs": 10, "train_split": ValidSplit(4), **params}
    return make_net(kind, callbacks=list(callbacks), **settings)


def search(net, grid=None, **settings):
    return GridSearchTuner(net, grid or {"lr": RATES}, cv=CV, **settings)


def scores(tuner):
    return tuner.cv_results_["mean_test_score"].tolist()


def files_in(folder):
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def in_memory(**settings):
    """Find what the weights that are best are worth, without a file."""
    keep = EarlyStopping(patience=99, load_best=True)
    return scores(search(make(keep), refit=False, **settings).fit(X, Y))


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_the_best_weights_are_those_of_the_fit_itself(n_jobs, tmp_path):
    keep = Checkpoint(dirname=str(tmp_path), load_best=True)
    tuner = search(make(keep), n_jobs=n_jobs).fit(X, Y)
    assert scores(tuner) == in_memory()
    assert scores(tuner) != scores(search(make(), refit=False).fit(X, Y))
    assert "event_cp" in tuner.best_estimator_.history[-1]


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_a_fit_that_finds_nothing_to_keep_has_not_the_weights_of_another(n_jobs, tmp_path):
    keep = Checkpoint(dirname=str(tmp_path), load_best=True)
    tuner = search(make(keep), {"lr": [1.0, 1e30]}, n_jobs=n_jobs)
    failed = pytest.warns(FitFailedWarning, match="(?s)2 fits failed with.*No epoch was kept")
    with failed, pytest.warns(UserWarning, match="non-finite"):
        tuner.fit(X, Y)
    good, bad = scores(tuner)
    assert good == in_memory()[1] > 0.4
    assert np.isnan(bad)


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_only_the_best_net_leaves_files_where_the_user_says(n_jobs, tmp_path, monkeypatch):
    place, temporary = tmp_path / "place", tmp_path / "temporary"
    place.mkdir()
    temporary.mkdir()
    monkeypatch.setenv("JOBLIB_TEMP_FOLDER", str(temporary))
    callbacks = Checkpoint(dirname=str(place)), TrainEndCheckpoint(dirname=str(place))
    tuner = search(make(*callbacks), refit=False, n_jobs=n_jobs).fit(X, Y)
    assert files_in(place) == []
    tuner.set_params(refit=True).fit(X, Y)
    names = ("criterion.pt", "history.json", "optimizer.pt", "params.pt")
    assert files_in(place) == [*names, *(f"train_end_{name}" for name in names)]
    assert files_in(temporary) == []
    again = clone(tuner.best_estimator_).initialize()
    again.load_params(f_params=place / "train_end_params.pt")
    np.testing.assert_array_equal(again.predict_proba(X), tuner.predict_proba(X))


def test_no_fit_goes_on_where_another_ended(tmp_path):
    keep = Checkpoint(dirname=str(tmp_path))
    tuner = search(make(keep, LoadInitState(keep)), refit=False).fit(X, Y)
    assert scores(tuner) == scores(search(make(), refit=False).fit(X, Y))


def test_a_state_to_begin_with_is_that_of_the_user(tmp_path):
    keep = Checkpoint(dirname=str(tmp_path))
    make(keep, lr=1.0).fit(X, Y)
    before = files_in(tmp_path), (tmp_path / "params.pt").read_bytes()
    grid = {"lr": [0.0]}  # what was loaded stays as it is
    tuned = scores(search(make(keep, LoadInitState(keep)), grid, refit=False).fit(X, Y))
    assert tuned[0] > scores(search(make(), grid, refit=False).fit(X, Y))[0] + 0.3
    assert (files_in(tmp_path), (tmp_path / "params.pt").read_bytes()) == before


@pytest.mark.parametrize(
    "names",
    [
        {"f_params": "weights_{last_epoch[epoch]:02d}.pt"},
        {"dirname": "one/two", "fn_prefix": "digits_"},
        {"f_params": "sub/params.pt", "fn_prefix": "here/"},
        {"f_params": "{absolute}", "f_optimizer": None, "f_criterion": None, "f_history": None},
    ],
    ids=["template", "folder", "folders in names", "absolute"],
)
def test_names_of_any_form_are_kept_apart(names, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    absolute = str(tmp_path / "absolute.pt")
    named = {key: absolute if name == "{absolute}" else name for key, name in names.items()}
    tuner = search(make(Checkpoint(load_best=True, **named)), refit=False).fit(X, Y)
    assert scores(tuner) == in_memory()
    assert files_in(tmp_path) == []


class Own(skorch.NeuralNetClassifier):
    """Is trained as ever."""


class Features(TransformerMixin, skorch.NeuralNetClassifier):
    """Gives what the net has found as features."""

    def transform(self, X):
        return self.predict_proba(X)


@pytest.mark.parametrize("case", ["class", "params", "own", "vote", "features"])
def test_every_net_has_its_own(case, tmp_path):
    def model(*callbacks, **params):
        if case == "vote":
            nets = [(name, make(*callbacks, max_epochs=n)) for name, n in (("a", 2), ("b", 4))]
            return VotingClassifier(nets, voting="soft"), "a__lr"
        if case == "features":
            net = make(*callbacks, kind=Features)
            return make_pipeline(net, LogisticRegression(max_iter=20)), "features__lr"
        return make(*callbacks, kind=Own if case == "own" else None, **params), "lr"

    keep = Checkpoint(dirname=str(tmp_path), load_best=True)
    named = {"callbacks__keep__dirname": str(tmp_path), "callbacks__keep__load_best": True}
    net, name = {
        "class": lambda: model(("keep", Checkpoint), **named),
        "params": lambda: model(("keep", Checkpoint()), **named),
    }.get(case, lambda: model(keep))()
    kept = search(net, {name: RATES}, refit=False).fit(X, Y)
    plain, _ = model(EarlyStopping(patience=99, load_best=True))
    expected = search(plain, {name: RATES}, refit=False).fit(X, Y)
    assert scores(kept) == scores(expected)
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_a_schedule_of_the_learning_rate_stays_what_it_is(n_jobs):
    step = LRScheduler(policy="StepLR", step_size=2, gamma=0.1)
    tuner = search(make(step, max_epochs=6), n_jobs=n_jobs).fit(X, Y)
    rates = np.array(tuner.best_estimator_.history[:, "event_lr"]) / tuner.best_params_["lr"]
    np.testing.assert_allclose(rates, np.repeat([1, 0.1, 0.01], 2))
    assert step.policy == "StepLR"
    assert not hasattr(step, "lr_scheduler_")


@pytest.mark.parametrize("callbacks", ["disable", None, []])
def test_a_net_without_checkpoints_is_left_alone(callbacks, tmp_path, monkeypatch):
    monkeypatch.setenv("JOBLIB_TEMP_FOLDER", str(tmp_path / "not there"))
    net = make().set_params(callbacks=callbacks)
    before = set(net.get_params(deep=False))
    with own_checkpoints(net):
        assert set(net.get_params(deep=False)) == before
