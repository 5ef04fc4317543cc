"""A net for the digits, its space, and samples as nets want them."""

import pytest

torch = pytest.importorskip("torch")
skorch = pytest.importorskip("skorch")

import numpy as np  # noqa: E402
from sklearn.datasets import load_digits  # noqa: E402

from sklearn_hpt import Categorical, Integer, Real  # noqa: E402

SGD, Adam = torch.optim.SGD, torch.optim.Adam


class Layers(torch.nn.Module):
    """Fully connected; takes float32 and nothing else."""

    def __init__(
        self,
        n_layers=1,
        units_1=32,
        units_2=32,
        units_3=32,
        dropout=0.0,
        activation=torch.nn.ReLU,
        n_inputs=64,
        n_outputs=10,
    ):
        super().__init__()
        layers, width = [], n_inputs
        for units in (units_1, units_2, units_3)[:n_layers]:
            layers += [torch.nn.Linear(width, units), activation(), torch.nn.Dropout(dropout)]
            width = units
        self.layers = torch.nn.Sequential(*layers, torch.nn.Linear(width, n_outputs))

    def forward(self, x):
        if x.dtype != torch.float32:
            raise TypeError(f"samples of {x.dtype}")
        return self.layers(x)


SPACE = {
    "lr": Real(1e-3, 0.1, log=True),
    "batch_size": Integer(16, 64, log=True),
    "optimizer": Categorical([SGD, Adam]),
    "optimizer__weight_decay": Real(1e-6, 1e-2, log=True),
    "optimizer__momentum": Real(0.5, 0.95).when(optimizer=SGD),
    "optimizer__betas": Categorical([(0.9, 0.999), (0.8, 0.99)]).when(optimizer=Adam),
    "module__n_layers": Integer(1, 3),
    "module__units_1": Integer(16, 128, log=True),
    "module__units_2": Integer(16, 128, log=True).when(module__n_layers=[2, 3]),
    "module__units_3": Integer(16, 128, log=True).when(module__n_layers=3),
    "module__dropout": Real(0.0, 0.4),
    "module__activation": Categorical([torch.nn.ReLU, torch.nn.Tanh]),
}


def digits(n=None):
    """Samples as float32 from 0 to 1, and their labels."""
    X, y = load_digits(return_X_y=True)
    rows = np.random.default_rng(0).permutation(len(X))[:n]
    return (X[rows] / 16).astype(np.float32), y[rows].astype(np.int64)


def make_net(kind=None, **params):
    settings = {
        "criterion": torch.nn.CrossEntropyLoss,
        "train_split": None,
        "max_epochs": 3,
        "verbose": 0,
        **params,
    }
    return (kind or skorch.NeuralNetClassifier)(settings.pop("module", Layers), **settings)
