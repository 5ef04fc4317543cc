"""Benchmark of searches within limits: the best score within, on problems from the literature.

    python benchmarks/limits.py --seeds 5

Simulations 1 and 2 of Gardner et al. [2014], the toy problem of Gelbart, Snoek & Adams [2014], and
bowls of which the bottom is out of bounds. Regret is 0 at the best within the limits, 1 at the
median of what is within, and 2 while nothing within was found.
"""

import argparse
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import optuna
from bowls import Landscape
from record import keep

from sklearn_hpt import AtLeast, AtMost, Real, Study
from sklearn_hpt.limits import Limits

RESULTS = Path(__file__).parent / "results" / "limits.json"
CHECKPOINTS = (10, 20, 40)
NOTHING_WITHIN = 2.0
N_DRAWS = 200_000

Point = Mapping[str, Any]
Shown = tuple[Any, dict[str, Any]]


@dataclass(frozen=True)
class Problem:
    """A function to maximise, with outcomes that have limits.

    Parameters
    ----------
    ends : mapping of str to (float, float)
        The range of each parameter.
    limits : mapping of str to Limit
    evaluate : callable
        From params, or columns of them, to score and outcomes.
    """

    ends: Mapping[str, tuple[float, float]]
    limits: Limits
    evaluate: Callable[[Point], Shown]

    @cached_property
    def scale(self) -> tuple[float, float]:
        """The best score within the limits, and the median, over many draws."""
        rng = np.random.default_rng(0)
        points = {name: rng.uniform(*ends, N_DRAWS) for name, ends in self.ends.items()}
        scores, outcomes = self.evaluate(points)
        within = np.all([self._slack(name, outcomes[name]) >= 0 for name in self.limits], axis=0)
        return float(scores[within].max()), float(np.median(scores[within]))

    def excesses(self, outcomes: Mapping[str, float]) -> list[float]:
        """Give how far each outcome is outside, negative within, as Optuna takes it."""
        return [-self._slack(name, outcomes[name]) for name in self.limits]

    def _slack(self, name: str, outcomes: Any) -> Any:
        return self.limits[name].slack(outcomes)


def gardner_1(at: Point) -> Shown:
    """Give score and outcome; the limit is lower than that of the paper, which hardly binds."""
    x, y = at["x"], at["y"]
    return -(np.cos(2 * x) * np.cos(y) + np.sin(x)), {"c": np.cos(x + y)}


def gardner_2(at: Point) -> Shown:
    """Give score and outcome; few points are within."""
    x, y = at["x"], at["y"]
    return -(np.sin(x) + y), {"c": np.sin(x) * np.sin(y)}


def gelbart(at: Point) -> Shown:
    """Give score and two outcomes."""
    x, y = at["x"], at["y"]
    wave = 0.5 * np.sin(2 * np.pi * (x * x - 2 * y)) + x + 2 * y - 1.5
    return -(x + y), {"wave": wave, "disc": x * x + y * y}


def bowl(d: int) -> Callable[[Point], Shown]:
    """Give a bowl with the sum of the params as its outcome."""
    landscape = Landscape(d, 0)

    def evaluate(at: Point) -> Shown:
        columns = [at[dim.name] for dim in landscape.space]
        points = np.column_stack(columns) if np.ndim(columns[0]) else np.array([columns])
        scores = landscape.scores(points)
        return (scores if np.ndim(columns[0]) else float(scores[0])), {"sum": sum(columns)}

    return evaluate


def beside_the_bottom(d: int) -> float:
    """Give a limit on the sum of the params of a bowl that leaves its bottom out."""
    return float(Landscape(d, 0)._bottom.sum()) - 0.1 * d


def cube(d: int) -> dict[str, tuple[float, float]]:
    """Give the ranges of a bowl."""
    return {f"x{place}": (0.0, 1.0) for place in range(d)}


SQUARE = {"x": (0.0, 6.0), "y": (0.0, 6.0)}
PROBLEMS = {
    "gardner 1": Problem(SQUARE, {"c": AtMost(-0.8)}, gardner_1),
    "gardner 2": Problem(SQUARE, {"c": AtMost(-0.95)}, gardner_2),
    "gelbart": Problem(
        {"x": (0.0, 1.0), "y": (0.0, 1.0)}, {"wave": AtLeast(0.0), "disc": AtMost(1.5)}, gelbart
    ),
    "bowl 3": Problem(cube(3), {"sum": AtMost(beside_the_bottom(3))}, bowl(3)),
    "bowl 6": Problem(cube(6), {"sum": AtMost(beside_the_bottom(6))}, bowl(6)),
}


def run_ours(problem: Problem, seed: int, strategy: str, *, is_told: bool = True) -> list[Any]:
    """Give score and outcomes of each trial; without limits if they are not told."""
    space = {name: Real(*ends) for name, ends in problem.ends.items()}
    limits = problem.limits if is_told else None
    n = CHECKPOINTS[-1]
    study = Study(space, strategy, random_state=seed, n_trials=n, limits=limits)
    shown = []
    for _ in range(n):
        trial = study.ask()
        score, outcomes = problem.evaluate(trial.params)
        study.tell(trial, score, outcomes=outcomes if is_told else None)
        shown.append((score, outcomes))
    return shown


def run_optuna(problem: Problem, seed: int) -> list[Any]:
    """Give score and outcomes of each trial of Optuna's TPE."""
    shown = []

    def objective(trial: optuna.Trial) -> float:
        params = {name: trial.suggest_float(name, *ends) for name, ends in problem.ends.items()}
        score, outcomes = problem.evaluate(params)
        shown.append((score, outcomes))
        trial.set_user_attr("excesses", problem.excesses(outcomes))
        return float(score)

    sampler = optuna.samplers.TPESampler(
        seed=seed, constraints_func=lambda trial: trial.user_attrs["excesses"]
    )
    study = optuna.create_study(direction="maximize", sampler=sampler)
    study.optimize(objective, n_trials=CHECKPOINTS[-1])
    return shown


OPTIMISERS: dict[str, Callable[[Problem, int], list[Any]]] = {
    "bayes": lambda problem, seed: run_ours(problem, seed, "bayes"),
    "bayes, limits not told": lambda problem, seed: run_ours(problem, seed, "bayes", is_told=False),
    "tpe": lambda problem, seed: run_ours(problem, seed, "tpe"),
    "optuna-tpe": run_optuna,
    "random": lambda problem, seed: run_ours(problem, seed, "random"),
}


def regrets(problem: Problem, shown: list[Any]) -> list[float]:
    """Give the regret at each checkpoint."""
    best, median = problem.scale
    scores = [
        score if max(problem.excesses(outcomes)) <= 0 else -np.inf for score, outcomes in shown
    ]
    so_far = np.maximum.accumulate(scores)
    scaled = np.minimum((best - so_far) / (best - median), NOTHING_WITHIN)
    return [round(float(scaled[n - 1]), 4) for n in CHECKPOINTS]


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--problems", nargs="+", default=list(PROBLEMS), choices=PROBLEMS)
    parser.add_argument("--optimisers", nargs="+", default=list(OPTIMISERS), choices=OPTIMISERS)
    given = parser.parse_args()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
    for name in given.problems:
        figures = {}
        for optimiser in given.optimisers:
            rows = [
                regrets(PROBLEMS[name], OPTIMISERS[optimiser](PROBLEMS[name], seed))
                for seed in range(given.seeds)
            ]
            figures[optimiser] = {
                f"@{n}": each for n, each in zip(CHECKPOINTS, zip(*rows, strict=True), strict=True)
            }
            means = "  ".join(
                f"@{n} {mean:.3f}"
                for n, mean in zip(CHECKPOINTS, np.mean(rows, axis=0), strict=True)
            )
            print(f"{name:<12}{optimiser:<26}{means}", flush=True)
        keep(RESULTS, name, figures)


if __name__ == "__main__":
    main()
