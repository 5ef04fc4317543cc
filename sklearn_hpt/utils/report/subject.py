"""The subject of a report: a search, with all that is known of where it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any

from sklearn_hpt._environment import environment
from sklearn_hpt._readable import describe
from sklearn_hpt.journal import Identity
from sklearn_hpt.journal.command import read_command, write_command
from sklearn_hpt.journal.header import Header, load_header
from sklearn_hpt.space import SearchSpace, default_space, identify_space, parse_space
from sklearn_hpt.trials import History
from sklearn_hpt.utils.reading import read_history
from sklearn_hpt.utils.report.masking import mask, mask_history
from sklearn_hpt.utils.report.source import Source

SPACES = ("param_grid", "param_distributions", "search_spaces")
"""What searches call the space that they were given; the last is of scikit-optimize."""


@dataclass(frozen=True)
class Recipe:
    """One way to repeat a search.

    Parameters
    ----------
    title : str
        What kind of way.
    code : str
        What to run; empty if there is no telling.
    notes : tuple of str, default=()
        What else it takes.
    """

    title: str
    code: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """A search, with all that is known of where it comes from.

    Parameters
    ----------
    title : str
    history : History
        Its trials, secrets masked.
    metric : str
        The name of their score.
    facts : mapping of str to str, default={}
        What it was, a few words each.
    space : mapping of str to str, default={}
        The dimension of each param in words; empty if it is not known.
    identity : mapping of str to mapping of str to str, default={}
        What its results depend on, as a journal has it.
    environment : mapping of str to object
        Versions and platform.
    is_elsewhere : bool, default=False
        Whether the environment is the one that began the search, rather than that of the
        process that writes the report.
    recipes : tuple of Recipe, default=()
        How to repeat it.
    """

    title: str
    history: History
    metric: str
    facts: Mapping[str, str] = field(default_factory=dict)
    space: Mapping[str, str] = field(default_factory=dict)
    identity: Identity = field(default_factory=dict)
    environment: Mapping[str, Any] = field(default_factory=environment)
    is_elsewhere: bool = False
    recipes: tuple[Recipe, ...] = ()


def read_subject(results: Any, metric: str | None = None) -> Subject:
    """Read what a report is about, from whatever holds it.

    Parameters
    ----------
    results : fitted search, mapping, DataFrame, list of dict, History, Study, str or PathLike
        As `read_history` takes it.
    metric : str or None, default=None
        Which of several metrics is the score.

    Returns
    -------
    subject : Subject

    Raises
    ------
    TypeError, ValueError, OSError, JournalError
        As `read_history` does.
    """
    history, name = read_history(results, metric)
    history = mask_history(history)
    if isinstance(results, (str, PathLike)):
        path = Path(results).expanduser()
        if path.is_file():
            return Subject(path.name, history, name, {"Log": str(path)})
        return _of_journal(path, history, name)
    if hasattr(results, "cv_results_"):
        return _of_search(results, history, name)
    return Subject("A search", history, name)


def _of_journal(path: Path, history: History, metric: str) -> Subject:
    """Tell what a journal says about itself."""
    header = load_header(path) or Header({})
    identity = _mask_identity(header)
    command = read_command(path)
    if command is None:
        note = "Run it again: with the same journal it goes on where it was."
        again = Recipe("By the program that made it", "", (note,))
    else:
        line = write_command([*command, "--journal", str(path)])
        again = Recipe("On the command line", line)
    facts = {
        "Journal": str(path),
        "Begun": header.created,
        "Estimator": identity.get("estimator", {}).get("class"),
        "Scoring": identity.get("scoring", {}).get("scorer"),
        "Splits": identity.get("splits", {}).get("cv"),
        "Seed": header.seed,
    }
    return Subject(
        path.absolute().name,
        history,
        metric,
        facts=_without_gaps(facts),
        space=identity.get("space", {}),
        identity=identity,
        environment=header.environment or environment(),
        is_elsewhere=bool(header.environment),
        recipes=(again,),
    )


def _of_search(search: Any, history: History, metric: str) -> Subject:
    """Tell what a fitted search was made with; its journal knows where it was begun."""
    estimator = getattr(search, "estimator", None)
    stopped = getattr(search, "stop_reason", None)
    refit_time = getattr(search, "refit_time_", None)
    scoring = getattr(search, "scoring", None)
    journal = getattr(search, "journal", None)
    header = (None if journal is None else load_header(Path(journal).expanduser())) or Header({})
    facts = {
        "Search": type(search).__name__,
        "Estimator": " ".join(Source().write(estimator).split()),
        "Scoring": "the estimator's own score" if scoring is None else describe(scoring),
        "Splits": getattr(search, "n_splits_", None),
        "Ended early": stopped() if callable(stopped) else None,
        "Last fit": None if refit_time is None else f"{refit_time:.3g} s",
        "Journal": journal,
        "Begun": header.created,
    }
    return Subject(
        f"{type(search).__name__} of {type(estimator).__name__}",
        history,
        metric,
        facts=_without_gaps(facts),
        space=mask(_describe_space(search)),
        identity=_mask_identity(header),
        environment=header.environment or environment(),
        is_elsewhere=bool(header.environment),
        recipes=(_write_search(search),),
    )


def _mask_identity(header: Header) -> dict[str, dict[str, str]]:
    return {part: mask(named) for part, named in header.identity.items()}


def _describe_space(search: Any) -> dict[str, str]:
    """Put the space of a search into words, as far as it can be told."""
    given = next((vars(search)[name] for name in SPACES if name in vars(search)), None)
    try:
        space = default_space(search.estimator) if given == "default" else parse_space(given)
        return identify_space(space) if isinstance(space, SearchSpace) else {}
    except (TypeError, ValueError):  # a space of others, in a form of its own
        return {}


def _write_search(search: Any) -> Recipe:
    """Write the program that makes the same search."""
    source = Source()
    expression = source.write(search)
    code = "\n".join([*source.import_lines(), "", f"search = {expression}", "search.fit(X, y)"])
    notes = [f"It could not be written that {each}." for each in dict.fromkeys(source.missing)]
    return Recipe("In Python", code, ("X and y are the data that it was fitted to.", *notes))


def _without_gaps(facts: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(each) for name, each in facts.items() if each not in (None, "")}


def tell_history(history: History) -> Iterator[tuple[str, str]]:
    """Tell a history in figures.

    Parameters
    ----------
    history : History

    Yields
    ------
    name, figure : str and str
    """
    best = history.incumbent
    results = [result for trial in history.trials for result in trial.splits]
    if best is not None:
        yield "best score", f"{best.score:.6g}"
    yield "trials", f"{len(history):,}"
    yield "failed", f"{len(history.failed):,}"
    if history.infeasible:
        yield "outside the limits", f"{len(history.infeasible):,}"
    if history.pending:
        yield "pending", f"{len(history.pending):,}"
    if results:
        yield "fits", f"{len(results):,}"
        yield "time in fits", _duration(sum(each.fit_time + each.score_time for each in results))


def _duration(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.3g} s"
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {seconds:02} s"
