"""Benchmark of exact savings: searches here beside scikit-learn's, which fit every row anew.

    python benchmarks/exact_savings.py --cases forest "naive bayes" --repeats 3

Every search runs in a process of its own, so its CPU time and its highest memory are its own,
those of its workers included. Scores must be the same to the last bit. The ``loop`` is the bare
clone, set_params, fit and score on the same splits: what a search cannot do without.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from record import keep
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer, load_digits, load_iris
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.metrics import check_scoring
from sklearn.model_selection import GridSearchCV, ParameterGrid, StratifiedKFold
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from sklearn_hpt import GridSearchTuner

RESULTS = Path(__file__).parent / "results" / "exact_savings.json"
SEARCHES = ("theirs-1", "theirs-2", "ours-1", "ours-2", "loop")
Case = tuple[Any, dict[str, Any], tuple[Any, Any]]


def read_texts(n_texts: int = 1500, n_words: int = 150) -> tuple[list[str], np.ndarray]:
    """Make texts of two classes whose words differ a little in their frequency."""
    rng = np.random.default_rng(0)
    y = rng.integers(0, 2, n_texts)
    ranks = np.arange(1, 5001)
    words = np.array([f"word{rank}" for rank in ranks])
    weights = [1 / ranks, 1 / (ranks + 20 * (ranks % 7 == 0))]
    texts = [
        " ".join(rng.choice(words, n_words, p=weights[label] / weights[label].sum())) for label in y
    ]
    return texts, y


def naive_bayes() -> Case:
    return GaussianNB(), {"var_smoothing": np.logspace(-9, 0, 400)}, load_iris(return_X_y=True)


def forest() -> Case:
    estimator = RandomForestClassifier(random_state=0)
    return estimator, {"n_estimators": range(10, 201, 10)}, load_breast_cancer(return_X_y=True)


def histograms() -> Case:
    estimator = HistGradientBoostingClassifier(random_state=0)
    return estimator, {"max_iter": range(20, 201, 20)}, load_breast_cancer(return_X_y=True)


def neighbours() -> Case:
    space = {"n_neighbors": range(1, 51)}
    return KNeighborsClassifier(), space, load_digits(return_X_y=True)


def components() -> Case:
    pipe = Pipeline([("scale", StandardScaler()), ("pca", PCA(random_state=0)), ("svc", SVC())])
    space = {"pca__n_components": [5, 10, 20, 30, 40], "svc__C": np.logspace(-2, 3, 20)}
    return pipe, space, load_digits(return_X_y=True)


def selection() -> Case:
    pipe = Pipeline(
        [("pick", SelectKBest()), ("scale", StandardScaler()), ("model", LogisticRegression())]
    )
    return pipe, {"pick__k": range(1, 31)}, load_breast_cancer(return_X_y=True)


def texts() -> Case:
    pipe = Pipeline([("words", TfidfVectorizer()), ("model", LogisticRegression(max_iter=300))])
    return pipe, {"model__C": np.logspace(-2, 2, 20)}, read_texts()


def large_samples() -> Case:
    """Make samples of 64 MB: what is held for reuse shows in the memory."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40_000, 200))
    y = (X[:, 0] - X[:, 1] + rng.normal(size=len(X)) > 0).astype(int)
    pipe = Pipeline(
        [("scale", StandardScaler()), ("pick", SelectKBest()), ("model", RidgeClassifier())]
    )
    return pipe, {"pick__k": [50, 100, 150], "model__alpha": [0.1, 1.0, 10.0]}, (X, y)


CASES: dict[str, Callable[[], Case]] = {
    "naive bayes": naive_bayes,
    "forest": forest,
    "histograms": histograms,
    "neighbours": neighbours,
    "components": components,
    "selection": selection,
    "texts": texts,
    "large samples": large_samples,
}


def run_loop(estimator: Any, space: dict[str, Any], X: Any, y: Any) -> list[float]:
    """Fit and score every row on every split, and nothing else."""
    score = check_scoring(estimator)
    scores = []
    samples = np.array(X) if isinstance(X, list) else X
    splits = [
        (samples[train], y[train], samples[test], y[test])
        for train, test in StratifiedKFold(5).split(samples, y)
    ]
    for params in ParameterGrid(space):
        row = [
            score(clone(estimator).set_params(**params).fit(X_train, y_train), X_test, y_test)
            for X_train, y_train, X_test, y_test in splits
        ]
        scores.append(float(np.mean(row)))
    return scores


def run_one(case: str, search: str) -> dict[str, Any]:
    """Run one search in this process, and measure it."""
    estimator, space, (X, y) = CASES[case]()
    name, _, n_jobs = search.partition("-")
    start, cpu = time.perf_counter(), _cpu()
    if name == "loop":
        scores = run_loop(estimator, space, X, y)
    else:
        kind = {"ours": GridSearchTuner, "theirs": GridSearchCV}[name]
        made = kind(estimator, space, cv=5, refit=False, n_jobs=int(n_jobs)).fit(X, y)
        scores = made.cv_results_["mean_test_score"].tolist()
    wall = time.perf_counter() - start
    if n_jobs == "2":  # workers count when they have ended
        from joblib.externals.loky import get_reusable_executor

        get_reusable_executor().shutdown(wait=True)
    peaks = [
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    return {
        "wall": wall,
        "cpu": _cpu() - cpu,
        "peak_mb": peaks[0] / 1024,
        "peak_worker_mb": peaks[1] / 1024,
        "scores": scores,
    }


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measure(case: str, search: str) -> dict[str, Any]:
    """Run one search in a process of its own."""
    command = [sys.executable, "-W", "ignore", __file__, "--one", case, search]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    environment = os.environ | threads  # waiting threads spin, and would be measured
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def compare(case: str, repeats: int) -> dict[str, Any]:
    """Run every search on a case, in turns; check the scores, and give the medians."""
    runs: dict[str, list[dict[str, Any]]] = {search: [] for search in SEARCHES}
    for _ in range(repeats):
        for search in SEARCHES:
            runs[search].append(measure(case, search))
    scores = [run["scores"] for search in SEARCHES[:4] for run in runs[search]]
    if any(other != scores[0] for other in scores):
        raise RuntimeError(f"the searches disagree on {case}")
    figures = {
        search: {
            name: round(median(run[name] for run in runs[search]), 3)
            for name in ("wall", "cpu", "peak_mb", "peak_worker_mb")
        }
        for search in SEARCHES
    }
    wall = {search: figures[search]["wall"] for search in SEARCHES}
    peak = {search: figures[search]["peak_mb"] for search in SEARCHES}
    return {
        "faster_than_theirs_1": round(wall["theirs-1"] / wall["ours-1"], 2),
        "faster_than_theirs_2": round(wall["theirs-2"] / wall["ours-2"], 2),
        "times_the_loop": round(wall["ours-1"] / wall["loop"], 2),
        "two_workers_to_one": round(wall["ours-2"] / wall["ours-1"], 2),
        "peak_to_theirs": round(peak["ours-1"] / peak["theirs-1"], 2),
        "repeats": repeats,
        "searches": figures,
    }


def main() -> None:
    """Read the arguments, run the cases, and write what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--output", type=Path, default=RESULTS)
    parser.add_argument("--one", nargs=2, metavar=("CASE", "SEARCH"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(run_one(*arguments.one)))
        return
    for case in arguments.cases:
        figures = compare(case, arguments.repeats)
        keep(arguments.output, case, figures)
        line = {k: v for k, v in figures.items() if k not in ("searches", "repeats")}
        print(f"{case}: {line}", flush=True)


if __name__ == "__main__":
    main()
