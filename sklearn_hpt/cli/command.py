"""The command: ``python -m sklearn_hpt tune DATA --estimator NAME``, and what follows from it."""

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from sklearn.exceptions import ConvergenceWarning

from sklearn_hpt.cli.arguments import make_parser
from sklearn_hpt.cli.journals import forget_failures, recall_command, show
from sklearn_hpt.cli.pictures import plot
from sklearn_hpt.cli.prediction import predict
from sklearn_hpt.cli.spaces import write_space
from sklearn_hpt.cli.summary import render
from sklearn_hpt.cli.tuning import prepare, resolve_default, tune
from sklearn_hpt.journal.command import write_command
from sklearn_hpt.study import export_journal
from sklearn_hpt.utils.report import write_report

Arguments = argparse.Namespace


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
            warnings.showwarning = _say
            status = _run(arguments, given)
            sys.stdout.flush()
            return status
    except KeyboardInterrupt:
        kept = getattr(arguments, "journal", None)
        end = "nothing is kept" if kept is None else f"what is done is kept in {kept}"
        print(f"\nInterrupted; {end}.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read the output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (ValueError, TypeError, OSError, ImportError, RuntimeError) as error:
        print(f"sklearn-hpt: {error}", file=sys.stderr)
        return 1


def _say(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Say a warning as the command line says errors: where in the code it arose tells nothing."""
    print(f"sklearn-hpt: {category.__name__}: {message}", file=sys.stderr)


def _run(arguments: Arguments, argv: Sequence[str]) -> int:
    """Do what the verb says, and give the status."""
    return VERBS[arguments.command](arguments, argv)


def _tune(arguments: Arguments, argv: Sequence[str]) -> int:
    print(render(tune(arguments, argv)))
    return 0


def _space(arguments: Arguments, argv: Sequence[str]) -> int:
    print(write_space(resolve_default(arguments)))
    return 0


def _predict(arguments: Arguments, argv: Sequence[str]) -> int:
    predict(arguments, sys.stdout)
    if arguments.output is not None:
        print(f"predictions written to {arguments.output}")
    return 0


def _show(arguments: Arguments, argv: Sequence[str]) -> int:
    if arguments.space:
        print(write_space(prepare(_recall(arguments.journal)[0]).space))
    else:
        print(show(arguments.journal, arguments.best))
    return 0


def _export(arguments: Arguments, argv: Sequence[str]) -> int:
    n_rows = export_journal(arguments.journal, arguments.file)
    print(f"{n_rows} rows written to {arguments.file}")
    return 0


def _plot(arguments: Arguments, argv: Sequence[str]) -> int:
    plot(
        arguments.results,
        arguments.file,
        kind=arguments.kind,
        params=arguments.params,
        metric=arguments.metric,
        overwrite=arguments.overwrite,
    )
    print(f"drawn in {arguments.file}")
    return 0


def _report(arguments: Arguments, argv: Sequence[str]) -> int:
    results = Path(arguments.results).expanduser()
    file = arguments.file or f"{results.absolute().stem}.html"
    write_report(results, file, metric=arguments.metric, overwrite=arguments.overwrite)
    print(f"report written to {file}")
    return 0


def _resume(arguments: Arguments, argv: Sequence[str]) -> int:
    again, command = _recall(arguments.journal, overwrite=arguments.overwrite)
    if arguments.retry_failed:
        forget_failures(arguments.journal)
    print(write_command(command), file=sys.stderr)
    return _run(again, command)


def _replay(arguments: Arguments, argv: Sequence[str]) -> int:
    """Make the fits of a trial again; give 1 if any score is another."""
    job = prepare(_recall(arguments.journal)[0])
    table = job.tuner.replay(arguments.trial, job.X_train, job.y_train)
    rows = table if isinstance(table, list) else table.to_dict("records")
    for row in rows:
        verdict = "the same" if row["same"] else "ANOTHER"
        print(f"split {row['split']}: {row['recorded']} recorded, {row['repeated']} now, {verdict}")
    return 0 if all(row["same"] for row in rows) else 1


def _recall(journal: str, *, overwrite: bool = False) -> tuple[Arguments, list[str]]:
    """Give the command that made a journal, parsed and as one would type it."""
    command = [*recall_command(journal), "--journal", journal]
    if overwrite and "--overwrite" not in command:
        command.append("--overwrite")
    return make_parser().parse_args(command), command


VERBS: Mapping[str, Callable[[Arguments, Sequence[str]], int]] = MappingProxyType(
    {
        "tune": _tune,
        "space": _space,
        "predict": _predict,
        "show": _show,
        "export": _export,
        "plot": _plot,
        "report": _report,
        "resume": _resume,
        "replay": _replay,
    }
)
