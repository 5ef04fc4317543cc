"""A landscape of 600 trainings of a net, to measure optimisers on without torch.

A module as `bayes.py` takes it. The trainings are those of `nets.py`, "whole training", with params
drawn at random; their scores are continued by a forest, and vary as accuracies on the samples of
one test part do. Two of five trainings learn nothing: they stay at chance, where scores tell only
noise. To draw them anew, which needs the extra ``torch``:

    python benchmarks/trainings.py
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from dim import Dim
from sklearn.ensemble import ExtraTreesRegressor

TRAININGS = Path(__file__).parent / "results" / "trainings.json"
N_TRAININGS = 600
N_TEST_SAMPLES = 597
LEAST, MOST = 0.02, 1.002  # accuracy, between which its logits are finite
INACTIVE = -9.0
TASKS = ((),)

SPACE = (
    Dim("lr", "float", 1e-4, 1.0, log=True),
    Dim("batch_size", "int", 8, 128, log=True),
    Dim("optimizer", "cat", choices=("SGD", "Adam")),
    Dim("weight_decay", "float", 1e-6, 1e-1, log=True),
    Dim("momentum", "float", 0.0, 0.99, when=("optimizer", ("SGD",))),
    Dim("betas", "cat", choices=("[0.9, 0.999]", "[0.8, 0.99]"), when=("optimizer", ("Adam",))),
    Dim("n_layers", "int", 1, 3),
    Dim("units_1", "int", 8, 256, log=True),
    Dim("units_2", "int", 8, 256, log=True, when=("n_layers", (2, 3))),
    Dim("units_3", "int", 8, 256, log=True, when=("n_layers", (3,))),
    Dim("dropout", "float", 0.0, 0.6),
    Dim("activation", "cat", choices=("ReLU", "Tanh", "Sigmoid")),
)


@dataclass
class Landscape:
    """The accuracy of a net of up to three layers on the digits."""

    name: str = "trainings"
    space: tuple[Dim, ...] = SPACE
    best: float = field(init=False)
    median: float = field(init=False)

    def __post_init__(self) -> None:
        scores = [training["score"] for training in _trainings()]
        self.best, self.median = max(scores), float(np.median(scores))

    def __call__(self, params: Mapping[str, Any]) -> float:
        """Give the score."""
        features = _features(params)
        logit = _forest().predict([features])[0]
        accuracy = (np.exp(logit) * MOST - LEAST) / (1.0 + np.exp(logit))
        near = min(max(accuracy, LEAST), 1.0 - LEAST)
        rng = np.random.default_rng(zlib.crc32(repr(features).encode()))
        return float(accuracy + rng.normal() * np.sqrt(near * (1.0 - near) / N_TEST_SAMPLES))


def regret(landscape: Landscape, score: float) -> float:
    """Give 0 at the best of the trainings, 1 at the median."""
    return (landscape.best - score) / (landscape.best - landscape.median)


@cache
def _trainings() -> list[dict[str, Any]]:
    trainings: list[dict[str, Any]] = json.loads(TRAININGS.read_text(encoding="utf-8"))
    return trainings


@cache
def _forest() -> ExtraTreesRegressor:
    accuracy = np.array([training["score"] for training in _trainings()])
    logits = np.log((accuracy + LEAST) / (MOST - accuracy))
    forest = ExtraTreesRegressor(60, max_features=0.7, random_state=0)
    return forest.fit([_features(training) for training in _trainings()], logits)


def _features(params: Mapping[str, Any]) -> list[float]:
    """Give what a forest needs to see: steps as an optimiser makes them, widths of all layers."""
    adam, n_layers = params["optimizer"] == "Adam", params["n_layers"]
    momentum = params.get("momentum", 0.9)
    rate, decay = np.log10(params["lr"]), np.log10(params["weight_decay"])
    step = rate if adam else rate - np.log10(1.0 - momentum)
    batch = np.log2(params["batch_size"])
    widths = [np.log2(params[f"units_{place}"]) for place in range(1, n_layers + 1)]
    sigmoid = params["activation"] == "Sigmoid"
    features = [rate, batch, adam, decay, momentum, n_layers, params["dropout"], sigmoid]
    features += [params["activation"] == "Tanh", step, step if adam else INACTIVE]
    features += [INACTIVE if adam else step, INACTIVE if adam else step - batch * np.log10(2.0)]
    features += [min(widths), decay if adam else INACTIVE, decay + rate, step - n_layers * sigmoid]
    return [float(feature) for feature in [*features, *widths, *[0.0] * (3 - n_layers)]]


def draw() -> None:
    """Train nets with params drawn at random, and keep what became of them."""
    from nets import fitted_tuner

    tuner = fitted_tuner("whole training", "random", seed=1, n_trials=N_TRAININGS)
    rows = zip(tuner.cv_results_["params"], tuner.cv_results_["mean_test_score"], strict=True)
    lines = [
        json.dumps({**_plain(params), "score": round(float(score), 5)}) for params, score in rows
    ]
    TRAININGS.write_text("[\n " + ",\n ".join(lines) + "\n]\n", encoding="utf-8")


def _plain(params: Mapping[str, Any]) -> dict[str, Any]:
    """Name params as the landscape does, in what JSON can hold."""
    plain: dict[str, Any] = {}
    for name, value in params.items():
        if isinstance(value, type):
            value = value.__name__
        elif isinstance(value, tuple):
            value = str(list(value))
        elif isinstance(value, float):
            value = float(f"{value:.6g}")
        plain[name.rpartition("__")[2]] = value
    return plain


if __name__ == "__main__":
    draw()
