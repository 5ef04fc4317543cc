"""Benchmark on real nets: the best validation score of Bayesian and of random search, by trials.

    python benchmarks/nets.py --output benchmarks/results/nets.json

A net of torch, through skorch, learns the digits and is scored on samples that it has not seen, on
splits drawn once. Both searches have the same space, conditions included, and the same seeds;
every fit draws the same first weights. There are two tasks: a training that is long enough for
most params to learn something, and one so short that most stay at chance. Needs the extra
``torch``.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import ShuffleSplit
from skorch import NeuralNetClassifier

from sklearn_hpt import BayesSearchTuner, Categorical, Integer, RandomSearchTuner, Real
from sklearn_hpt.utils import environment

TUNERS = {"bayes": BayesSearchTuner, "random": RandomSearchTuner}
TASKS = {
    "whole training": (ShuffleSplit(1, train_size=1200, random_state=0), 12),
    "short training": (ShuffleSplit(2, train_size=400, test_size=600, random_state=0), 8),
}
"""The splits, and the number of epochs."""

SGD, Adam = torch.optim.SGD, torch.optim.Adam


class Layers(torch.nn.Module):
    """Up to three layers, fully connected."""

    def __init__(
        self,
        n_layers: int = 1,
        units_1: int = 32,
        units_2: int = 32,
        units_3: int = 32,
        dropout: float = 0.0,
        activation: Any = torch.nn.ReLU,
    ) -> None:
        super().__init__()
        layers: list[torch.nn.Module] = []
        width = 64
        for units in (units_1, units_2, units_3)[:n_layers]:
            layers += [torch.nn.Linear(width, units), activation(), torch.nn.Dropout(dropout)]
            width = units
        self.layers = torch.nn.Sequential(*layers, torch.nn.Linear(width, 10))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Give the logits."""
        return self.layers(x)


SPACE = {
    "lr": Real(1e-4, 1.0, log=True),
    "batch_size": Integer(8, 128, log=True),
    "optimizer": Categorical([SGD, Adam]),
    "optimizer__weight_decay": Real(1e-6, 1e-1, log=True),
    "optimizer__momentum": Real(0.0, 0.99).when(optimizer=SGD),
    "optimizer__betas": Categorical([(0.9, 0.999), (0.8, 0.99)]).when(optimizer=Adam),
    "module__n_layers": Integer(1, 3),
    "module__units_1": Integer(8, 256, log=True),
    "module__units_2": Integer(8, 256, log=True).when(module__n_layers=[2, 3]),
    "module__units_3": Integer(8, 256, log=True).when(module__n_layers=3),
    "module__dropout": Real(0.0, 0.6),
    "module__activation": Categorical([torch.nn.ReLU, torch.nn.Tanh, torch.nn.Sigmoid]),
}


def fitted_tuner(task: str, name: str, seed: int, n_trials: int) -> Any:
    """Make one search."""
    splits, n_epochs = TASKS[task]
    X, y = load_digits(return_X_y=True)
    net = NeuralNetClassifier(
        Layers,
        criterion=torch.nn.CrossEntropyLoss,
        max_epochs=n_epochs,
        train_split=None,
        verbose=0,
    )
    tuner = TUNERS[name](net, SPACE, n_iter=n_trials, cv=splits, random_state=seed, refit=False)
    return tuner.fit((X / 16).astype(np.float32), y.astype(np.int64))


def search(task: str, name: str, seed: int, n_trials: int) -> dict[str, Any]:
    """Make one search, and give the best score after each of its trials."""
    start = time.perf_counter()
    tuner = fitted_tuner(task, name, seed, n_trials)
    best = np.fmax.accumulate(tuner.cv_results_["mean_test_score"])
    return {
        "tuner": name,
        "seed": seed,
        "best": best.round(5).tolist(),
        "seconds": round(time.perf_counter() - start, 1),
    }


def summarise(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Give the mean best score of each tuner, and the mean difference with its standard error."""
    best = {
        name: np.array([run["best"] for run in runs if run["tuner"] == name]) for name in TUNERS
    }
    n_trials = best["bayes"].shape[1]
    marks = [n for n in (5, 10, 15, 20, 25) if n <= n_trials]
    lead = best["bayes"][:, -1] - best["random"][:, -1]
    return {
        "mean_best": {
            name: {str(n): round(float(rows[:, n - 1].mean()), 5) for n in marks}
            for name, rows in best.items()
        },
        "lead_of_bayes": round(float(lead.mean()), 5),
        "its_standard_error": round(float(lead.std(ddof=1) / np.sqrt(len(lead))), 5),
        "seeds_won": int((lead > 0).sum()),
        "seeds_drawn": int((lead == 0).sum()),
    }


def main() -> None:
    """Read the command line, and run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tasks", nargs="+", choices=TASKS, default=list(TASKS))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--trials", type=int, default=25)
    parser.add_argument("--note", default="", help="what else is to be known of the run")
    parser.add_argument("--output", type=Path, help="what it has of other tasks is kept")
    options = parser.parse_args()
    for task in options.tasks:
        runs = []
        for seed in range(options.seeds):
            for name in TUNERS:
                runs.append(search(task, name, seed, options.trials))
                print(
                    task, name, seed, runs[-1]["best"][-1], f"{runs[-1]['seconds']} s", flush=True
                )
        record = {
            "environment": environment(),
            "torch": torch.__version__,
            "note": options.note,
            "summary": summarise(runs),
            "runs": runs,
        }
        print(json.dumps(record["summary"], indent=1))
        if options.output is not None:
            keep(options.output, task, record)


def keep(path: Path, task: str, record: dict[str, Any]) -> None:
    """Write the record of a task beside those of the others."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps({**known, task: record}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
