"""Torch nets of skorch go through a file as params and weights, and run no pickle."""

import pickle
import sys

import numpy as np
import pytest

pytest.importorskip("skops")
pytest.importorskip("safetensors")
torch = pytest.importorskip("torch")
skorch = pytest.importorskip("skorch")

from sklearn.ensemble import BaggingClassifier  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402

from sklearn_hpt.utils import load_best_model, save_best_model  # noqa: E402

pytestmark = [
    pytest.mark.torch,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),
]


class Layers(torch.nn.Module):
    def __init__(self, width=5):
        super().__init__()
        self.first = torch.nn.Linear(4, width)
        self.norm = torch.nn.BatchNorm1d(width)
        self.last = torch.nn.Linear(width, 2)

    def forward(self, x):
        return torch.softmax(self.last(torch.relu(self.norm(self.first(x)))), dim=-1)


TRUSTED = [Layers]


@pytest.fixture
def data():
    X = np.random.default_rng(0).normal(size=(60, 4)).astype(np.float32)
    return X, (X[:, 0] > 0).astype(np.int64)


def make_net(**params):
    return skorch.NeuralNetClassifier(
        Layers, max_epochs=2, lr=0.1, verbose=0, module__width=7, **params
    )


@pytest.mark.parametrize(
    "wrap", [lambda net: net, lambda net: make_pipeline(StandardScaler(), net)]
)
def test_a_net_predicts_the_same(wrap, data, tmp_path):
    X, y = data
    model = wrap(make_net()).fit(X, y)
    path = save_best_model(model, tmp_path / "net", X=X)
    draws = torch.random.get_rng_state()
    back = load_best_model(path, trusted=TRUSTED)
    assert torch.equal(torch.random.get_rng_state(), draws)
    np.testing.assert_array_equal(back.predict_proba(X), model.predict_proba(X))
    np.testing.assert_array_equal(back.classes_, model.classes_)
    assert type(back) is type(model)


def test_its_class_must_be_trusted_by_the_caller(data, tmp_path):
    path = save_best_model(make_net().fit(*data), tmp_path / "net")
    with pytest.raises(ValueError, match=r"not trusted by default: '.*\.Layers'"):
        load_best_model(path)


def test_a_net_that_is_no_part_of_a_pipeline_is_refused(data, tmp_path):
    X, y = data
    model = BaggingClassifier(make_net(), n_estimators=2).fit(X, y)
    with pytest.raises(ValueError, match="last step of a pipeline"):
        save_best_model(model, tmp_path / "net")
    assert not list(tmp_path.iterdir())


class Own(skorch.NeuralNetClassifier):
    """A net whose class is the user's."""


def test_a_net_of_a_class_of_ones_own_is_refused(data, tmp_path):
    net = Own(Layers, max_epochs=1, verbose=0).fit(*data)
    with pytest.raises(ValueError, match="Own is a class of your own"):
        save_best_model(net, tmp_path / "net")


def test_weights_of_another_net_are_refused(data, tmp_path, monkeypatch):
    from sklearn_hpt.utils.persistence import nets

    small = nets.SavedNet(make_net().fit(*data))
    small.params["module__width"] = 3
    with pytest.raises(ValueError, match="cannot be put together"):
        small.build()
    small.params |= {"module__width": 7, "callbacks": 3, "compile": True}  # left alone
    small.build()
    small.kind = "NeuralNet"
    with pytest.raises(ValueError, match="of the kind 'NeuralNet'"):
        small.build()


def test_no_net_is_unpickled(data, tmp_path, monkeypatch):
    path = save_best_model(make_net().fit(*data), tmp_path / "net")

    def refuse(*args, **kwargs):
        raise AssertionError("a pickle was read")

    monkeypatch.setattr(pickle, "loads", refuse)
    monkeypatch.setattr(pickle, "load", refuse)
    monkeypatch.setattr(sys.modules["torch"], "load", refuse)
    load_best_model(path, trusted=TRUSTED)
