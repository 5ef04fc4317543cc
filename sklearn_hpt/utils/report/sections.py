"""The sections of a page, each a function from the subject to markup."""

import numbers
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from statistics import pstdev
from typing import Any

from sklearn_hpt._readable import readable, words
from sklearn_hpt.results import explain_history, list_failures, trial_rows
from sklearn_hpt.trials import History, Trial
from sklearn_hpt.utils.report.markup import Markup, join, tag, text
from sklearn_hpt.utils.report.pictures import show_pictures
from sklearn_hpt.utils.report.subject import Recipe, Subject, tell_history
from sklearn_hpt.utils.report.table import EMPTY, cell, make_table, word_cell

MOST_ROWS = 1000
MOST_PARAMS = 40
MOST_FAILURES = 20
MOST_NAMED = 12
LONGEST_TRACEBACK = 8000
LONGEST_SENTENCE = 500


@dataclass(frozen=True)
class Section:
    """One part of a page, with its headline.

    Parameters
    ----------
    name : str
        What links to it.
    title : str
    make : callable
        From the subject to its markup; empty if there is nothing to say.
    """

    name: str
    title: str
    make: Callable[[Subject], Markup]


def make_summary(subject: Subject) -> Markup:
    """Say what was found, in figures and in words."""
    figures = [
        tag("div", tag("dt", text(name)), tag("dd", text(figure)))
        for name, figure in tell_history(subject.history)
    ]
    sentences = explain_history(subject.history).splitlines()
    said = [tag("li", text(each, LONGEST_SENTENCE)) for each in sentences]
    return join(
        [
            tag("dl", *figures, class_="figures"),
            tag("ul", *said, class_="said"),
            _list_facts(subject.facts),
        ]
    )


def make_params(subject: Subject) -> Markup:
    """Lay out the params: what was searched, what was tried, what is best."""
    history = subject.history
    best = history.incumbent
    names = _param_names(history)
    head = ["param", *(["searched"] if subject.space else []), "tried", "best"]
    rows = []
    for name in names[:MOST_PARAMS]:
        tried = [trial.params[name] for trial in history.trials if name in trial.params]
        row = [tag("th", text(name), scope="row")]
        if subject.space:
            row.append(tag("td", text(_searched(name, subject.space))))
        row.append(tag("td", text(_tell_values(tried))))
        is_best = best is not None and name in best.params
        known = words(readable(best.params[name])) if best is not None and is_best else ""
        row.append(tag("td", text(known)))
        rows.append(row)
    left = _left_out(len(names) - MOST_PARAMS, "params")
    table = make_table("params-table", "The params, and the values of the best trial", head, rows)
    return join([table, left]) if rows else Markup("")


def make_trials(subject: Subject) -> Markup:
    """Lay out the trials in a table, the best first."""
    history = subject.history
    rows = sorted(trial_rows(history), key=_place)
    left = len(rows) - MOST_ROWS
    names = _param_names(history)
    left_params = len(names) - MOST_PARAMS
    names = names[:MOST_PARAMS]
    spreads = {trial.number: _spread(trial, subject.metric) for trial in history.trials}
    rows = rows[:MOST_ROWS]
    columns = [
        ("rank", [_or_empty(row["rank"]) for row in rows]),
        ("trial", [cell(row["trial"]) for row in rows]),
        ("state", [word_cell(row["state"]) for row in rows]),
        (subject.metric, [_or_empty(row["score"]) for row in rows]),
        ("spread", [_or_empty(spreads[row["trial"]]) for row in rows]),
        *((name, [_param_cell(row, name) for row in rows]) for name in names),
        ("seconds", [cell(row["fit_time"] + row["score_time"]) for row in rows]),
        ("chosen by", [_or_empty(row["chosen_by"], str) for row in rows]),
    ]
    filled = [(title, cells) for title, cells in columns if any(each != EMPTY for each in cells)]
    caption = (
        "The trials, the best first. Spread is the standard deviation over the splits; seconds "
        "are those of all fits of a trial."
    )
    head, cells = [title for title, _ in filled], [cells for _, cells in filled]
    table = make_table("trials-table", caption, head, zip(*cells, strict=True), sorted_by=0)
    return join([table, _left_out(left, "trials"), _left_out(left_params, "params")])


def make_failures(subject: Subject) -> Markup:
    """List the fits that failed, those with one traceback together."""
    failures = list_failures(subject.history)
    failed = {row["trial"] for row in failures}
    silent = [trial for trial in subject.history.failed if trial.number not in failed]
    counts = Counter(row["traceback"] for row in failures)
    parts = [
        _fold(traceback, [row for row in failures if row["traceback"] == traceback])
        for traceback, _ in counts.most_common(MOST_FAILURES)
    ]
    parts.append(_left_out(len(counts) - MOST_FAILURES, "kinds of failure"))
    if silent:
        named = _name_some([str(trial.number) for trial in silent])
        parts.append(tag("p", text(f"Without an error, but with no finite score: trial {named}.")))
    return join(parts)


def make_recipes(subject: Subject) -> Markup:
    """Say how to repeat the search, and what its results depend on."""
    parts = [_show_recipe(recipe) for recipe in subject.recipes]
    if subject.identity:
        rows = [
            [word_cell(part), tag("th", text(name), scope="row"), tag("td", text(value))]
            for part, named in subject.identity.items()
            for name, value in named.items()
        ]
        caption = "What the results depend on: equal words, equal results"
        table = make_table("identity-table", caption, ["part", "name", "value"], rows[:MOST_ROWS])
        summary = tag("summary", text("What the results depend on"))
        parts.append(tag("details", summary, table, _left_out(len(rows) - MOST_ROWS, "rows")))
    return join(parts)


def make_environment(subject: Subject) -> Markup:
    """Say with which versions, and on what."""
    whose = "that began the search" if subject.is_elsewhere else "that wrote this page"
    flat = {
        name: value if isinstance(value, str) else words(readable(value), 300)
        for name, value in subject.environment.items()
    }
    return join([tag("p", text(f"Of the process {whose}.")), _list_facts(flat)])


SECTIONS = (
    Section("summary", "Summary", make_summary),
    Section("params", "Params", make_params),
    Section("pictures", "Pictures", show_pictures),
    Section("trials", "Trials", make_trials),
    Section("failures", "Failures", make_failures),
    Section("repeat", "How to repeat it", make_recipes),
    Section("environment", "Environment", make_environment),
)
"""What a page says, in its order."""


def _list_facts(facts: Mapping[str, str]) -> Markup:
    pairs = [
        join([tag("dt", text(name)), tag("dd", text(fact, 500))]) for name, fact in facts.items()
    ]
    return tag("dl", *pairs, class_="facts") if pairs else Markup("")


def _param_names(history: History) -> list[str]:
    return list(dict.fromkeys(name for trial in history.trials for name in trial.params))


def _searched(name: str, space: Mapping[str, str]) -> str:
    """Give the dimension of a param; of several dicts, those that have it."""
    found = [each for key, each in space.items() if key == name or key.startswith(f"{name} (dict")]
    return " or ".join(dict.fromkeys(found))


def _tell_values(values: Sequence[Any]) -> str:
    """Tell which values there are: the ends of numbers, or the first few of others."""
    if not all(isinstance(each, numbers.Real) and not isinstance(each, bool) for each in values):
        return _name_some(list(dict.fromkeys(words(readable(each), 40) for each in values)))
    low, high = map(_figure, (min(values), max(values)))
    return low if low == high else f"{low} to {high}"


def _figure(value: Any) -> str:
    return str(value) if isinstance(value, numbers.Integral) else f"{value:.6g}"


def _name_some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join([*names[:MOST_NAMED], *([f"and {more} more"] if more > 0 else [])])


def _place(row: Mapping[str, Any]) -> tuple[float, int]:
    return (inf if row["rank"] is None else row["rank"], row["trial"])


def _spread(trial: Trial, metric: str) -> float | None:
    """Give the standard deviation of a score over the splits."""
    scores = [result.test_scores for result in trial.splits]
    given = [each.get(metric) if isinstance(each, Mapping) else each for each in scores]
    known = [each for each in given if isinstance(each, (int, float))]
    return pstdev(known) if len(known) > 1 and len(known) == len(given) else None


def _or_empty(value: Any, kind: Callable[[Any], Any] | None = None) -> Markup:
    """Make the cell of a value, or of a word; an empty one of None."""
    if value is None:
        return EMPTY
    return cell(value) if kind is None else word_cell(kind(value))


def _param_cell(row: Mapping[str, Any], name: str) -> Markup:
    """Make the cell of a param, which may not be active."""
    key = f"param_{name}"
    return cell(row[key]) if key in row else EMPTY


def _left_out(n: int, what: str) -> Markup:
    if n <= 0:
        return Markup("")
    return tag("p", text(f"{n:,} more {what} are left out."), class_="note")


def _fold(traceback: str, rows: Sequence[Mapping[str, Any]]) -> Markup:
    """Show a traceback that opens, with the fits that it is of."""
    trials = list(dict.fromkeys(str(row["trial"]) for row in rows))
    many = "1 fit" if len(rows) == 1 else f"{len(rows):,} fits"
    where = f"{many}, of trial {_name_some(trials)}"
    tail = traceback.strip()[-LONGEST_TRACEBACK:]
    return tag(
        "details",
        tag("summary", tag("code", text(rows[0]["error"])), text(f" ({where})")),
        tag("pre", text(tail, len(tail)), tabindex="0"),
    )


def _show_recipe(recipe: Recipe) -> Markup:
    def parts() -> Iterator[Markup]:
        yield tag("h3", text(recipe.title))
        if recipe.code:
            yield tag("pre", tag("code", text(recipe.code, len(recipe.code))), tabindex="0")
        if recipe.notes:
            yield tag("ul", *(tag("li", text(note, LONGEST_SENTENCE)) for note in recipe.notes))

    return join(parts())
