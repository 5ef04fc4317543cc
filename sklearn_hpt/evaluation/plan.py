"""The plan: how a batch of params is fitted, with what is shared done once; a value."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sklearn_hpt._typing import Params
from sklearn_hpt.evaluation.reuse.anatomy import Anatomy
from sklearn_hpt.evaluation.reuse.prefix import Prefix
from sklearn_hpt.evaluation.reuse.submodels import Submodel
from sklearn_hpt.evaluation.reuse.tokens import Token


@dataclass(frozen=True)
class Row:
    """One distinct params with the trials that have them.

    Parameters
    ----------
    params : mapping of str to object
    trials : tuple of int
        Numbers of the trials; several where a grid repeats itself.
    """

    params: Params
    trials: tuple[int, ...]


@dataclass(frozen=True)
class Fit:
    """One fit per split, with the rows that are scored by it.

    Parameters
    ----------
    params : mapping of str to object
        What is fitted.
    rows : tuple of Row
        What is scored.
    anatomy : Anatomy
        Where the parameters act.
    submodel : Submodel or None, default=None
        How the fit serves rows with other values.
    prefixes : tuple of Prefix, default=()
        The prefixes of the pipeline that this fit has in common with others.
    """

    params: Params
    rows: tuple[Row, ...]
    anatomy: Anatomy
    submodel: Submodel | None = None
    prefixes: tuple[Prefix, ...] = ()

    @cached_property
    def n_rows(self) -> int:
        """Number of rows of the results that this fit scores, repeated ones included."""
        return sum(len(row.trials) for row in self.rows)

    @property
    def is_shared(self) -> bool:
        """Whether this fit has anything in common with others."""
        return self.n_rows > 1 or bool(self.prefixes)

    def values(self, row: Row) -> dict[str, Any]:
        """Give a row's values of the parameters that the submodel serves."""
        if self.submodel is None:
            return {}
        return self.anatomy.values_of(self.anatomy.final, row.params, self.submodel.parameters)


@dataclass(frozen=True)
class Plan:
    """How a batch of params is fitted on every split.

    Parameters
    ----------
    fits : tuple of Fit
        In an order in which those with the same prefix of a pipeline stand together.
    n_splits : int
    seconds : float or None, default=None
        What all of it will take one worker, roughly; None if no fit was timed.

    Examples
    --------
    >>> from sklearn.ensemble import RandomForestClassifier
    >>> from sklearn_hpt import GridSearchTuner
    >>> from sklearn.datasets import load_iris
    >>> tuner = GridSearchTuner(
    ...     RandomForestClassifier(random_state=0), {"n_estimators": [10, 20, 30]}
    ... )
    >>> print(tuner.plan(*load_iris(return_X_y=True)))
    3 candidates, 3 of them distinct, on 5 splits: 15 fits as written, 5 needed.
    n_estimators=30: scores 3 rows
    """

    fits: tuple[Fit, ...]
    n_splits: int
    seconds: float | None = None

    @property
    def n_candidates(self) -> int:
        """Number of candidates, repeated ones included."""
        return sum(fit.n_rows for fit in self.fits)

    @property
    def n_distinct(self) -> int:
        """Number of different params."""
        return sum(len(fit.rows) for fit in self.fits)

    @property
    def n_fits_written(self) -> int:
        """Number of fits without any reuse."""
        return self.n_candidates * self.n_splits

    @property
    def n_fits_needed(self) -> int:
        """Number of fits of the last, or only, step."""
        return len(self.fits) * self.n_splits

    def n_step_fits(self, step: str) -> int:
        """Count the fits of one step of a pipeline, by its full name."""
        shared: set[Token] = set()
        n_alone = 0
        for fit in self.fits:
            prefixes = [prefix for prefix in fit.prefixes if prefix.step == step]
            shared.update(prefix.scored.key if prefix.scored else prefix.key for prefix in prefixes)
            n_alone += step in fit.anatomy.steps and not prefixes
        return (len(shared) + n_alone) * self.n_splits

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield (
            f"{self.n_candidates} candidates, {self.n_distinct} of them distinct, "
            f"on {self.n_splits} splits: {self.n_fits_written} fits as written, "
            f"{self.n_fits_needed} needed."
        )
        if self.seconds is not None:
            yield f"About {self.seconds:.2g} s for one worker."
        above: list[_Level] = []
        for fit in self.fits:
            levels = list(_levels(fit))
            for depth, level in enumerate(levels):
                if level not in above:
                    yield "  " * depth + f"{level.text}: under {level.n_rows} rows"
            above = levels
            named = {name for level in levels for name in level.names}
            own = [name for name in fit.params if name not in named]
            rows = "row" if fit.n_rows == 1 else "rows"
            yield "  " * len(levels) + f"{_describe(fit, own)}: scores {fit.n_rows} {rows}"


@dataclass(frozen=True)
class _Level:
    """What stands above a fit in a printed plan: something that it has in common with others."""

    key: Token
    names: tuple[str, ...]
    text: str
    n_rows: int


def _levels(fit: Fit) -> Iterator[_Level]:
    """Give a level for each step that is fitted once, and one for what is then chosen of it."""
    for prefix in fit.prefixes:
        step, scored = prefix.step, prefix.chosen
        names = tuple(fit.anatomy.names_of(step, fit.params))
        if scored is None:
            yield _Level(prefix.key, names, f"{step}({_describe(fit, names)})", prefix.n_rows)
            continue
        chosen = tuple(fit.anatomy.full_names(step, scored.values))
        others = tuple(name for name in names if name not in chosen)
        yield _Level(scored.key, others, f"{step}({_describe(fit, others)})", scored.n_rows)
        if prefix.n_rows > 1:
            yield _Level(prefix.key, chosen, _describe(fit, chosen), prefix.n_rows)


def group_rows(candidates: Sequence[tuple[int, Params]], keys: Sequence[Hashable]) -> list[Row]:
    """Put candidates with equal keys into one row, in the order of first appearance.

    Parameters
    ----------
    candidates : sequence of (trial number, params)
    keys : sequence of hashable
        One per candidate.

    Returns
    -------
    rows : list of Row
    """
    groups: dict[Hashable, tuple[Params, list[int]]] = {}
    for (trial, params), key in zip(candidates, keys, strict=True):
        groups.setdefault(key, (params, []))[1].append(trial)
    return [Row(params, tuple(trials)) for params, trials in groups.values()]


def _describe(fit: Fit, names: Iterable[str]) -> str:
    return ", ".join(f"{name}={fit.params[name]}" for name in names)


def lone_fit(trial: int, params: Params) -> Fit:
    """Make the fit of one trial that shares nothing.

    Parameters
    ----------
    trial : int
        Its number.
    params : mapping of str to object

    Returns
    -------
    fit : Fit
    """
    return Fit(params, (Row(params, (trial,)),), Anatomy((), ""))
