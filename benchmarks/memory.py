"""Benchmark of memory: the highest of a search here beside that of scikit-learn's.

    python benchmarks/memory.py --cases training two-settings

Every search runs in a process of its own, with one worker. Scores must be the same to the last bit.
"""

import argparse
import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from record import keep
from scipy import sparse
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.feature_selection import SelectKBest, f_classif, f_regression
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, PolynomialFeatures, StandardScaler
from sklearn.svm import SVC

from sklearn_hpt import GridSearchTuner

RESULTS = Path(__file__).parent / "results" / "memory.json"
ALPHAS = [0.1, 1.0, 10.0]
KINDS = {"theirs": GridSearchCV, "ours": GridSearchTuner}
Case = tuple[Any, dict[str, Any], tuple[Any, Any]]


def samples(n: int = 40_000, m: int = 200) -> tuple[np.ndarray, np.ndarray]:
    """Make samples, and a target that is nearly linear: 64 MB, if nothing else is said."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(n, m))
    return X, X[:, 0] - X[:, 1] + rng.normal(size=n)


def piped(*steps: Any, data: Any = None, **space: Any) -> Case:
    """Put a ridge regression at the end of some steps."""
    pipe = make_pipeline(*steps, Ridge())
    return pipe, {"ridge__alpha": ALPHAS, **space}, data or samples()


def picked() -> Case:
    pick = SelectKBest(f_regression)
    return piped(StandardScaler(), pick, selectkbest__k=[50, 100, 150])


def two_settings() -> Case:
    space = {"minmaxscaler__feature_range": [(0, 1), (-1, 1)]}
    return piped(MinMaxScaler(), StandardScaler(), standardscaler__with_std=[True, False], **space)


def components() -> Case:
    X, y = samples(4_000, 2_000)
    pipe = make_pipeline(StandardScaler(), PCA(20, random_state=0), SVC())
    return pipe, {"svc__C": ALPHAS}, (X, y > 0)


def frame() -> Case:
    X, y = samples()
    columns = [str(j) for j in range(X.shape[1])]
    halves = [("a", StandardScaler(), columns[:100]), ("b", MinMaxScaler(), columns[100:])]
    return piped(ColumnTransformer(halves), data=(pd.DataFrame(X, columns=columns), y))


def gaps() -> Case:
    X = sparse.random(40_000, 1_000, density=0.1, format="csr", random_state=0)
    y = np.asarray(X[:, :50].sum(axis=1)).ravel()
    model = LogisticRegression(max_iter=20)
    pipe = make_pipeline(MaxAbsScaler(), SelectKBest(f_classif, k=100), model)
    return pipe, {"logisticregression__C": ALPHAS}, (X, (y > np.median(y)).astype(int))


CASES: dict[str, Callable[[], Case]] = {
    "nothing": lambda: (Ridge(), {"alpha": ALPHAS}, samples()),
    "repeated": lambda: (Ridge(), {"alpha": [1.0, 1.0, 1.0]}, samples()),
    "scaled": lambda: piped(StandardScaler()),
    "scaled-twice": lambda: piped(MinMaxScaler(), StandardScaler()),
    "picked": picked,
    "training": picked,
    "two-settings": two_settings,
    "components": components,
    "polynomials": lambda: piped(PolynomialFeatures(), StandardScaler(), data=samples(20_000, 30)),
    "frame": frame,
    "sparse": gaps,
}


def run_one(case: str, who: str) -> dict[str, Any]:
    """Run one search in this process; give its peak in MB, and its scores."""
    estimator, space, (X, y) = CASES[case]()
    arguments = {"cv": 3, "refit": False, "return_train_score": case == "training"}
    made = KINDS[who](estimator, space, **arguments).fit(X, y)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"peak_mb": round(peak), "scores": made.cv_results_["mean_test_score"].tolist()}


def measure(case: str, who: str) -> dict[str, Any]:
    """Run one search in a process of its own."""
    command = [sys.executable, "-W", "ignore", __file__, "--one", case, who]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def compare(case: str) -> dict[str, Any]:
    """Run both searches on a case, and check the scores."""
    runs = {who: measure(case, who) for who in KINDS}
    if runs["ours"]["scores"] != runs["theirs"]["scores"]:
        raise RuntimeError(f"the searches disagree on {case}")
    peaks = {who: run["peak_mb"] for who, run in runs.items()}
    return {**peaks, "ratio": round(peaks["ours"] / peaks["theirs"], 2)}


def main() -> None:
    """Read the arguments, run the cases, and write what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument("--output", type=Path, default=RESULTS)
    parser.add_argument("--one", nargs=2, metavar=("CASE", "WHO"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(run_one(*arguments.one)))
        return
    for case in arguments.cases:
        figures = compare(case)
        keep(arguments.output, case, figures)
        print(f"{case}: {figures}", flush=True)


if __name__ == "__main__":
    main()
