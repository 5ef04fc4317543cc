"""Learn portfolios for default spaces from real runs, and judge them on groups left out.

    python benchmarks/portfolios.py score --scores FILE
    python benchmarks/portfolios.py learn --scores FILE
    python benchmarks/portfolios.py search --scores FILE --learners SVC --seeds 3

``score`` cross-validates the candidates of every learner on every task of `portfolio_tasks`, and
what searches begin with, and can be cut and called again; ``learn`` chooses the portfolios, judges
how that choice does on groups of tasks that it has not seen, and writes both down; ``search`` runs
whole searches on groups left out, with such a portfolio and without. What ``search`` and
`portfolio_transfer` have found is heeded by ``learn``. With ``--learners``, what is known of the
others is left as it is. Photographs are read with Pillow.
"""

import argparse
import json
import math
import platform
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
from portfolio_learners import DESIGNED, LEARNERS, N_DESIGNS, Learner, Recipe
from portfolio_tasks import Task
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning

import sklearn_hpt.space.defaults as package
from sklearn_hpt.space import default_space
from sklearn_hpt.strategies import BayesSearch, given_first
from sklearn_hpt.trials import History, Trial

RESULTS = Path(__file__).parent / "results" / "portfolios.json"
SHIPPED = Path(package.__file__).parent / "portfolios.json"
LENGTH = 8
LENGTHS = (1, 2, 4, 8)
FLATTEST = 0.004  # of score between the best and the median draw, below which a task tells nothing
WORST = 2.0  # regret
CLEAR = 2.0  # standard errors by which a portfolio must gain at DECISIVE trials to be shipped
DECISIVE = 4
BUDGETS = (15, 30)
Scores = Mapping[tuple[str, str, int], tuple[float, float]]  # and seconds, by learner, task, place


# -- Scores ------------------------------------------------------------------------------------


def validate(estimator: Any, task: Task, rows: int) -> tuple[float, float]:
    """Cross-validate; give the mean score and the seconds it took."""
    start = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        scores = [clone(estimator).fit(X, y).score(*test) for X, y, *test in _splits(task, rows)]
    return float(np.mean(scores)), time.process_time() - start


@cache
def _splits(task: Task, rows: int) -> Sequence[tuple[np.ndarray, ...]]:
    return tuple(task.splits(rows))


def score_all(learners: Sequence[Learner], path: Path) -> None:
    """Score what has not been scored yet, a line for each."""
    done = set(read_scores(path))
    for learner in learners:
        for task in learner.tasks:
            with path.open("a") as file:
                for place, params in enumerate(learner.tried(task)):
                    if (learner.name, task.name, place) in done:
                        continue
                    estimator = clone(learner.estimator).set_params(**params)
                    score, seconds = validate(estimator, task, learner.rows)
                    line = [learner.name, task.name, place, round(score, 6), round(seconds, 3)]
                    file.write(json.dumps(line) + "\n")
        print(f"{learner.name}: {time.process_time():.0f} seconds so far", flush=True)


def read_scores(path: Path) -> dict[tuple[str, str, int], tuple[float, float]]:
    """Read what was scored: score and seconds by learner, task and place."""
    if not path.exists():
        return {}
    lines = map(json.loads, path.read_text().splitlines())
    return {(learner, task, place): (score, spent) for learner, task, place, score, spent in lines}


def scores_of(learner: Learner, task: Task, scores: Scores) -> np.ndarray:
    """Give the scores of all that was tried on a task, in that order."""
    n_tried = len(learner.tried(task))
    return np.array([scores[learner.name, task.name, place][0] for place in range(n_tried)])


# -- Choice and judgement ----------------------------------------------------------------------


@dataclass(frozen=True)
class Regrets:
    """What the candidates of a learner lose on its tasks: 0 is the best of them and of its own
    params on a task, and 1 the median of the Sobol points; worse than `WORST` counts as that.

    Parameters
    ----------
    learner : Learner
        Whose candidates they are.
    tasks : list of n_tasks Task
        Those on which the candidates differ.
    values : ndarray of shape (n_tasks, n_candidates)
        The regrets of the candidates.
    as_it_is : ndarray of shape (n_tasks,)
        The regrets of the estimator's own params.
    begun : ndarray of shape (n_tasks, n_designs, n_trials)
        The regrets of the first trials of searches, without their own params; below 0 where they
        are better than all candidates.
    """

    learner: Learner
    tasks: list[Task]
    values: np.ndarray
    as_it_is: np.ndarray
    begun: np.ndarray

    @classmethod
    def of(cls, learner: Learner, scores: Scores) -> "Regrets":
        """Take the scores of a learner."""
        n = len(learner.candidates())
        kept, rows = [], []
        for task in learner.tasks:
            row = scores_of(learner, task, scores)
            best, middle = row[: n + 1].max(), np.median(row[: learner.n_sobol])
            if best - middle >= FLATTEST:
                kept.append(task)
                rows.append((best - row) / (best - middle))
        values = np.minimum(rows, WORST)
        begun = values[:, n + 1 :].reshape(len(kept), N_DESIGNS, DESIGNED)
        return cls(learner, kept, values[:, :n], values[:, n], begun)

    @property
    def groups(self) -> np.ndarray:
        """The group of each task."""
        return np.array([task.group for task in self.tasks])

    def choose(self, learned_from: np.ndarray) -> list[int]:
        """Choose candidates one by one, so that the best so far is as good as can be.

        Parameters
        ----------
        learned_from : ndarray of shape (n_tasks,)
            Which tasks may be looked at; every group of theirs counts as much.

        Returns
        -------
        chosen : list of int
        """
        values, groups = self.values[learned_from], self.groups[learned_from]
        weights = np.array([1 / np.sum(groups == group) for group in groups])
        best, chosen = np.full(len(values), np.inf), []
        for _ in range(min(LENGTH, values.shape[1])):
            losses = weights @ np.minimum(best[:, None], values)
            losses[chosen] = np.inf
            chosen.append(int(np.argmin(losses)))
            best = np.minimum(best, values[:, chosen[-1]])
        return chosen

    def portfolio(self) -> list[Recipe]:
        """Give what all tasks together would choose."""
        candidates = self.learner.candidates()
        return [candidates[place] for place in self.choose(np.ones(len(self.tasks), dtype=bool))]

    def held_out(self) -> np.ndarray:
        """Give the best regret so far of portfolios that did not see the group, (n_tasks, 8)."""
        best = np.empty((len(self.tasks), LENGTH))
        for group in np.unique(self.groups):
            out = self.groups == group
            chosen = self.choose(~out)
            best[out] = np.minimum.accumulate(self.values[out][:, chosen], axis=1)
        return best

    def arms(self, k: int) -> dict[str, np.ndarray]:
        """Give the expected regret of the best of the first k, (n_tasks,), of several designs."""
        design = self.values[:, : self.learner.n_sobol]
        blocks = design.reshape(len(design), -1, k)  # each as well spread as the first
        rest = blocks[:, :, : k - 1].min(axis=2, initial=WORST)
        return {
            "defaults": self.as_it_is,
            "random": np.sort(design, axis=1) @ _chances_to_be_best(design.shape[1], k),
            "sobol": blocks.min(axis=2).mean(axis=1),
            "today": self._searched()[:, :, :k].min(axis=2).mean(axis=1),
            "near": np.minimum(self.values[:, -1:], rest).mean(axis=1),
            "portfolio": self.held_out()[:, k - 1],
        }

    def _searched(self) -> np.ndarray:
        """Give the regrets of what searches begin with, (n_tasks, n_designs, 8 or 9)."""
        n_tasks, n_designs, designed = self.begun.shape
        own = np.broadcast_to(self.as_it_is[:, None, None], (n_tasks, n_designs, 1))
        # a design goes on with Sobol points
        blocks = self.values[:, : n_designs * (LENGTH - designed)].reshape(n_tasks, n_designs, -1)
        first = [own] if self.learner.begins_as_it_is else []
        return np.concatenate([*first, self.begun, blocks], axis=2)


def _chances_to_be_best(n: int, k: int) -> np.ndarray:
    """Give the chance of each rank of n to be the best of k draws."""
    return np.array([math.comb(n - 1 - rank, k - 1) / math.comb(n, k) for rank in range(n)])


def over_groups(values: np.ndarray, groups: np.ndarray) -> list[float]:
    """Give the mean over groups of the means in groups, and its standard error."""
    means = [values[groups == group].mean() for group in np.unique(groups)]
    return [
        round(float(np.mean(means)), 3),
        round(float(np.std(means, ddof=1)) / len(means) ** 0.5, 3),
    ]


def judge(regrets: Regrets) -> dict[str, Any]:
    """Compare the portfolio with other designs, on groups left out."""
    arms = {k: regrets.arms(k) for k in LENGTHS}
    gains = {
        k: over_groups(arm["today"] - arm["portfolio"], regrets.groups) for k, arm in arms.items()
    }
    return {
        "groups": len(np.unique(regrets.groups)),
        "tasks": len(regrets.tasks),
        "candidates": regrets.values.shape[1],
        "regret": {
            name: {k: over_groups(arm[name], regrets.groups) for k, arm in arms.items()}
            for name in arms[1]
        },
        "gain": gains,
    }


# -- Searches ----------------------------------------------------------------------------------


def search(
    regrets: Regrets, scores: Scores, lengths: Sequence[int], n_seeds: int, n_groups: int
) -> dict[str, Any]:
    """Run whole searches on a task of each group, begun with a portfolio of the others or not."""
    learner, groups = regrets.learner, list(dict.fromkeys(regrets.groups))[:n_groups]
    beginnings = {"today": 0, **{f"portfolio of {n}": n for n in lengths}}
    found: dict[str, list[np.ndarray]] = {name: [] for name in beginnings}
    for group in groups:
        chosen = regrets.choose(regrets.groups != group)
        task = regrets.tasks[regrets.groups.tolist().index(group)]
        recipes = [learner.candidates()[place] for place in chosen]
        portfolio = [learner.realised(recipe, task) for recipe in recipes]
        runs = {
            name: search_one(learner, task, portfolio[:n], n_seeds)
            for name, n in beginnings.items()
        }
        row = scores_of(learner, task, scores)
        best = max(row.max(), *(run.max() for run in runs.values()))
        middle = np.median(row[: learner.n_sobol])
        for name, run in runs.items():
            regret = (best - run) / (best - middle)
            found[name].append(np.minimum(regret, WORST).mean(axis=0))
        print(
            learner.name,
            task.name,
            {n: f[-1].round(3).tolist() for n, f in found.items()},
            flush=True,
        )
    return {"tasks": len(groups), "seeds": n_seeds} | {
        "regret": {name: _at_budgets(np.array(each)) for name, each in found.items()},
        "gain": {
            name: _at_budgets(np.array(found["today"]) - np.array(each))
            for name, each in found.items()
            if name != "today"
        },
    }


def search_one(
    learner: Learner, task: Task, portfolio: Sequence[Mapping[str, Any]], n_seeds: int
) -> np.ndarray:
    """Give the best score so far at the budgets, (n_seeds, n_budgets)."""
    X, y = learner.data(task)
    space = default_space(learner.estimator).resolve(X, y)
    own = space.restrict(learner.estimator.get_params())
    first = portfolio or ([] if own is None else [own])
    best = np.empty((n_seeds, len(BUDGETS)))
    for seed in range(n_seeds):
        model = BayesSearch(space, seed, n_trials=max(BUDGETS))
        strategy, history = given_first(model, first, space), History()
        for number in range(max(BUDGETS)):
            suggestion = strategy.suggest(history, 1)[0]
            estimator = clone(learner.estimator).set_params(**suggestion.params)
            score, _ = validate(estimator, task, learner.rows)
            trial = Trial(number, suggestion.params, origin=suggestion.origin).told(score)
            history = History((*history.trials, trial))
        told = np.maximum.accumulate([trial.score for trial in history.trials])
        best[seed] = told[np.array(BUDGETS) - 1]
    return best


def _at_budgets(values: np.ndarray) -> dict[int, list[float]]:
    """Give mean and standard error over groups, from (n_groups, n_budgets)."""
    each = np.arange(len(values))
    return {budget: over_groups(values[:, i], each) for i, budget in enumerate(BUDGETS)}


def write_portfolios(portfolios: Mapping[str, Sequence[Recipe]]) -> None:
    """Write a line for each params, so that they can be read and compared."""
    blocks = [
        f'  "{name}": [\n' + ",\n".join(f"    {json.dumps(each)}" for each in recipes) + "\n  ]"
        for name, recipes in portfolios.items()
    ]
    SHIPPED.write_text("{\n" + ",\n".join(blocks) + "\n}\n")


def learn(learners: Sequence[Learner], scores: Scores, report: Mapping[str, Any]) -> dict[str, Any]:
    """Judge learners on groups left out, and ship what helps there and nowhere harms."""
    judged = dict(report.get("groups_left_out", {}))
    portfolios = json.loads(SHIPPED.read_text())
    for learner in learners:
        portfolios.pop(learner.name, None)
        regrets = Regrets.of(learner, scores)
        verdict = judge(regrets)
        mean, error = verdict["gain"][DECISIVE]
        shipped = mean > CLEAR * error and not harms(learner.name, report)
        if shipped:
            portfolios[learner.name] = regrets.portfolio()
        judged[learner.name] = {**verdict, "shipped": shipped}
        print(f"{learner.name}: {judged[learner.name]}")
    names = [learner.name for learner in LEARNERS]
    write_portfolios({name: portfolios[name] for name in names if name in portfolios})
    return {name: judged[name] for name in names if name in judged}


def harms(name: str, report: Mapping[str, Any]) -> bool:
    """Whether a portfolio lost in whole searches, at any budget, or on independent landscapes."""
    gains = []
    if name in report.get("searches", {}):
        searches = report["searches"][name]["gain"][f"portfolio of {DECISIVE}"]
        gains += [searches[str(budget)][0] for budget in BUDGETS]
    if name in report.get("landscapes", {}):
        gains.append(report["landscapes"][name]["gain"][str(DECISIVE)])
    return min(gains, default=0.0) < 0


def main() -> None:
    """Read the arguments, do what they say, and keep what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("step", choices=["score", "learn", "search"])
    parser.add_argument("--scores", type=Path, required=True, help="where scores are kept")
    names = [learner.name for learner in LEARNERS]
    parser.add_argument("--learners", nargs="+", choices=names, default=names)
    parser.add_argument("--lengths", nargs="+", type=int, default=[4])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--groups", type=int, default=99)
    arguments = parser.parse_args()
    learners = [learner for learner in LEARNERS if learner.name in arguments.learners]
    if arguments.step == "score":
        score_all(learners, arguments.scores)
        return
    scores = read_scores(arguments.scores)
    report: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    report |= {"python": platform.python_version(), "sklearn": sklearn.__version__}
    if arguments.step == "learn":
        report["groups_left_out"] = learn(learners, scores, report)
    else:
        for learner in learners:
            found = search(
                Regrets.of(learner, scores),
                scores,
                arguments.lengths,
                arguments.seeds,
                arguments.groups,
            )
            report.setdefault("searches", {})[learner.name] = found
    RESULTS.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
