"""Pictures on the command line: the plots of a journal or log, drawn to a file."""

import io
from collections.abc import Sequence
from pathlib import Path

from sklearn_hpt.files.whole import check_writable, write_whole
from sklearn_hpt.utils.plots import plot_hyperparam_performance


def plot(
    results: str,
    target: str,
    *,
    kind: str | None = None,
    params: Sequence[str] | None = None,
    metric: str | None = None,
    overwrite: bool = False,
) -> None:
    """Draw a journal or log.

    Parameters
    ----------
    results : str
        The folder of the journal, or the file of the log.
    target : str
        The file of the picture; its suffix says of which kind.
    kind : str or None, default=None
        As `plot_hyperparam_performance` takes it; None draws the params that were named, or the
        convergence.
    params : sequence of str or None, default=None
        The params drawn; None takes those that vary.
    metric : str or None, default=None
        Which of several metrics is the score.
    overwrite : bool, default=False
        Whether a file that is there may be replaced.

    Raises
    ------
    JournalError
        If there is no journal.
    OSError
        If the file is there already, or cannot be written.
    ValueError
        If it is of no kind that can be drawn, or there is nothing to draw.
    MissingExtraError
        If matplotlib is not installed.
    """
    file = Path(target).expanduser()
    check_writable(file, overwrite=overwrite)
    if not file.suffix:
        raise ValueError(f"{target!r} has no suffix; give one such as .png, .svg or .pdf.")
    if kind is None and params is None:
        kind = "convergence"
    display = plot_hyperparam_performance(results, params, kind=kind, metric=metric)
    drawn = io.BytesIO()
    display.figure_.savefig(drawn, format=file.suffix[1:])
    write_whole(file, drawn.getvalue(), overwrite=overwrite)
