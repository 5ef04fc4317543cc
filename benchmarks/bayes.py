"""Benchmark of Bayesian search: how fast strategies and their peers find good params.

    python benchmarks/bayes.py --landscapes FOLDER --seeds 5 --optimisers ours random optuna-tpe

Real searches of scikit-learn models are in ``--landscapes benchmarks/searches.py``. A folder
holds a module ``landscapes.py`` with ``TASKS`` (the arguments of each landscape),
``Landscape`` (a callable on params, with ``name`` and ``space``: a list of dimensions that have
``name, kind, low, high, log, choices, when``) and ``regret(landscape, score)``: 0 at the best
score known, 1 at the median of random draws. Peers that are not installed are refused by name.

For an ablation, ``--set sklearn_hpt.surrogates.hyperparameters.TREND=2`` changes a constant.
"""

import argparse
import ast
import importlib.util
import json
import math
import platform
import sys
import time
import warnings
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from peers import OPTIMISERS

CHECKPOINTS = (5, 10, 15, 20, 30, 45, 60, 80, 100)


def load_landscapes(folder: Path) -> Any:
    """Import the module of landscapes: a file, or ``landscapes.py`` in a folder."""
    path = folder if folder.is_file() else folder / "landscapes.py"
    if not path.is_file():
        raise SystemExit(f"There is no landscapes.py in {folder}; give its folder, or a file.")
    spec = importlib.util.spec_from_file_location("landscapes", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["landscapes"] = module
    spec.loader.exec_module(module)
    return module


def run(
    module: Any, task: Any, name: str, seed: int, n_trials: int, noise: float
) -> dict[str, Any]:
    """Run one optimiser on one landscape; regret is that of the best noiseless score so far."""
    optimiser = OPTIMISERS[name][0](task, seed, n_trials)
    rng = np.random.default_rng(seed)
    seconds, best, regrets, n_failed = [], -np.inf, [], 0
    for _ in range(n_trials):
        start = time.perf_counter()
        params = optimiser.ask()
        asked = time.perf_counter() - start
        score = task(params)
        start = time.perf_counter()
        optimiser.tell(score + noise * rng.normal())
        seconds.append(asked + time.perf_counter() - start)
        best = max(best, score)  # that of a failed trial, NaN, is never greater
        n_failed += not math.isfinite(score)
        regrets.append(module.regret(task, best))
    return {
        "optimiser": name,
        "task": task.name,
        "seed": seed,
        "best": best,
        "failed": n_failed,
        "regret": {str(n): round(regrets[n - 1], 5) for n in CHECKPOINTS if n <= n_trials},
        "seconds_per_suggestion": round(float(np.mean(seconds)), 5),
        "seconds_per_late_suggestion": round(float(np.mean(seconds[-10:])), 5),
    }


def summarise(runs: Sequence[Mapping[str, Any]]) -> list[str]:
    """Give a table: mean regret by number of trials, mean rank, and time per suggestion."""
    names = list(dict.fromkeys(each["optimiser"] for each in runs))
    checkpoints = list(runs[0]["regret"])
    lines = ["| optimiser | " + " | ".join(f"@{n}" for n in checkpoints) + " | rank | ms late |"]
    lines.append("| --- " * (len(checkpoints) + 3) + "|")
    ranks = _mean_ranks(runs, names, checkpoints[-1])
    for name in names:
        mine = [each for each in runs if each["optimiser"] == name]
        means = [np.mean([each["regret"][n] for each in mine]) for n in checkpoints]
        late = np.mean([each["seconds_per_late_suggestion"] for each in mine])
        cells = [f"{mean:.4f}" for mean in means]
        lines.append(
            f"| {name} | {' | '.join(cells)} | {ranks[name][0]:.2f} ± {ranks[name][1]:.2f} "
            f"| {1e3 * late:.1f} |"
        )
    return lines


def _mean_ranks(
    runs: Sequence[Mapping[str, Any]], names: Sequence[str], checkpoint: str
) -> dict[str, tuple[float, float]]:
    """Rank the optimisers within each task; give mean and standard error over the tasks."""
    tasks = list(dict.fromkeys(each["task"] for each in runs))
    table = np.array(
        [
            [
                np.mean(
                    [
                        each["regret"][checkpoint]
                        for each in runs
                        if each["task"] == task and each["optimiser"] == name
                    ]
                )
                for name in names
            ]
            for task in tasks
        ]
    )
    ranks = 1 + (table[:, :, None] > table[:, None, :]).sum(axis=2)
    error = ranks.std(axis=0) / np.sqrt(len(tasks))
    return {name: (ranks[:, i].mean(), error[i]) for i, name in enumerate(names)}


def set_constant(assignment: str) -> None:
    """Change a constant of a module, given as ``module.NAME=value``."""
    name, value = assignment.split("=", 1)
    module, constant = name.rsplit(".", 1)
    if not hasattr(importlib.import_module(module), constant):
        raise SystemExit(f"{module} has no constant {constant}.")
    setattr(importlib.import_module(module), constant, ast.literal_eval(value))


def _installed(distribution: str) -> str | None:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def main() -> None:
    """Read the command line, run, print the table and keep the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--landscapes", type=Path, required=True, help="a module, or its folder")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--trials", type=int, default=60)
    parser.add_argument("--noise", type=float, default=0.0, help="standard deviation of scores")
    parser.add_argument("--tasks", default="", help="only tasks whose name holds this")
    parser.add_argument("--optimisers", nargs="+", choices=OPTIMISERS, default=["ours", "random"])
    parser.add_argument("--output", type=Path, help="file of JSON to keep the results in")
    parser.add_argument("--set", nargs="*", default=[], metavar="MODULE.NAME=VALUE")
    options = parser.parse_args()
    for assignment in options.set:
        set_constant(assignment)
    for name in options.optimisers:
        missing = [each for each in OPTIMISERS[name][1] if _installed(each) is None]
        if missing:
            parser.error(f"{name} needs {', '.join(missing)}: pip install {' '.join(missing)}")
    module = load_landscapes(options.landscapes)
    tasks = [module.Landscape(*arguments) for arguments in module.TASKS]
    runs = []
    warnings.simplefilter("ignore")
    for task in (each for each in tasks if options.tasks in each.name):
        for seed in range(options.first_seed, options.first_seed + options.seeds):
            for name in options.optimisers:
                runs += [run(module, task, name, seed, options.trials, options.noise)]
        print(task.name, flush=True)
    print("\n".join(summarise(runs)))
    if options.output is not None:
        packages = {"numpy", "scipy"}.union(*(OPTIMISERS[name][1] for name in options.optimisers))
        record = {
            "python": platform.python_version(),
            "machine": platform.machine(),
            "packages": {name: _installed(name) for name in sorted(packages)},
            "trials": options.trials,
            "noise": options.noise,
            "set": options.set,
            "runs": runs,
        }
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
