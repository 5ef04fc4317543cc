"""The arguments of the command line."""

import argparse
from typing import Any

from sklearn_hpt import __version__
from sklearn_hpt.cli.data import BUNDLED
from sklearn_hpt.cli.journals import N_SHOWN
from sklearn_hpt.cli.models import FAMILIES
from sklearn_hpt.cli.tuning import N_ITER, RESOLUTION
from sklearn_hpt.utils.plots.performance import KINDS

EPILOG = f"""
data sets:   {", ".join(BUNDLED)}, or a CSV file with a header line or a Parquet file (need pandas)
estimators:  {", ".join(FAMILIES)}

example:     python -m sklearn_hpt tune breast_cancer --estimator hist_gradient_boosting --n-jobs -1
"""

STATUS = """
status:      0 when all went well, 1 when it could not be done, 2 for arguments that are none,
             130 when interrupted
"""

SPACE_HINT = """
A space is written and read as JSON. To make one of your own, begin with the default one:

             python -m sklearn_hpt space iris --estimator svm > space.json
             (change the ends of its ranges, take params out)
             python -m sklearn_hpt tune iris --estimator svm --space space.json

In Python, SearchSpace(...).to_json() writes it.
"""

Verbs = Any  # what add_subparsers gives has no public name


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of the command line.

    Returns
    -------
    parser : ArgumentParser
    """
    parser = argparse.ArgumentParser(
        prog="sklearn-hpt",
        description="Tune a scikit-learn model from the command line.",
        epilog=STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    verbs = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_tune(verbs)
    _add_space(verbs)
    _add_predict(verbs)
    _add_readers(verbs)
    _add_resume_and_replay(verbs)
    return parser


def _add(verbs: Verbs, name: str, help: str, **more: Any) -> argparse.ArgumentParser:
    """Add a verb whose options are written out, since they are kept to be repeated."""
    verb: argparse.ArgumentParser = verbs.add_parser(
        name,
        help=help,
        description=more.pop("description", f"{help[0].upper()}{help[1:]}."),
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        **more,
    )
    return verb


def _add_tune(verbs: Verbs) -> None:
    tune = _add(
        verbs,
        "tune",
        "find good parameters of an estimator on a data set",
        description="Find good parameters of an estimator on a data set. A quarter of the rows is "
        "held out; the tuner sees the others only.",
        epilog=EPILOG,
    )
    _add_problem(tune)
    tune.add_argument(
        "--space",
        default="default",
        metavar="FILE",
        help="what may be tried, as the verb space writes it (default: the estimator's own)",
    )
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
    _add_endings(tune)


def _add_problem(verb: argparse.ArgumentParser) -> None:
    """Add what is learned, and by what."""
    verb.add_argument("data", metavar="DATA", help="name of a data set, or path of a file")
    verb.add_argument("--target", metavar="COL", help="column of the file to predict")
    verb.add_argument(
        "--task",
        choices=["classification", "regression"],
        help="what the target calls for (default: inferred from its values)",
    )
    verb.add_argument("--estimator", metavar="NAME", required=True, help="one of those below")
    verb.add_argument(
        "--random-state", type=int, default=0, metavar="N", help="seed of all draws (default: 0)"
    )


def _add_endings(tune: argparse.ArgumentParser) -> None:
    """Add what ends a search, or outlives its end."""
    tune.add_argument(
        "--max-time", type=float, metavar="SECONDS", help="what the search may take, refit included"
    )
    tune.add_argument(
        "--fit-timeout", type=float, metavar="SECONDS", help="after which a single fit has failed"
    )
    tune.add_argument(
        "--journal",
        metavar="FOLDER",
        help="where every result is written down; the same command goes on where it ended",
    )
    tune.add_argument(
        "--save-model", metavar="FILE", help="where the best model goes (needs skops)"
    )
    tune.add_argument("--report", metavar="FILE", help="where a page about the search goes")
    _add_overwrite(tune)


def _add_space(verbs: Verbs) -> None:
    space = _add(
        verbs,
        "space",
        "print the default search space of an estimator, to be changed",
        epilog=SPACE_HINT + EPILOG,
    )
    _add_problem(space)


def _add_predict(verbs: Verbs) -> None:
    predict = _add(
        verbs,
        "predict",
        "predict by a model that tune saved",
        description="Predict by a model that tune saved, one line a row of the data, as CSV.",
    )
    predict.add_argument("model", metavar="MODEL", help="its file")
    predict.add_argument("data", metavar="DATA", help="name of a data set, or path of a file")
    predict.add_argument(
        "--output",
        metavar="FILE",
        help="of .csv, .jsonl, .sqlite or .parquet (default: CSV is printed)",
    )
    predict.add_argument(
        "--proba", action="store_true", help="write the probability of each class too"
    )
    predict.add_argument(
        "--trusted",
        nargs="+",
        default=[],
        metavar="NAME",
        help="classes and functions of others that the model may be made of",
    )
    predict.add_argument(
        "--allow-pickle", action="store_true", help="load a pickle, which can run any code"
    )
    predict.add_argument(
        "--key", metavar="VARIABLE", help="the environment variable with the key it is signed by"
    )


def _add_readers(verbs: Verbs) -> None:
    """Add the verbs that look into what a search has written."""
    show = _add(verbs, "show", "say what a journal holds, while its search runs too")
    _add_journal(show)
    show.add_argument(
        "--best", type=int, default=N_SHOWN, metavar="N", help="trials to list (default: 10)"
    )
    show.add_argument(
        "--space",
        action="store_true",
        help="print the search space instead, as tune --space reads it",
    )
    export = _add(verbs, "export", "write the results of a journal to a file")
    _add_journal(export)
    export.add_argument("file", metavar="FILE", help="of .csv, .jsonl, .sqlite or .parquet")
    plot = _add(verbs, "plot", "draw the results of a journal or log (needs matplotlib)")
    report = _add(verbs, "report", "write a page about the search of a journal or log")
    for verb in (plot, report):
        verb.add_argument("results", metavar="JOURNAL", help="its folder, or the file of a log")
        verb.add_argument("--metric", metavar="NAME", help="which of several metrics is the score")
        _add_overwrite(verb)
    plot.add_argument("file", metavar="FILE", help="of .png, .svg or .pdf")
    plot.add_argument(
        "--kind", choices=list(KINDS), help="what is drawn (default: the convergence)"
    )
    plot.add_argument(
        "--params", nargs="+", metavar="NAME", help="the params drawn (default: those that vary)"
    )
    report.add_argument(
        "file", metavar="FILE", nargs="?", help="default: the name of the journal with .html"
    )


def _add_resume_and_replay(verbs: Verbs) -> None:
    resume = _add(verbs, "resume", "go on with a search that was begun by tune")
    _add_journal(resume)
    resume.add_argument(
        "--retry-failed", action="store_true", help="make the fits that failed again"
    )
    _add_overwrite(resume)
    replay = _add(verbs, "replay", "make the fits of a trial again, and compare")
    _add_journal(replay)
    replay.add_argument("trial", type=int, metavar="TRIAL", help="its number")


def _add_journal(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("journal", metavar="JOURNAL", help="the folder")


def _add_overwrite(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--overwrite", action="store_true", help="replace files that are there")
