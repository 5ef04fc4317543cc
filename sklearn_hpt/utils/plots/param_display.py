"""The display of params: what all plots with axes of params have in common."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from sklearn_hpt._names import hint_at_nearest
from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.results import param_importances
from sklearn_hpt.results.param_axis import ParamAxis
from sklearn_hpt.space import parse_space
from sklearn_hpt.trials import History, Trial
from sklearn_hpt.utils.plots.display import Display
from sklearn_hpt.utils.plots.text import plain

SPACES = ("param_distributions", "param_grid")
"""Where searches keep what may be tried."""


class ParamDisplay(Display):
    """Base of the displays that have axes of params.

    Parameters
    ----------
    history : History
    metric : str, default="score"
        Names the score of the trials.
    params : str, iterable of str or None, default=None
        The params drawn; None takes those that vary, the most important ones if they are many.
    log : iterable of str, default=()
        Params drawn on a logarithmic scale, besides those whose values are spread over decades
        and those that have one in the space, where the results tell it. Params that are not
        positive numbers never are.

    Raises
    ------
    ValueError
        If there is no such parameter, or params are too few or too many for the plot.
    """

    _fewest: ClassVar[int] = 1
    _most: ClassVar[int] = 12
    _is_bounded: ClassVar[bool] = False  # whether even the user cannot ask for more

    def __init__(
        self,
        history: History,
        metric: str = "score",
        *,
        params: str | Iterable[str] | None = None,
        log: Iterable[str] = (),
    ) -> None:
        super().__init__(history, metric)
        self.log = frozenset(log)
        self.params = self._choose() if params is None else self._check(params)

    def axis(self, name: str) -> ParamAxis:
        """Lay out the values of a parameter.

        Parameters
        ----------
        name : str

        Returns
        -------
        axis : ParamAxis
            With a position for each trial.
        """
        tried = [trial.params for trial in self.history.trials]
        return ParamAxis.of(name, tried, log=name in self.log)

    @classmethod
    def _complete(cls, results: Any, metric: str, options: Mapping[str, Any]) -> dict[str, Any]:
        return {"log": _log_names(results), **super()._complete(results, metric, options)}

    def _why_nothing(self) -> str | None:
        if not self.params:
            return super()._why_nothing() or "no parameter varies"
        if len(self.params) < self._fewest:
            return f"{self._fewest} params are drawn, but only {plain(self.params[0])} varies"
        return super()._why_nothing()

    def _choose(self) -> tuple[str, ...]:
        """Choose those that vary: in the order of trying, or of importance if they are many."""
        varied = [name for name in self._known() if self.axis(name).n_values > 1]
        if len(varied) <= self._most:
            return tuple(varied)
        finished = self.history.finished
        shares = param_importances([trial.params for trial in finished], _scores(finished))
        return tuple(sorted(varied, key=lambda name: -shares.get(name, 0.0))[: self._most])

    def _check(self, params: str | Iterable[str]) -> tuple[str, ...]:
        """Check the names that were given."""
        names = tuple(dict.fromkeys([params] if isinstance(params, str) else params))
        known = self._known()
        for name in names:
            if name not in known:
                raise ValueError(
                    f"There is no parameter {name!r} in these results; there are "
                    f"{', '.join(known) or 'none'}.{hint_at_nearest(str(name), known)}"
                )
        too_many = self._is_bounded and len(names) > self._most
        if len(names) < self._fewest or too_many:
            wanted = f"{self._fewest}" if self._is_bounded else f"{self._fewest} or more"
            raise ValueError(
                f"{type(self).__name__} takes {wanted} different params, got "
                f"{', '.join(map(repr, names)) or 'none'}."
            )
        return names

    def _known(self) -> list[str]:
        """Name all params, in the order in which they were met."""
        return list(dict.fromkeys(name for trial in self.history.trials for name in trial.params))


def _scores(trials: Iterable[Trial]) -> list[float]:
    return [trial.score for trial in trials if trial.score is not None]


def _log_names(results: Any) -> list[str]:
    """Name the params that the space of a search has on a logarithmic scale, if it tells."""
    given = next((getattr(results, name) for name in SPACES if hasattr(results, name)), None)
    if given is None:
        return []
    try:
        space = parse_space(given, results.estimator if isinstance(given, str) else None)
    except SearchSpaceError:  # a search of another make, with a space of its own kind
        return []
    return [
        name
        for branch in space.branches
        for name, dimension in branch.items()
        if getattr(dimension, "log", False)
    ]
