"""What is wrong with a search of nets is said before the first fit, or with the mend."""

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("skorch")

import functools  # noqa: E402
import sys  # noqa: E402

import numpy as np  # noqa: E402
from sklearn.pipeline import Pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402
from skorch import NeuralNetClassifier  # noqa: E402
from skorch.callbacks import Checkpoint, EarlyStopping  # noqa: E402

from sklearn_hpt import BayesSearchTuner, GridSearchTuner, Real  # noqa: E402
from sklearn_hpt.evaluation.components import check_net  # noqa: E402
from sklearn_hpt.exceptions import MissingExtraError  # noqa: E402
from sklearn_hpt.utils import load_best_model, save_best_model  # noqa: E402
from tests.nets.modules import SGD, Adam, Layers, digits, make_net  # noqa: E402

pytestmark = pytest.mark.torch

X, Y = digits(60)


def refused(net, space, match, error=ValueError):
    with pytest.raises(error, match=match) as caught:
        GridSearchTuner(net, space, cv=2).fit(X, Y)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("optimizer_lr", "optimizer__lr"),
        ("weight_decay", "optimizer__weight_decay"),
        ("module_dropout", "module__dropout"),
        ("dropout", "module__dropout"),
        ("iterator_train_shuffle", "iterator_train__shuffle"),
        ("learning_rate", "lr"),
        ("module__dropuot", "module__dropout"),
        ("optimizer__lrr", "optimizer__lr"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "net__"])
def test_a_name_with_too_few_underscores_is_told_the_right_one(name, meant, prefix):
    net = make_net()
    model = Pipeline([("scale", StandardScaler()), ("net", net)]) if prefix else net
    message = refused(model, {prefix + name: [0.1]}, f"Invalid parameter '{name}'")
    assert f"Did you mean '{prefix}{meant}'" in message
    assert f"{prefix}optimizer__weight_decay" in message


def test_a_name_that_an_optimizer_does_not_have_is_no_surprise_in_the_middle():
    space = {"optimizer": [SGD, Adam], "optimizer__momentum": [0.9]}
    message = refused(make_net(), space, "'optimizer__momentum': the optimizer Adam takes")
    assert "betas" in message
    assert ".when(optimizer=...)" in message
    assert "Did you mean" not in message  # nothing that Adam has is like it
    mended = {"optimizer": [SGD, Adam], "optimizer__momentum": Real(0.5, 0.9).when(optimizer=SGD)}
    tuner = BayesSearchTuner(make_net(max_epochs=1), mended, n_iter=2, cv=2, random_state=0)
    tuner.fit(X, Y)


def test_a_component_that_is_not_there():
    refused(make_net(), {"modul__dropout": [0.1]}, "no component 'modul'. It has module, crit")


@pytest.mark.parametrize(
    ("name", "meant"), [("ess__patience", "stop__patience"), ("stop__patienc", "stop__patience")]
)
def test_a_name_below_a_callback_that_is_not_there(name, meant):
    net = make_net(callbacks=[("stop", EarlyStopping(monitor="train_loss"))])
    message = refused(net, {f"callbacks__{name}": [3]}, "Invalid parameter|Trying to set a param")
    assert f"Did you mean 'callbacks__{meant}'" in message


@pytest.mark.parametrize("callback", [EarlyStopping, Checkpoint])
def test_a_callback_that_watches_a_validation_set_needs_one(callback):
    net = make_net(callbacks=[callback()])
    refused(net, {"lr": [0.1]}, r"(?s)All the 2 fits failed.*train_split=ValidSplit\(0.1")


def test_a_component_that_is_only_named():
    space = {"optimizer": ["SGD", "Adam"], "optimizer__weight_decay": [0.0]}
    message = "optimizer='SGD' is a name; NeuralNetClassifier takes the class"
    refused(make_net(), space, message)
    refused(make_net(optimizer="SGD"), {"lr": [0.1]}, message)


def test_two_names_of_the_learning_rate():
    refused(make_net(), {"lr": [0.1], "optimizer__lr": [0.2]}, "two names of one learning rate")


@pytest.mark.parametrize(
    ("name", "counting"), [("lr", "optimizer__lr"), ("batch_size", "iterator_train__batch_size")]
)
@pytest.mark.parametrize("prefix", ["", "net__"])
def test_a_param_that_the_net_itself_overrides_is_not_searched_in_vain(name, counting, prefix):
    net = make_net(max_epochs=1, **{counting: 16})
    model = Pipeline([("net", net)]) if prefix else net
    refused(model, {prefix + name: [16]}, f"'{name}' and '{counting}' are two names")
    GridSearchTuner(model, {prefix + counting: [8, 16]}, cv=2, error_score="raise").fit(X, Y)


def test_a_net_of_skorch_may_have_further_components():
    class Further(NeuralNetClassifier):
        def __init__(self, *args, likelihood=torch.nn.ReLU, **kwargs):
            super().__init__(*args, **kwargs)
            self.likelihood = likelihood

    Further.__module__ = "skorch.probabilistic"  # where the nets for Gaussian processes are
    check_net(Further(Layers), {"likelihood__inplace": True})
    with pytest.raises(ValueError, match="no component 'train_split'"):
        check_net(Further(Layers), {"train_split__cv": 3})


@pytest.mark.parametrize("device", ["cuda", "cuda:7"])
def test_a_device_that_is_not_there(device):
    if torch.cuda.device_count() > 7:
        pytest.skip("it is there")
    refused(
        make_net(device=device), {"lr": [0.1]}, r"is not there: torch sees \d CUDA devices.*cpu"
    )


@pytest.mark.parametrize("prefix", ["", "net__"])
def test_every_device_that_is_searched_has_to_be_there(prefix):
    if torch.cuda.device_count() > 7:
        pytest.skip("it is there")
    model = Pipeline([("net", make_net())]) if prefix else make_net()
    refused(model, {f"{prefix}device": ["cpu", "cuda:7"]}, "device='cuda:7' is not there")


@pytest.mark.parametrize("device", ["gpu", "cuda:first"])
def test_a_device_that_torch_does_not_know(device):
    refused(make_net(device=device), {"lr": [0.1]}, f"device='{device}' is none of torch's.*cpu")


def test_a_device_that_only_one_of_the_workers_has(monkeypatch):
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    tuner = GridSearchTuner(make_net(device="cuda:1"), {"lr": [0.1, 0.2]}, cv=2, n_jobs=2)
    match = "'cuda:1' is not there for each of 2 workers.*'cuda'.*CUDA_VISIBLE_DEVICES=1"
    with pytest.raises(ValueError, match=match):
        tuner.fit(X, Y)
    check_net(make_net(device="cuda:1"), {}, n_sharing=1)
    check_net(make_net(device="cuda:0"), {}, n_sharing=2)


@pytest.mark.parametrize("kind", ["partial", "instance", "open"])
def test_components_that_tell_less_are_taken_as_they_are(kind):
    class Open(Layers):
        def __init__(self, **anything):
            super().__init__(anything.get("n_layers", 1))

    settings = {
        "partial": {"optimizer": functools.partial(SGD, momentum=0.9)},
        "instance": {"module": Layers()},
        "open": {"module": Open},
    }[kind]
    space = {"module__n_layers": [1, 2], "optimizer__weight_decay": [0.0]}
    net = make_net(max_epochs=1, **settings)
    GridSearchTuner(net, space, cv=2, error_score="raise").fit(X, Y)


class Plain(torch.nn.Module):
    """As users write it: it leaves types to torch."""

    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(64, 10)

    def forward(self, x):
        return self.layer(x)


@pytest.mark.parametrize("error_score", ["raise", np.nan])
def test_float64_samples_are_told_to_be_float32(error_score):
    tuner = GridSearchTuner(make_net(module=Plain), {"lr": [0.1]}, cv=2, error_score=error_score)
    with pytest.raises((RuntimeError, ValueError)) as caught:
        tuner.fit(X.astype(np.float64), Y)
    told = [str(caught.value), *getattr(caught.value, "__notes__", ())]
    assert any('float64 where the net has float32: give it X.astype("float32")' in t for t in told)


@pytest.mark.parametrize(
    ("samples", "labels", "mend"),
    [
        (X, Y.astype(np.int32), r'y\.astype\("int64"\)'),
        (X, Y.astype(str), r"LabelEncoder\(\)"),
        (X, Y + 1, "count from 0"),
        (X.astype(object), Y, r'X\.astype\("float32"\)'),
        (X.tolist(), Y, r"np\.asarray\(X"),
        ({f"c{number}": X[:, number] for number in range(3)}, Y, r"X\.to_numpy"),
    ],
    ids=["int32", "text", "from 1", "objects", "list", "frame"],
)
def test_samples_and_labels_that_a_net_cannot_take_are_told_with_the_mend(samples, labels, mend):
    if isinstance(samples, dict):
        samples = pytest.importorskip("pandas").DataFrame(samples)
    tuner = GridSearchTuner(make_net(module=Plain), {"lr": [0.1]}, cv=2)
    with pytest.raises(ValueError, match=f"(?s)All the 2 fits failed.*{mend}"):
        tuner.fit(samples, labels)


class Importing(Plain):
    """Needs a package that is not there."""

    def __init__(self):
        super().__init__()
        import a_package_that_nobody_has  # noqa: F401


def test_a_module_that_is_not_installed_is_named():
    refused(make_net(module=Importing), {"lr": [0.1]}, "(?s)a_package_that_nobody_has.*installed")


class Hiding:
    """Finds every package but one, as where that is not installed."""

    def find_spec(self, name, path, target=None):
        if name == "safetensors":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def test_a_saved_net_says_which_package_it_needs(tmp_path, monkeypatch):
    pytest.importorskip("skops")
    path = save_best_model(make_net().fit(X, Y), tmp_path / "net.skops")
    for name in ("safetensors", "safetensors.torch"):
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Hiding(), *sys.meta_path])
    with pytest.raises(MissingExtraError, match=r"sklearn-hpt\[torch\]"):
        load_best_model(path, trusted=[Layers])
