"""Tuning on the command line: data, model and tuner as the arguments say."""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
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
from sklearn_hpt.cli.herald import Herald
from sklearn_hpt.cli.journals import remember_command
from sklearn_hpt.cli.models import build_model
from sklearn_hpt.cli.spaces import read_space
from sklearn_hpt.cli.summary import Standing, Summary
from sklearn_hpt.files.whole import check_writable
from sklearn_hpt.journal.command import write_command
from sklearn_hpt.utils import save_best_model
from sklearn_hpt.utils.persistence.archive import write_archive
from sklearn_hpt.utils.persistence.pair import check_free
from sklearn_hpt.utils.report.report import write_page
from sklearn_hpt.utils.report.subject import Recipe, read_subject

TEST_SIZE = 0.25
N_ITER = 30
RESOLUTION = 3
N_COMPARED = 100
"""Rows on which a model that was saved must predict what it predicted before."""

SETTINGS = ("cv", "scoring", "n_jobs", "max_time", "fit_timeout", "journal")


def tune(arguments: argparse.Namespace, argv: Sequence[str]) -> Summary:
    """Tune as the arguments say.

    Parameters
    ----------
    arguments : Namespace
        Of the verb ``tune``.
    argv : sequence of str
        The same as they were typed, for the journal and the report.

    Returns
    -------
    summary : Summary

    Raises
    ------
    ValueError, OSError, ImportError, JournalError
        If it cannot be done; what can be known before the search is said before it.
    """
    job = prepare(arguments)
    _check_outputs(arguments, job.model)
    if arguments.journal is not None:
        remember_command(arguments.journal, argv)
    print(f"Tuning on {len(job.X_train)} of {len(job.data.X)} rows ...", file=sys.stderr)
    start = time.perf_counter()
    tuner, model = job.tuner, job.model
    tuner.set_params(observers=[Herald()])
    tuner.fit(job.X_train, job.y_train)
    seconds = time.perf_counter() - start
    lines = source.repeat(
        job.data,
        model,
        tuner,
        job.split,
        resolution=_resolution(arguments),
        space_file=None if arguments.space == "default" else arguments.space,
    )
    written = _write_outputs(arguments, job, [write_command(argv), "\n".join(lines)])
    scores = cross_val_score(model, job.X_train, job.y_train, cv=tuner.cv, scoring=tuner.scoring)
    plain = clone(model).fit(job.X_train, job.y_train)
    held_out = job.X_test, job.y_test
    return Summary(
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
        source=lines,
        written=written,
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
    given = default_space(model) if arguments.space == "default" else read_space(arguments.space)
    space = given.resolve(X_train, y_train)
    tuner = _build_tuner(arguments, model, space)
    return Job(data, model, tuner, space, split, X_train, X_test, y_train, y_test)


def resolve_default(arguments: argparse.Namespace) -> SearchSpace:
    """Give the default space of an estimator on some data.

    Parameters
    ----------
    arguments : Namespace
        Of the verb ``space``.

    Returns
    -------
    space : SearchSpace

    Raises
    ------
    ValueError, OSError, ImportError
        If there is no such data set or estimator.
    """
    data = load(arguments.data, target=arguments.target, task=arguments.task)
    model = build_model(arguments.estimator, data, arguments.random_state)
    return default_space(model).resolve(data.X, data.y)


def _check_outputs(arguments: argparse.Namespace, model: BaseEstimator) -> None:
    """Check that what shall be written after the search can be, before it."""
    overwrite = arguments.overwrite
    if arguments.save_model is not None:
        file = Path(arguments.save_model).expanduser()
        check_writable(file, overwrite=overwrite)
        check_free(file, overwrite=overwrite)
        write_archive(model)  # skops is there, and takes such a model
    if arguments.report is not None:
        check_writable(Path(arguments.report).expanduser(), overwrite=overwrite)


def _write_outputs(arguments: argparse.Namespace, job: Job, ways: Sequence[str]) -> list[str]:
    """Write the model and the report, and say where."""
    written = []
    if arguments.save_model is not None:
        sample = job.X_test[:N_COMPARED]
        save_best_model(job.tuner, arguments.save_model, overwrite=arguments.overwrite, X=sample)
        written.append(f"the best model: {arguments.save_model}, beside it its manifest")
    if arguments.report is not None:
        titles = ("On the command line", "In Python")
        recipes = tuple(Recipe(title, way) for title, way in zip(titles, ways, strict=True))
        subject = read_subject(job.tuner)
        title = f"{arguments.estimator} on {Path(job.data.name).name}"
        file = Path(arguments.report).expanduser()
        subject = replace(subject, title=title, recipes=recipes)
        write_page(subject, file, overwrite=arguments.overwrite)
        written.append(f"the report: {arguments.report}")
    return written


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
    given = "default" if arguments.space == "default" else space
    return kind(model, given, n_iter=n_iter, random_state=arguments.random_state, **common)


def _resolution(arguments: argparse.Namespace) -> int | None:
    """Give the resolution of the grid; None if no grid was asked for."""
    if arguments.tuner != "grid":
        return None
    return RESOLUTION if arguments.resolution is None else int(arguments.resolution)


def _split(data: DataSet, random_state: int) -> dict[str, Any]:
    """Give the arguments of ``train_test_split``."""
    split = {"test_size": TEST_SIZE, "random_state": random_state}
    return split | {"stratify": data.y} if data.task == "classification" else split
