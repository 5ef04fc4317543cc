"""The explanation of a search, in sentences: what was tried, what mattered, what to try next."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from numbers import Integral
from types import MappingProxyType
from typing import Any

import numpy as np

from sklearn_hpt._readable import MASK, brief, is_secret
from sklearn_hpt._typing import Params
from sklearn_hpt.results.importance import param_importances
from sklearn_hpt.results.param_axis import ParamAxis
from sklearn_hpt.results.tidy import best_first
from sklearn_hpt.trials import KNOWN_BEFORE, History, Trial, standard_error

WORTH_NAMING = 0.05
"""The share of the differences from which on a parameter is named."""

EDGE = 0.02
"""The part of what was tried, on its scale, that counts as its edge."""

N_NEARER = 4
"""How many values beyond an edge are thought of, each half as far as the one before."""

Accepts = Callable[[str, Any, Params], bool]

FEWEST_VALUES = 3
"""Different values of a parameter from which on it has edges."""

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "own": "the estimator's own params",
        "given": "the params given first",
        "portfolio": "the first params that did well on other data",
    }
)
"""Where params come from that were known before a search -> in words."""


def explain_history(
    history: History, accepts: Accepts | None = None, known: Sequence[Trial] = ()
) -> str:
    """Explain what a search has found, in sentences.

    Parameters
    ----------
    history : History
    accepts : callable or None, default=None
        From the name of a parameter, a value and the other params to whether an estimator takes
        it; None asks nobody before a value is recommended.
    known : sequence of Trial, default=()
        Of an earlier search, from which this one has learned.

    Returns
    -------
    text : str
        A line for each thing worth saying.

    Examples
    --------
    >>> told = [Trial(n, {"C": 10.0**n}).told(0.5 + n / 100) for n in range(4)]
    >>> print(explain_history(History(tuple(told))))
    4 trials: 4 finished, 0 failed.
    The best is trial 3 with 0.53: C=1000.0.
    It is 0.015 above the median trial.
    C: the best value, 1000, is at the upper edge of what was tried (1 to 1000); try up to 10000.
    """
    return "\n".join(_sentences(history, accepts, known))


def _sentences(history: History, accepts: Accepts | None, known: Sequence[Trial]) -> Iterator[str]:
    finished = best_first(history)
    n_failed, n_outside = len(history.failed), len(history.infeasible)
    outside = f", {n_outside} outside the limits" if n_outside else ""
    yield (
        f"{len(history)} trials: {len(finished)} finished, {n_failed} failed{outside}"
        f"{_cost(history)}."
    )
    if not finished:
        if n_outside:
            yield "None is within the limits; loosen them, widen the space, or try more params."
        return
    best = finished[0]
    yield f"The best is trial {best.number} with {best.score:.6g}: {_describe(best)}."
    yield from _worth(best, finished, history)
    yield from _known_better(best, known)
    yield from _what_mattered(finished)
    for name in best.params:
        if not is_secret(name):
            yield from _edge(name, (*finished, *history.infeasible), accepts)


def _cost(history: History) -> str:
    splits = [split for trial in history.trials for split in trial.splits]
    if not splits:
        return ""
    seconds = sum(split.fit_time + split.score_time for split in splits)
    return f"; {len(splits)} fits took {seconds:.3g} s"


def _worth(best: Trial, finished: Sequence[Trial], history: History) -> Iterator[str]:
    """Compare the best with the median trial, with the first, and with chance."""
    scores = np.array([trial.score for trial in finished], dtype=float)
    top = float(scores[0])
    above = top - float(np.median(scores))
    yield f"It is {above:.3g} above the median trial{_beginning(best, history)}."
    if best.origin.get("by") == "portfolio":
        yield "Its params did well on other data, and so were among the first to be tried."
    error = standard_error(best)
    if error is None:
        return
    n_alike = int((scores[1:] >= top - error).sum())
    alike = f"{n_alike or 'no'} other " + ("trial is" if n_alike < 2 else "trials are")
    yield f"Over the splits it has a standard error of {error:.2g}; {alike} within that."


def _known_better(best: Trial, known: Sequence[Trial]) -> Iterator[str]:
    """Say if something better was known before: it is none of this search."""
    before = History(tuple(known)).incumbent
    if before is None or before.score is None or best.score is None:
        return
    if before.score > best.score:
        described = f"{before.score:.6g}: {_describe(before)}"
        yield f"One of the trials of start_from was better, {described}."


def _beginning(best: Trial, history: History) -> str:
    """Compare with the first params of those that were known before the search."""
    firsts: dict[str, Trial] = {}
    for trial in history.trials:
        firsts.setdefault(trial.origin.get("by", ""), trial)
    known = next((by for by in KNOWN_BEFORE if by in firsts), None)
    if known is None:
        return ""
    first, words = firsts[known], WORDS[known]
    if first.score is None or best.score is None:
        return ""
    if first.number == best.number:
        return f"; nothing better than {words} was found"
    return f", and {best.score - first.score:.3g} above {words}"


def _what_mattered(finished: Sequence[Trial]) -> Iterator[str]:
    scores = [trial.score for trial in finished if trial.score is not None]
    importances = param_importances([trial.params for trial in finished], scores)
    named = [f"{n} {share:.0%}" for n, share in importances.items() if share >= WORTH_NAMING]
    if named:
        yield f"Of the differences between scores, these account for: {', '.join(named)}."


def _edge(name: str, tried: Sequence[Trial], accepts: Accepts | None) -> Iterator[str]:
    """Say if the value of the first, the best, is at an edge beyond which there is more to try."""
    axis = ParamAxis.of(name, [trial.params for trial in tried])
    if axis.categories is not None or axis.n_values < FEWEST_VALUES:
        return
    value, place = axis.positions[0], axis.units[0]
    low, high = np.nanmin(axis.positions), np.nanmax(axis.positions)
    if EDGE < place < 1 - EDGE:
        return
    upper = place >= 1 - EDGE
    params = tried[0].params
    values = _beyond(axis, float(low), float(high), upper, isinstance(params[name], Integral))
    beyond = next((v for v in values if accepts is None or accepts(name, v, params)), None)
    if beyond is None:
        return
    edge, direction = ("upper", "up to") if upper else ("lower", "down to")
    yield (
        f"{name}: the best value, {value:.6g}, is at the {edge} edge of what was tried "
        f"({low:.6g} to {high:.6g}); try {direction} {beyond:.6g}."
    )


def _beyond(axis: ParamAxis, low: float, high: float, upper: bool, whole: bool) -> list[float]:
    """Give values beyond an edge, the farthest first; none on the other side of zero."""
    shares = 0.5 ** np.arange(N_NEARER)
    edge = high if upper else low
    if axis.is_log or (not upper and low >= 0.0 > low - (high - low)):
        values = edge * 10.0 ** (shares if upper else -shares)
    else:
        values = edge + (high - low) * (shares if upper else -shares)
    least = min(edge, 1.0) if whole and edge >= 0.0 else -np.inf
    beyond = [round(value) if whole else value for value in values.tolist()]
    return [value for value in beyond if value >= least and value != edge]


def _describe(trial: Trial) -> str:
    return ", ".join(
        f"{name}={MASK if is_secret(name) else brief(value)}"
        for name, value in trial.params.items()
    )
