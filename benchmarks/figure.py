"""Draw what `bayes.py` measured: regret by trials, one panel a file of results.

cd benchmarks && python figure.py results/bayes-landscapes.json results/bayes-searches.json
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

FIGURE = Path(__file__).parents[1] / "docs" / "_static" / "bayes.svg"
TITLES = {
    "bayes-landscapes": "20 landscapes of real training runs",
    "bayes-searches": "8 searches with scikit-learn",
    "bayes-bowls": "12 bowls, best inside",
}
# Okabe and Ito's palette, which colour-blind readers can tell apart; line styles besides.
STYLES = {
    "ours": ("sklearn_hpt", "#0072B2", "-"),
    "tpe": ("sklearn_hpt, tpe", "#56B4E9", "--"),
    "optuna-tpe": ("Optuna, TPE", "#D55E00", "-."),
    "optuna-gp": ("Optuna, GP", "#CC79A7", "-."),
    "skopt-gp": ("scikit-optimize, GP", "#009E73", ":"),
    "smac": ("SMAC", "#F0E442", "-."),
    "random": ("random", "#777777", ":"),
}


def regrets(runs: list[dict[str, Any]], optimiser: str) -> tuple[np.ndarray, np.ndarray]:
    """Give the number of trials, and the mean regret of each task by it, shape (tasks, n)."""
    mine = [run for run in runs if run["optimiser"] == optimiser]
    trials = sorted(map(int, mine[0]["regret"]))
    tasks = dict.fromkeys(run["task"] for run in mine)
    by_task = [
        np.mean([[run["regret"][str(n)] for n in trials] for run in mine if run["task"] == task], 0)
        for task in tasks
    ]
    return np.array(trials), np.array(by_task)


def draw(paths: list[Path]) -> None:
    """Draw one panel for each file of results."""
    figure = Figure(figsize=(4.6 * len(paths), 3.6))
    panels = figure.subplots(1, len(paths), squeeze=False)
    for axes, path in zip(panels[0], paths, strict=True):
        runs = json.loads(path.read_text(encoding="utf-8"))["runs"]
        for name, (label, colour, line) in STYLES.items():
            if not any(run["optimiser"] == name for run in runs):
                continue
            trials, by_task = regrets(runs, name)
            mean, error = by_task.mean(axis=0), by_task.std(axis=0) / np.sqrt(len(by_task))
            axes.plot(trials, mean, line, color=colour, label=label)
            axes.fill_between(trials, mean - error, mean + error, color=colour, alpha=0.15, lw=0)
        axes.set(
            title=TITLES.get(path.stem, path.stem), xlabel="trials", ylabel="normalised regret"
        )
        axes.set_ylim(bottom=0.0)
        axes.grid(alpha=0.25)
    panels[0][0].legend(frameon=False, fontsize=8)
    figure.tight_layout()
    FIGURE.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(FIGURE, metadata={"Date": None})


def main() -> None:
    """Read which files to draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results", type=Path, nargs="+")
    draw(parser.parse_args().results)


if __name__ == "__main__":
    main()
