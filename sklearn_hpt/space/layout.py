"""The layout of a space: its axes in an order in which conditions look backwards only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sklearn_hpt._typing import Params
from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.choices import Categorical
from sklearn_hpt.space.conditions import Condition
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.gates import Gate, gate_of
from sklearn_hpt.space.values import show

Branch = Mapping[str, Dimension]
"""The dimensions of one dict, by name."""


@dataclass(frozen=True)
class Axis:
    """One coordinate of the space.

    Parameters
    ----------
    name : str or None
        The param it sets; None for the hidden axis that picks one of several dicts.
    dimension : Dimension
        The values.
    gates : tuple of Gate
        All must be open, on active axes, for this axis to be active.
    """

    name: str | None
    dimension: Dimension
    gates: tuple[Gate, ...]

    def is_active(self, values: Mapping[int, Any]) -> bool:
        """Tell whether the axis is active.

        Parameters
        ----------
        values : mapping of int to object
            By axis, those of the active axes before this one.

        Returns
        -------
        active : bool
        """
        return not self.gates or all(
            gate.parent in values and gate.test(values[gate.parent]) for gate in self.gates
        )


class Layout:
    """All axes of a space, parents before children.

    Several dicts make one layout: a hidden axis picks the dict, and a dimension that several
    dicts have in common is one axis.

    Parameters
    ----------
    branches : sequence of mapping of str to Dimension
        One for each dict that the user gave.
    """

    def __init__(self, branches: Sequence[Branch]) -> None:
        self.branches = tuple(branches)
        self.axes: list[Axis] = []
        self._by_branch: list[dict[str, int]] = [{} for _ in branches]
        if len(branches) > 1:
            self.axes.append(Axis(None, Categorical(range(len(branches))), ()))
        for number, branch in enumerate(branches):
            for name in _parents_first(branch):
                if name not in self._by_branch[number]:
                    self._add(name, number, branch)
        first_seen = {name: place for place, name in enumerate(names_of(branches))}
        self.shown = sorted(
            (place for place, axis in enumerate(self.axes) if axis.name is not None),
            key=lambda place: first_seen[str(self.axes[place].name)],
        )
        """Numbers of the axes that set a param, in the order in which the user named them."""

    @property
    def has_branches(self) -> bool:
        """Whether axis 0 picks one of several dicts."""
        return len(self.branches) > 1

    def assemble(self, values: Sequence[Any]) -> dict[str, Any]:
        """Give the params that one value for each axis makes.

        Parameters
        ----------
        values : sequence
            One for each axis; those of inactive axes are not looked at.

        Returns
        -------
        params : dict
            Of the active axes.
        """
        active: dict[int, Any] = {}
        for place, axis in enumerate(self.axes):
            if axis.is_active(active):
                active[place] = values[place]
        return {
            str(self.axes[place].name): active[place] for place in self.shown if place in active
        }

    def locate(self, params: Params) -> dict[int, Any] | None:
        """Find the values of the axes in params.

        Parameters
        ----------
        params : mapping of str to object
            Any params.

        Returns
        -------
        values : dict of int to object, or None
            By axis, those of the active axes only; None if the params have a name too many, a
            name too few or a value that its dimension does not contain, in every dict.
        """
        for number in range(len(self.branches)):
            values = self._locate_in(number, params)
            if values is not None:
                return values
        return None

    def restrict(self, values: Params) -> dict[str, Any] | None:
        """Pick the active params among more values.

        Parameters
        ----------
        values : mapping of str to object
            Of more params than the active ones.

        Returns
        -------
        params : dict or None
            Of the first dict whose dimensions contain them; None if there is none.
        """
        for number in range(len(self.branches)):
            located = self._follow(number, values)
            if located is not None:
                return {
                    str(self.axes[place].name): located[place]
                    for place in self.shown
                    if place in located
                }
        return None

    def first_outside(self, several: Iterable[Params]) -> str:
        """Say which of several params do not lie in the space, and why.

        Parameters
        ----------
        several : iterable of mappings of str to object
            For some of which `locate` gives None.

        Returns
        -------
        reason : str
        """
        params = next(params for params in several if self.locate(params) is None)
        return f"{dict(params)!r} does not lie in the search space: {self._reason(params)}."

    def _reason(self, params: Params) -> str:
        """Say why params do not lie in the space; of several dicts, look at the nearest."""
        names = names_of(self.branches)
        for name in params:
            if name not in names:
                return f"{name!r} is no param of it{_nearest(name, names)}"
        number = min(
            range(len(self.branches)),
            key=lambda number: len(self.branches[number].keys() ^ params.keys()),
        )
        values, missing = self._start(number), []
        for name, place in self._by_branch[number].items():
            axis = self.axes[place]
            if not axis.is_active(values):
                continue
            if name not in params:
                missing.append(name)
            elif not axis.dimension.contains(params[name]):
                return f"{name}={show(params[name])}, but {axis.dimension.describe_values()}"
            else:
                values[place] = params[name]
        if missing:
            return f"it lacks {', '.join(map(repr, missing))}"
        active = {self.axes[place].name for place in values}
        extra = [name for name in params if name not in active]
        return f"{', '.join(map(repr, extra))} is not active"

    def _start(self, number: int) -> dict[int, Any]:
        """Give the value of the hidden axis, if there is one, by axis."""
        return {0: number} if self.has_branches else {}

    def _locate_in(self, number: int, params: Params) -> dict[int, Any] | None:
        """Find the values of the axes of one dict in params that name no others."""
        values = self._follow(number, params)
        if values is None or len(values) != len(params) + self.has_branches:
            return None
        return values

    def _follow(self, number: int, params: Params) -> dict[int, Any] | None:
        """Find the values of the active axes of one dict in params that may name others."""
        values = self._start(number)
        for name, place in self._by_branch[number].items():
            axis = self.axes[place]
            if axis.is_active(values):
                if name not in params or not axis.dimension.contains(params[name]):
                    return None
                values[place] = params[name]
        return values

    def _add(self, name: str, number: int, branch: Branch) -> None:
        """Add the axis of one name, for all the branches that have the same one."""
        dimension = branch[name]
        members = [number]
        if not dimension.conditions:
            members += [
                other
                for other in range(number + 1, len(self.branches))
                if self.branches[other].get(name) == dimension
            ]
        gates = []
        if len(members) < len(self.branches):
            picked = Condition("the dict", tuple(members))
            gates.append(gate_of(picked, 0, self.axes[0].dimension, name))
        for condition in dimension.conditions:
            parent = self._by_branch[number][condition.parent]
            gate = gate_of(condition, parent, self.axes[parent].dimension, name)
            if self.axes[parent].gates or not gate.always_open:
                gates.append(gate)
        for member in members:
            self._by_branch[member][name] = len(self.axes)
        self.axes.append(Axis(name, dimension, tuple(gates)))


def names_of(branches: Iterable[Branch]) -> tuple[str, ...]:
    """List the names of all dicts, in the order in which they first appear."""
    return tuple(dict.fromkeys(name for branch in branches for name in branch))


def _parents_first(branch: Branch) -> list[str]:
    """Order names such that parents come before children, and else as given."""
    order: dict[str, None] = {}
    path: list[str] = []

    def visit(name: str) -> None:
        if name in order:
            return
        if name in path:
            circle = " -> ".join([*path[path.index(name) :], name])
            raise SearchSpaceError(
                f"Conditions go in a circle: {circle}. Remove one of them, so that some param is "
                "decided first."
            )
        path.append(name)
        for condition in branch[name].conditions:
            if condition.parent not in branch:
                raise SearchSpaceError(
                    f"The condition {condition!r} of {name!r} looks at {condition.parent!r}, which "
                    f"is no param of the space{_nearest(condition.parent, branch)}."
                )
            visit(condition.parent)
        path.pop()
        order[name] = None

    for name in branch:
        visit(name)
    return list(order)


def _nearest(name: str, names: Iterable[str]) -> str:
    """Suggest the nearest of some names, or list them."""
    names = list(names)
    near = get_close_matches(name, names, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(names)}"
