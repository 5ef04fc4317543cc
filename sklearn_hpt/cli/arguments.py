"""The arguments of the command line."""

import argparse

from sklearn_hpt import __version__
from sklearn_hpt.cli.data import BUNDLED
from sklearn_hpt.cli.journals import N_SHOWN
from sklearn_hpt.cli.models import FAMILIES
from sklearn_hpt.cli.tuning import N_ITER, RESOLUTION

EPILOG = f"""
data sets:   {", ".join(BUNDLED)}, or a CSV file with a header line (needs pandas)
estimators:  {", ".join(FAMILIES)}

example:     python -m sklearn_hpt tune breast_cancer --estimator hist_gradient_boosting --n-jobs -1
"""


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of the command line.

    Returns
    -------
    parser : ArgumentParser
    """
    parser = argparse.ArgumentParser(
        prog="sklearn-hpt", description="Tune a scikit-learn model from the command line."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_tune(commands)
    _add_journal_verbs(commands)
    return parser


def _add_tune(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
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
    _add_endings(tune)


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


def _add_journal_verbs(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    show = commands.add_parser("show", help="say what a journal holds, while its search runs too")
    export = commands.add_parser("export", help="write the results of a journal to a file")
    resume = commands.add_parser("resume", help="go on with a search that was begun by tune")
    replay = commands.add_parser("replay", help="make the fits of a trial again, and compare")
    plot = commands.add_parser("plot", help="draw the scores of a journal (needs matplotlib)")
    for verb in (show, export, plot, resume, replay):
        verb.add_argument("journal", metavar="JOURNAL", help="the folder")
    resume.add_argument(
        "--retry-failed", action="store_true", help="make the fits that failed again"
    )
    show.add_argument(
        "--best", type=int, default=N_SHOWN, metavar="N", help="trials to list (default: 10)"
    )
    plot.add_argument("file", metavar="FILE", help="of .png, .svg or .pdf")
    export.add_argument("file", metavar="FILE", help="of .csv, .jsonl, .sqlite or .parquet")
    replay.add_argument("trial", type=int, metavar="TRIAL", help="its number")
