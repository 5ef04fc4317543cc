"""Nets of torch are searched through skorch as any estimator is."""

import pytest

torch = pytest.importorskip("torch")
skorch = pytest.importorskip("skorch")

import time  # noqa: E402

import numpy as np  # noqa: E402
from sklearn.datasets import load_diabetes  # noqa: E402
from sklearn.model_selection import KFold, ShuffleSplit  # noqa: E402
from sklearn.pipeline import Pipeline, make_pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402
from skorch.callbacks import Callback, Checkpoint, EarlyStopping  # noqa: E402
from skorch.dataset import ValidSplit  # noqa: E402

from sklearn_hpt import (  # noqa: E402
    BayesSearchTuner,
    GridSearchTuner,
    Integer,
    RandomSearchTuner,
    Real,
    default_space,
)
from sklearn_hpt.evaluation import fit  # noqa: E402
from sklearn_hpt.utils import load_best_model, save_best_model  # noqa: E402
from tests.nets.modules import SGD, SPACE, Adam, Layers, digits, make_net  # noqa: E402

pytestmark = pytest.mark.torch

X, Y = digits(240)
CV = KFold(2)
ONE_SPLIT = ShuffleSplit(1, test_size=0.25, random_state=0)


def search(kind=RandomSearchTuner, net=None, space=None, **settings):
    settings = {"n_iter": 4, "cv": CV, "random_state": 0, **settings}
    return kind(net or make_net(), space or SPACE, **settings)


def outcome(tuner):
    """All that a search has found, to the last bit, but for times."""
    scores = {k: v for k, v in tuner.cv_results_.items() if "_test_score" in k}
    rows = {name: np.asarray(each).tobytes() for name, each in scores.items()}
    return rows, repr(tuner.best_params_), tuner.predict_proba(X).tobytes()


@pytest.mark.parametrize("kind", [GridSearchTuner, RandomSearchTuner, BayesSearchTuner])
def test_every_tuner_finds_a_good_net(kind):
    samples, labels = digits()
    net = make_net(max_epochs=12, optimizer=Adam)
    if kind is GridSearchTuner:
        space = {"lr": [0.001, 0.01], "module__units_1": [32, 96]}
        tuner = GridSearchTuner(net, space, cv=ONE_SPLIT)
    else:  # of Adam alone: many nets of SGD need more epochs, and few trials would lean on luck
        space = {name: each for name, each in SPACE.items() if not name.startswith("optimizer")}
        space |= {"lr": Real(1e-3, 1e-2, log=True), "module__units_1": Integer(32, 128, log=True)}
        tuner = kind(net, space, n_iter=5, cv=ONE_SPLIT, random_state=0)
    assert tuner.fit(samples, labels).best_score_ >= 0.95
    assert tuner.score(samples, labels) >= 0.95


@pytest.mark.parametrize("kind", [RandomSearchTuner, BayesSearchTuner])
def test_the_same_seed_gives_the_same_result(kind, tmp_path):
    first = outcome(search(kind).fit(X, Y))
    torch.manual_seed(1234)
    assert outcome(search(kind, journal=tmp_path).fit(X, Y)) == first
    assert outcome(search(kind, journal=tmp_path).fit(X, Y)) == first


@pytest.mark.parametrize("has_journal", [False, True])
def test_workers_do_not_change_the_result(has_journal, tmp_path):
    first = outcome(search().fit(X, Y))
    settings = {"journal": tmp_path} if has_journal else {}
    assert outcome(search(n_jobs=2, **settings).fit(X, Y)) == first


def test_draws_of_the_user_go_on_as_if_nothing_had_been_fitted():
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    fit(make_net(), X, Y, {})
    assert torch.equal(torch.rand(3), expected)


@pytest.fixture
def _two_threads():
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("_two_threads")
def test_the_threads_of_this_process_do_not_change_the_result():
    first = outcome(search(n_jobs=2, n_iter=2).fit(X, Y))
    assert outcome(search(n_iter=2).fit(X, Y)) == first
    assert torch.get_num_threads() == 2


class Counting(Callback):
    """Keeps the threads that torch had while the net was trained."""

    def on_train_end(self, net, **kwargs):
        net.history.record("threads", torch.get_num_threads())


@pytest.mark.parametrize("n_threads", [1, 2])
def test_a_net_has_its_number_of_threads(n_threads):
    net = make_net(callbacks=[Counting()])
    tuner = search(net=net, space={"lr": [0.1]}, n_iter=1, n_threads=n_threads).fit(X, Y)
    assert tuner.best_estimator_.history[-1, "threads"] == n_threads


def test_params_of_layers_that_are_not_there_are_never_set():
    made = []

    class Watched(Layers):
        def __init__(self, **params):
            made.append(params)
            super().__init__(**params)

    class Descent(SGD):
        def __init__(self, params, **settings):
            made[-1] |= settings
            super().__init__(params, **settings)

    net = make_net(module=Watched, max_epochs=1)
    space = {
        **SPACE,
        "optimizer": [Descent, Adam],
        "optimizer__momentum": Real(0.5, 0.95).when(optimizer=Descent),
    }
    search(net=net, space=space, n_iter=12, refit=False).fit(X, Y)
    assert len(made) == 24
    assert {params["n_layers"] for params in made} == {1, 2, 3}
    for params in made:
        units = {name for name in params if name.startswith("units_")}
        assert units == {f"units_{layer + 1}" for layer in range(params["n_layers"])}
        assert ("momentum" in params) == ("weight_decay" in params)  # those of Descent, if any


def test_a_net_at_the_end_of_a_pipeline():
    space = {
        "net__lr": Real(0.001, 0.1, log=True),
        "net__module__units_1": Integer(16, 64),
        "net__optimizer": [SGD, Adam],
        "net__optimizer__momentum": Real(0.5, 0.9).when({"net__optimizer": SGD}),
    }
    model = Pipeline([("scale", StandardScaler()), ("net", make_net())])
    shared = search(BayesSearchTuner, model, space).fit(X, Y)
    alone = search(BayesSearchTuner, model, space, reuse=False, n_jobs=2).fit(X, Y)
    assert outcome(alone) == outcome(shared)


@pytest.mark.parametrize("kind", ["NeuralNetRegressor", "NeuralNetBinaryClassifier"])
def test_other_kinds_of_nets(kind):
    samples, target = load_diabetes(return_X_y=True)
    samples = samples.astype(np.float32)
    target = ((target - 150) / 80).astype(np.float32)
    criterion = torch.nn.MSELoss
    if kind == "NeuralNetRegressor":
        target = target[:, np.newaxis]
    else:
        target, criterion = (target > 0).astype(np.float32), torch.nn.BCEWithLogitsLoss
    net = make_net(
        getattr(skorch, kind), criterion=criterion, module__n_inputs=10, module__n_outputs=1
    )
    tuner = search(net=net.set_params(max_epochs=10), n_iter=3).fit(samples, target)
    assert np.isfinite(tuner.cv_results_["mean_test_score"]).all()
    assert len(tuner.predict(samples)) == len(samples)


def test_early_stopping_stays_what_it_is():
    stop = EarlyStopping(monitor="valid_loss", patience=2, load_best=True)
    before = dict(vars(stop))
    net = make_net(max_epochs=60, lr=0.5, train_split=ValidSplit(4), callbacks=[stop])
    space = {"optimizer__momentum": [0.9, 0.95]}
    tuner = GridSearchTuner(net, space, cv=CV).fit(X, Y)
    assert len(tuner.best_estimator_.history) < 60
    assert tuner.estimator.callbacks == [stop]
    assert vars(stop) == before


def test_checkpoints_stay_what_they_are(tmp_path):
    keep = Checkpoint(dirname=str(tmp_path), load_best=True, use_safetensors=True, f_optimizer=None)
    net = make_net(train_split=ValidSplit(4), callbacks=[keep])
    tuner = GridSearchTuner(net, {"lr": [0.1, 0.2]}, cv=CV).fit(X, Y)
    assert (tmp_path / "params.pt").exists()
    assert "event_cp" in tuner.best_estimator_.history[-1]


def test_params_of_callbacks_are_searched():
    stop = EarlyStopping(monitor="train_loss", threshold=1e9, threshold_mode="abs")
    net = make_net(max_epochs=9, callbacks=[("stop", stop)])
    tuner = GridSearchTuner(net, {"callbacks__stop__patience": [2, 4]}, cv=CV, refit=False)
    lengths = []

    class Watched(Callback):
        def on_train_end(self, net, **kwargs):
            lengths.append(len(net.history))

    net.callbacks.append(Watched())
    tuner.fit(X, Y)
    assert len(set(lengths)) == 2


def test_a_journal_takes_a_search_of_nets_up_again(tmp_path, monkeypatch):
    def run(n_iter, **settings):
        return search(BayesSearchTuner, n_iter=n_iter, refit=False, **settings).fit(X, Y)

    whole = run(4)
    run(3, journal=tmp_path)
    fits = []
    original = skorch.NeuralNet.fit
    monkeypatch.setattr(
        skorch.NeuralNet,
        "fit",
        lambda net, *args, **kw: fits.append(net) or original(net, *args, **kw),
    )
    for _ in range(2):
        resumed = run(4, journal=tmp_path)
        assert len(fits) == 2  # of the fourth, which the journal knows the second time
        assert resumed.cv_results_["params"][:3] == whole.cv_results_["params"][:3]
        known = resumed.cv_results_["mean_test_score"][:3]
        assert known.tolist() == whole.cv_results_["mean_test_score"][:3].tolist()


@pytest.mark.parametrize("prefix", ["", "net__"])
def test_the_best_net_is_saved_without_a_pickle(prefix, tmp_path):
    pytest.importorskip("skops")
    pytest.importorskip("safetensors")
    net = make_net()
    model = Pipeline([("scale", StandardScaler()), ("net", net)]) if prefix else net
    space = {
        f"{prefix}lr": Real(0.01, 0.5, log=True),
        f"{prefix}optimizer": [Adam],
        f"{prefix}optimizer__betas": [(0.9, 0.999)],
        f"{prefix}module__units_1": Integer(16, 64),
    }
    tuner = search(net=model, space=space).fit(X, Y)
    path = save_best_model(tuner, tmp_path / "net.skops", X=X)
    back = load_best_model(path, trusted=[Layers, Adam])
    np.testing.assert_array_equal(back.predict_proba(X), tuner.predict_proba(X))


def test_no_fitted_net_is_pickled_in_one_process(tmp_path, monkeypatch):
    def refuse(net):
        if net.initialized_:
            raise AssertionError("a fitted net was pickled")
        return dict(vars(net))

    monkeypatch.setattr(skorch.NeuralNet, "__getstate__", refuse)
    tuner = search(net=make_net(), journal=tmp_path / "journal").fit(X, Y)
    assert np.isfinite(tuner.best_score_)
    model = make_pipeline(StandardScaler(), make_net())
    grid = {"neuralnetclassifier__lr": [0.01, 0.1]}
    assert np.isfinite(GridSearchTuner(model, grid, cv=CV).fit(X, Y).best_score_)


class Resting(Callback):
    """Takes a while at the end of the training."""

    def on_train_end(self, net, **kwargs):
        time.sleep(0.05)


def test_the_time_of_a_fit_is_that_of_the_net():
    net = make_net(callbacks=[Resting()])
    tuner = GridSearchTuner(net, {"lr": [0.1]}, cv=CV, refit=True).fit(X, Y)
    epochs = sum(tuner.best_estimator_.history[:, "dur"])
    assert tuner.refit_time_ >= 0.05 + epochs
    assert tuner.cv_results_["mean_fit_time"][0] >= 0.05


def test_the_default_space_follows_the_optimizer_and_the_module():
    class Deep(Layers):
        def __init__(self, num_layers=1, hidden_size=32, dropout=0.0, layers=(3, 4)):
            super().__init__(num_layers, hidden_size, dropout=dropout)

    general = {"lr", "batch_size", "optimizer__weight_decay"}
    plain = set(default_space(make_net(optimizer=Adam)).names)
    assert plain == general | {"module__n_layers", "module__dropout"}
    assert "optimizer__momentum" in default_space(make_net(optimizer=SGD)).names
    names = set(default_space(make_net(module=Deep, optimizer=Adam)).names)
    module = {"module__num_layers", "module__hidden_size", "module__dropout"}
    assert names == general | module
    given = make_net(module=Deep, optimizer=Adam, module__layers=2, module__hidden_size=(8, 8))
    assert set(default_space(given).names) == names - {"module__hidden_size"} | {"module__layers"}
    piped = default_space(make_pipeline(StandardScaler(), make_net())).names
    assert "neuralnetclassifier__module__dropout" in piped
    tuner = BayesSearchTuner(make_net(), "default", n_iter=3, cv=CV, random_state=0)
    assert np.isfinite(tuner.fit(X, Y).best_score_)


def test_a_module_that_is_defined_where_it_is_used_has_workers_too():
    class Local(Layers):
        pass

    net = make_net(module=Local, max_epochs=1)
    tuner = search(net=net, space={"lr": Real(0.01, 0.1)}, n_iter=2, n_jobs=2).fit(X, Y)
    assert np.isfinite(tuner.best_score_)


def test_a_net_that_tells_of_its_epochs_is_not_said_to_draw_at_random(tmp_path, capsys):
    """Warnings are errors here."""
    net = make_net(max_epochs=1, verbose=1)
    GridSearchTuner(net, {"lr": [0.1]}, cv=CV, journal=tmp_path).fit(X, Y)
    assert "train_loss" in capsys.readouterr().out
