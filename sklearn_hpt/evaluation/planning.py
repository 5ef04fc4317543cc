"""Planning: finding out what a batch of params has in common."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sklearn_hpt._typing import Params
from sklearn_hpt.evaluation.configured import configure
from sklearn_hpt.evaluation.plan import Fit, Plan, Row, group_rows
from sklearn_hpt.evaluation.reuse.anatomy import Anatomy, get_part
from sklearn_hpt.evaluation.reuse.prefix import Prefix, Scored
from sklearn_hpt.evaluation.reuse.submodels import Submodel
from sklearn_hpt.evaluation.reuse.tokens import Token, tokens
from sklearn_hpt.evaluation.subjects import Subject, Subjects


def plan_candidates(
    estimator: Any,
    candidates: Sequence[tuple[int, Params]],
    n_splits: int,
    submodels: Sequence[Submodel] | None,
) -> Plan:
    """Plan how a batch of params is fitted, sharing all that can be shared exactly.

    Parameters
    ----------
    estimator : estimator
        Never fitted, never changed.
    candidates : sequence of (trial number, params)
        The batch.
    n_splits : int
    submodels : sequence of Submodel or None
        The ways in which one fit may serve several values; None shares nothing at all.

    Returns
    -------
    plan : Plan
    """
    subjects = Subjects(estimator)
    if submodels is None:
        alone = (
            Fit(params, (Row(params, (trial,)),), subjects.get(params).anatomy)
            for trial, params in candidates
        )
        return Plan(tuple(alone), n_splits)
    keys = [subjects.repeat_key(params) or trial for trial, params in candidates]
    groups: dict[Hashable, list[tuple[Row, Submodel | None]]] = {}
    for row in group_rows(candidates, keys):
        submodel, key = _fit_key(subjects.get(row.params), row, submodels)
        groups.setdefault(key, []).append((row, submodel))
    fits = [
        fit
        for group in groups.values()
        for fit in _make_fits(subjects.get(group[0][0].params), [r for r, _ in group], group[0][1])
    ]
    chains = [_chain(subjects.get(fit.params), fit, submodels) for fit in fits]
    return Plan(tuple(_share_prefixes(fits, chains)), n_splits)


def recount(fits: Sequence[Fit]) -> list[Fit]:
    """Count anew who shares what, for some of the fits of a plan.

    Parameters
    ----------
    fits : sequence of Fit

    Returns
    -------
    fits : list of Fit
    """
    return _share_prefixes(fits, [fit.prefixes for fit in fits])


def _fit_key(
    subject: Subject, row: Row, submodels: Sequence[Submodel]
) -> tuple[Submodel | None, Hashable]:
    """Name the fit that serves a row: that of all its params, but for those a submodel serves."""
    anatomy, params = subject.anatomy, row.params
    for submodel in submodels if subject.may_repeat else ():
        values = anatomy.values_of(anatomy.final, params, submodel.parameters)
        family = submodel.family(values) if values and submodel.applies(subject.final) else None
        if family is not None:
            served = anatomy.full_names(anatomy.final, values)
            others = [name for name in params if name not in served]
            return submodel, (family, tuple(served), tokens(params, others))
    return None, row.trials


def _make_fits(subject: Subject, rows: Sequence[Row], submodel: Submodel | None) -> Iterator[Fit]:
    """Make the fit that serves all rows, or one for each where none does after all."""
    alone = [Fit(row.params, (row,), subject.anatomy) for row in rows]
    if submodel is None or len(rows) == 1:
        yield from alone
        return
    fit = Fit(rows[0].params, tuple(rows), subject.anatomy, submodel)
    anchor = submodel.anchor([fit.values(row) for row in rows])
    names = subject.anatomy.full_names(subject.anatomy.final, anchor)
    params = {**fit.params, **dict(zip(names, anchor.values(), strict=True))}
    made = configure(subject.estimator, params)
    if submodel.applies(get_part(made, subject.anatomy.final)):
        yield replace(fit, params=params)
    else:
        yield from alone


def _chain(subject: Subject, fit: Fit, submodels: Sequence[Submodel]) -> list[Prefix]:
    """Name each prefix of the pipeline of a fit, from the first step on."""
    anatomy, params = subject.anatomy, fit.params
    above: Token = (anatomy.steps, tokens(params, anatomy.names_of_frame(params)))
    chain = []
    for name, step in subject.repeatable_steps.items():
        key = (above, tokens(params, anatomy.names_of(name, params)))
        scored = _scored(anatomy, name, step, params, above, submodels)
        chain.append(Prefix(name, key, scored))
        above = key
    return chain


def _scored(
    anatomy: Anatomy,
    name: str,
    step: Any,
    params: Params,
    above: Token,
    submodels: Sequence[Submodel],
) -> Scored | None:
    """Find out whether one fit of a step serves other values of it."""
    for submodel in submodels:
        values = anatomy.values_of(name, params, submodel.parameters)
        family = submodel.family(values) if values and submodel.applies(step) else None
        if family is not None:
            served = anatomy.full_names(name, values)
            others = [other for other in anatomy.names_of(name, params) if other not in served]
            key = (above, name, family, tuple(served), tokens(params, others))
            return Scored(key, submodel, values)
    return None


def _share_prefixes(fits: Sequence[Fit], chains: Sequence[Sequence[Prefix]]) -> list[Fit]:
    """Count who shares each prefix, keep the shared ones, and let their users stand together."""
    n_fits: Counter[Token] = Counter()
    n_rows: Counter[Token] = Counter()
    values: dict[Token, dict[Token, Params]] = {}
    for fit, chain in zip(fits, chains, strict=True):
        for prefix in chain:
            for key in (prefix.key, *((prefix.scored.key,) if prefix.scored else ())):
                n_fits[key] += 1
                n_rows[key] += fit.n_rows
            if prefix.scored:
                known = values.setdefault(prefix.scored.key, {})
                known[tokens(prefix.scored.values, prefix.scored.values)] = prefix.scored.values

    def counted(prefix: Prefix) -> Prefix:
        scored = prefix.scored
        if scored is not None:
            scored = replace(
                scored,
                n_fits=n_fits[scored.key],
                n_rows=n_rows[scored.key],
                all_values=tuple(values[scored.key].values()),
            )
        return replace(prefix, scored=scored, n_fits=n_fits[prefix.key], n_rows=n_rows[prefix.key])

    places: dict[Token, int] = {}
    sharing = []
    for number, (fit, chain) in enumerate(zip(fits, chains, strict=True)):
        prefixes = tuple(prefix for prefix in map(counted, chain) if prefix.is_shared)
        place = [
            places.setdefault(key, len(places))
            for prefix in prefixes
            for key in ((prefix.scored.key,) if prefix.scored else ()) + (prefix.key,)
        ]
        sharing.append((place, number, replace(fit, prefixes=prefixes)))
    return [fit for _, _, fit in sorted(sharing, key=lambda item: item[:2])]
