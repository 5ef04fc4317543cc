"""The command: ``python -m sklearn_hpt tune DATA --estimator NAME``, and what follows from it."""

import argparse
import sys
import warnings
from collections.abc import Sequence

from sklearn.exceptions import ConvergenceWarning

from sklearn_hpt.cli.arguments import make_parser
from sklearn_hpt.cli.journals import forget_failures, plot, recall_command, show, write_command
from sklearn_hpt.cli.report import render
from sklearn_hpt.cli.tuning import prepare, tune
from sklearn_hpt.exceptions import JournalError
from sklearn_hpt.study import export_journal


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str or None, default=None
        Arguments after the name of the program; None takes those of the process.

    Returns
    -------
    status : int
        0 when all went well, 1 when it could not be done, or a replayed trial came out
        otherwise, 130 when interrupted; arguments that cannot be parsed end the process with 2.
    """
    given = sys.argv[1:] if argv is None else list(argv)
    arguments = make_parser().parse_args(given)
    try:
        with warnings.catch_warnings():
            # a candidate that does not converge is judged by its score, like any other
            warnings.simplefilter("ignore", ConvergenceWarning)
            return _run(arguments, given)
    except KeyboardInterrupt:
        kept = getattr(arguments, "journal", None)
        end = "nothing is kept" if kept is None else f"what is done is kept in {kept}"
        print(f"\nInterrupted; {end}.", file=sys.stderr)
        return 130
    except (ValueError, OSError, ImportError, JournalError) as error:
        print(f"sklearn-hpt: {error}", file=sys.stderr)
        return 1


def _run(arguments: argparse.Namespace, argv: Sequence[str]) -> int:
    """Do what the verb says."""
    if arguments.command == "show":
        print(show(arguments.journal, arguments.best))
    elif arguments.command == "export":
        n_rows = export_journal(arguments.journal, arguments.file)
        print(f"{n_rows} rows written to {arguments.file}")
    elif arguments.command == "plot":
        plot(arguments.journal, arguments.file)
        print(f"drawn in {arguments.file}")
    elif arguments.command == "replay":
        return _replay(arguments)
    elif arguments.command == "resume":
        command = [*recall_command(arguments.journal), "--journal", arguments.journal]
        if arguments.retry_failed:
            forget_failures(arguments.journal)
        print(write_command(command), file=sys.stderr)
        return _run(make_parser().parse_args(command), command)
    else:
        print(render(tune(arguments, argv)))
    return 0


def _replay(arguments: argparse.Namespace) -> int:
    """Make the fits of a trial again; give 1 if any score is another."""
    command = [*recall_command(arguments.journal), "--journal", arguments.journal]
    job = prepare(make_parser().parse_args(command))
    table = job.tuner.replay(arguments.trial, job.X_train, job.y_train)
    rows = table if isinstance(table, list) else table.to_dict("records")
    for row in rows:
        verdict = "the same" if row["same"] else "ANOTHER"
        print(f"split {row['split']}: {row['recorded']} recorded, {row['repeated']} now, {verdict}")
    return 0 if all(row["same"] for row in rows) else 1
