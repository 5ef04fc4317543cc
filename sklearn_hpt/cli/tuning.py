"""Tuning on the command line: data, model and tuner as the arguments say."""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sklearn.base import BaseEstimator, clone
from sklearn.metrics import get_scorer_names
from sklearn.model_selection import cross_val_score, train_test_split

from sklearn_hpt import (
    BayesSearchTuner,
    GridSearchTuner,
    RandomSearchTuner,
    SearchSpace,
    default_space,
)
from sklearn_hpt.cli import source
from sklearn_hpt.cli.data import DataSet, load, nearest
from sklearn_hpt.cli.journals import remember_command
from sklearn_hpt.cli.models import build_model
from sklearn_hpt.cli.report import Report, Standing

TEST_SIZE = 0.25
N_ITER = 30
RESOLUTION = 3
SETTINGS = ("cv", "scoring", "n_jobs", "max_time", "fit_timeout", "journal")


def tune(arguments: argparse.Namespace, argv: Sequence[str]) -> Report:
    """Tune as the arguments say.

    Parameters
    ----------
    arguments : Namespace
        Of the verb ``tune``.
    argv : sequence of str
        The same as they were typed, for the journal.

    Returns
    -------
    report : Report

    Raises
    ------
    ValueError, OSError, ImportError, JournalError
        If it cannot be done.
    """
    job = prepare(arguments)
    if arguments.journal is not None:
        remember_command(arguments.journal, argv)
    print(f"Tuning on {len(job.X_train)} of {len(job.data.X)} rows ...", file=sys.stderr)
    start = time.perf_counter()
    tuner, model = job.tuner, job.model
    tuner.fit(job.X_train, job.y_train)
    seconds = time.perf_counter() - start
    scores = cross_val_score(model, job.X_train, job.y_train, cv=tuner.cv, scoring=tuner.scoring)
    plain = clone(model).fit(job.X_train, job.y_train)
    held_out = job.X_test, job.y_test
    return Report(
        data=job.data,
        model=model,
        tuner=tuner,
        space=job.space,
        n_test_rows=len(job.X_test),
        defaults=Standing(scores.mean(), scores.std(), tuner.scorer_(plain, *held_out)),
        tuned=Standing(
            tuner.best_score_,
            tuner.cv_results_["std_test_score"][tuner.best_index_],
            tuner.score(*held_out),
        ),
        seconds=seconds,
        source=source.repeat(job.data, model, tuner, job.split, _resolution(arguments)),
    )


@dataclass(frozen=True)
class Job:
    """What is tuned, by what, and on which rows."""

    data: DataSet
    model: BaseEstimator
    tuner: Any
    space: SearchSpace
    split: dict[str, Any]
    X_train: Any
    X_test: Any
    y_train: Any
    y_test: Any


def prepare(arguments: argparse.Namespace) -> Job:
    """Load the data and build the tuner that the arguments ask for.

    Parameters
    ----------
    arguments : Namespace
        Of the verb ``tune``.

    Returns
    -------
    job : Job

    Raises
    ------
    ValueError, OSError, ImportError
        If it cannot be done.
    """
    data = load(arguments.data, target=arguments.target, task=arguments.task)
    model = build_model(arguments.estimator, data, arguments.random_state)
    split = _split(data, arguments.random_state)
    X_train, X_test, y_train, y_test = train_test_split(data.X, data.y, **split)
    space = default_space(model).resolve(X_train, y_train)
    tuner = _build_tuner(arguments, model, space)
    return Job(data, model, tuner, space, split, X_train, X_test, y_train, y_test)


def _build_tuner(arguments: argparse.Namespace, model: BaseEstimator, space: SearchSpace) -> Any:
    """Build the tuner that was asked for, around the model."""
    if arguments.scoring is not None and arguments.scoring not in get_scorer_names():
        raise ValueError(
            f"There is no scorer {arguments.scoring!r}"
            f"{nearest(arguments.scoring, get_scorer_names())} "
            "sklearn.metrics.get_scorer_names() lists them all."
        )
    common = {name: getattr(arguments, name) for name in SETTINGS}
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
