"""Benchmark of searches with a budget of time: improvement by trial against improvement by second.

    python benchmarks/budgets.py --landscapes FOLDER --seeds 3

The landscapes are those of ``bayes.py``, as far as they know how long a training takes: an output
whose name begins with ``time``. A trial costs that much on a clock that is made up, and the budget
is a number of random trials of median length; regret is that of the best trial that ended in time.
"""

import argparse
import json
import warnings
from copy import copy
from pathlib import Path
from typing import Any

import numpy as np
from bayes import load_landscapes
from peers import space_of

from sklearn_hpt.strategies import BayesSearch
from sklearn_hpt.trials import History, SplitResult, Trial

ACQUISITIONS = ("log_ei", "log_ei_per_second")
CHECKPOINTS = (0.25, 0.5, 1.0)
"""Parts of the budget after which is looked at."""

MOST_TRIALS = 4
"""For each of those that the budget would be enough for, if they had median length."""


def clock_of(task: Any) -> Any:
    """Give what says how long a training with some params takes; None if nothing does."""
    times = [name for name in task.outputs if name.startswith("time")]
    if not times:
        return None
    clock = copy(task)
    clock.target, clock.sign = times[0], 1.0
    return clock


def run(
    module: Any, task: Any, clock: Any, acquisition: str, seed: int, n_median: int
) -> dict[str, Any]:
    """Search until the budget is spent."""
    rng = np.random.default_rng(seed)
    draws = [max(clock(task.draw(rng)), 1e-3) for _ in range(100)]
    budget = n_median * float(np.median(draws))
    search = BayesSearch(space_of(task), seed, n_trials=n_median, acquisition=acquisition)
    history, spent, best = History(), 0.0, -np.inf
    regrets: dict[str, float] = {}
    while len(history) < MOST_TRIALS * n_median:
        params = search.suggest(history, 1)[0].params
        seconds = max(clock(params), 1e-3)
        for part in CHECKPOINTS:
            if spent + seconds > part * budget:
                regrets.setdefault(str(part), module.regret(task, best) if history else 1.0)
        spent += seconds
        if spent > budget:
            break
        score = task(params)
        best = max(best, score)
        result = SplitResult(0, score, fit_time=seconds)
        trial = Trial(history.next_number, params).told(score, [result])
        history = History((*history.trials, trial))
    for part in CHECKPOINTS:
        regrets.setdefault(str(part), module.regret(task, best))
    return {
        "acquisition": acquisition,
        "task": task.name,
        "seed": seed,
        "n_trials": len(history),
        "regret": {part: round(regret, 5) for part, regret in regrets.items()},
    }


def main() -> None:
    """Read the command line, run, print the table and keep the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--landscapes", type=Path, required=True, help="a module, or its folder")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--median-trials", type=int, default=25, help="what the budget is worth")
    parser.add_argument("--output", type=Path, help="file of JSON to keep the results in")
    options = parser.parse_args()
    module = load_landscapes(options.landscapes)
    warnings.simplefilter("ignore")
    runs = []
    for arguments in module.TASKS:
        task = module.Landscape(*arguments)
        clock = clock_of(task)
        if clock is None:
            continue
        for seed in range(options.seeds):
            runs += [
                run(module, task, clock, acquisition, seed, options.median_trials)
                for acquisition in ACQUISITIONS
            ]
        print(task.name, flush=True)
    print("| acquisition | " + " | ".join(f"{part:.0%}" for part in CHECKPOINTS) + " | trials |")
    print("| --- " * (len(CHECKPOINTS) + 2) + "|")
    for acquisition in ACQUISITIONS:
        mine = [each for each in runs if each["acquisition"] == acquisition]
        means = [np.mean([each["regret"][str(part)] for each in mine]) for part in CHECKPOINTS]
        n_trials = np.mean([each["n_trials"] for each in mine])
        cells = " | ".join(f"{mean:.3f}" for mean in means)
        print(f"| {acquisition} | {cells} | {n_trials:.0f} |")
    if options.output is not None:
        record = {"median_trials": options.median_trials, "runs": runs}
        options.output.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
