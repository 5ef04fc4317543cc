"""The command: ``python -m sklearn_hpt tune DATA --estimator NAME``."""

import argparse
import sys
import time
import warnings
from collections.abc import Sequence
from typing import Any

from sklearn.base import BaseEstimator, clone
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import get_scorer_names
from sklearn.model_selection import cross_val_score, train_test_split

from sklearn_hpt import (
    BayesSearchTuner,
    GridSearchTuner,
    RandomSearchTuner,
    SearchSpace,
    __version__,
    default_space,
)
from sklearn_hpt.cli import source
from sklearn_hpt.cli.data import BUNDLED, DataSet, load, nearest
from sklearn_hpt.cli.models import FAMILIES, build_model
from sklearn_hpt.cli.report import Report, Standing, render

TEST_SIZE = 0.25
N_ITER = 30
RESOLUTION = 3

EPILOG = f"""
data sets:   {", ".join(BUNDLED)}, or a CSV file with a header line (needs pandas)
estimators:  {", ".join(FAMILIES)}

example:     python -m sklearn_hpt tune breast_cancer --estimator hist_gradient_boosting --n-jobs -1
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str or None, default=None
        Arguments after the name of the program; None takes those of the process.

    Returns
    -------
    status : int
        0 when a model was tuned, 1 when it could not be, 130 when interrupted; arguments that
        cannot be parsed end the process with 2.
    """
    arguments = _parser().parse_args(argv)
    try:
        with warnings.catch_warnings():
            # a candidate that does not converge is judged by its score, like any other
            warnings.simplefilter("ignore", ConvergenceWarning)
            print(render(_tune(arguments)))
    except KeyboardInterrupt:
        print("\nInterrupted; nothing is kept.", file=sys.stderr)
        return 130
    except (ValueError, OSError, ImportError) as error:
        print(f"sklearn-hpt: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sklearn-hpt", description="Tune a scikit-learn model from the command line."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    tune = commands.add_parser(
        "tune",
        help="find good parameters of an estimator on a data set",
        description="Find good parameters of an estimator on a data set. A quarter of the rows is "
        "held out; the tuner sees the others only.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    tune.add_argument("data", metavar="DATA", help="name of a data set, or path of a CSV file")
    tune.add_argument("--target", metavar="COL", help="column of the CSV file to predict")
    tune.add_argument(
        "--task",
        choices=["classification", "regression"],
        help="what the target calls for (default: inferred from its values)",
    )
    tune.add_argument("--estimator", metavar="NAME", required=True, help="one of those below")
    tune.add_argument(
        "--tuner",
        choices=["bayes", "random", "grid"],
        default="bayes",
        help="how candidates are chosen (default: bayes)",
    )
    budget = tune.add_mutually_exclusive_group()
    budget.add_argument(
        "--n-iter",
        type=int,
        metavar="N",
        help=f"candidates that bayes and random try (default: {N_ITER})",
    )
    budget.add_argument(
        "--resolution",
        type=int,
        metavar="N",
        help=f"values of a range on the grid (default: {RESOLUTION})",
    )
    tune.add_argument("--cv", type=int, default=5, metavar="N", help="splits (default: 5)")
    tune.add_argument("--scoring", metavar="NAME", help="a scorer (default: the estimator's own)")
    tune.add_argument("--n-jobs", type=int, metavar="N", help="processes; -1 takes all cores")
    tune.add_argument(
        "--random-state", type=int, default=0, metavar="N", help="seed of all draws (default: 0)"
    )
    return parser


def _tune(arguments: argparse.Namespace) -> Report:
    """Tune as the arguments say."""
    data = load(arguments.data, target=arguments.target, task=arguments.task)
    model = build_model(arguments.estimator, data, arguments.random_state)
    split = _split(data, arguments.random_state)
    X_train, X_test, y_train, y_test = train_test_split(data.X, data.y, **split)
    space = default_space(model).resolve(X_train, y_train)
    tuner = _build_tuner(arguments, model, space)
    print(f"Tuning on {len(X_train)} of {len(data.X)} rows ...", file=sys.stderr)
    start = time.perf_counter()
    tuner.fit(X_train, y_train)
    seconds = time.perf_counter() - start
    scores = cross_val_score(model, X_train, y_train, cv=tuner.cv, scoring=tuner.scoring)
    plain = clone(model).fit(X_train, y_train)
    return Report(
        data=data,
        model=model,
        tuner=tuner,
        space=space,
        n_test_rows=len(X_test),
        defaults=Standing(scores.mean(), scores.std(), tuner.scorer_(plain, X_test, y_test)),
        tuned=Standing(
            tuner.best_score_,
            tuner.cv_results_["std_test_score"][tuner.best_index_],
            tuner.score(X_test, y_test),
        ),
        seconds=seconds,
        source=source.repeat(data, model, tuner, split, _resolution(arguments)),
    )


def _build_tuner(arguments: argparse.Namespace, model: BaseEstimator, space: SearchSpace) -> Any:
    """Build the tuner that was asked for, around the model."""
    if arguments.scoring is not None and arguments.scoring not in get_scorer_names():
        raise ValueError(
            f"There is no scorer {arguments.scoring!r}"
            f"{nearest(arguments.scoring, get_scorer_names())} "
            "sklearn.metrics.get_scorer_names() lists them all."
        )
    common = {name: getattr(arguments, name) for name in ("cv", "scoring", "n_jobs")}
    resolution = _resolution(arguments)
    if resolution is not None:
        grid = [{k: [v] for k, v in params.items()} for params in space.grid(resolution)]
        return GridSearchTuner(model, grid, **common)
    kind = BayesSearchTuner if arguments.tuner == "bayes" else RandomSearchTuner
    n_iter = N_ITER if arguments.n_iter is None else arguments.n_iter
    return kind(model, "default", n_iter=n_iter, random_state=arguments.random_state, **common)


def _resolution(arguments: argparse.Namespace) -> int | None:
    """Give the resolution of the grid; None if no grid was asked for."""
    if arguments.tuner != "grid":
        return None
    return RESOLUTION if arguments.resolution is None else int(arguments.resolution)


def _split(data: DataSet, random_state: int) -> dict[str, Any]:
    """Give the arguments of ``train_test_split``."""
    split = {"test_size": TEST_SIZE, "random_state": random_state}
    return split | {"stratify": data.y} if data.task == "classification" else split
