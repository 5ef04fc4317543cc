"""The contours of a belief: what a surrogate expects of two params."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.results.param_axis import ParamAxis
from sklearn_hpt.strategies import ScorePosterior
from sklearn_hpt.trials import History
from sklearn_hpt.utils.plots.axes import draw_param
from sklearn_hpt.utils.plots.param_display import ParamDisplay
from sklearn_hpt.utils.plots.style import SCORES, draw_best, draw_over, jitter
from sklearn_hpt.utils.plots.surface import Others, Surface, forest_surface, posterior_surface
from sklearn_hpt.utils.plots.text import plain
from sklearn_hpt.utils.reading import read_history

N_LEVELS = 12


class ContourDisplay(ParamDisplay):
    """The score that is expected over two params: where would one look next?

    Made by `from_tuner` or `from_results`. Of a fitted `BayesSearchTuner` it shows the
    posterior that led the search, over the whole space; of other results, of another metric,
    or of densities ("tpe"), a forest fitted to the trials, within what was tried. Dots are
    trials, of which those with other values of other params need not agree with the colours.

    Parameters
    ----------
    history : History
    metric : str, default="score"
        Names the score.
    params : pair of str or None, default=None
        The params to the right and upwards; None takes the two most important that vary.
    log : iterable of str, default=()
        Params drawn on a logarithmic scale, besides those whose values are spread over decades
        and those that have one in the space, where the results tell it. Params that are not
        positive numbers never are.
    others : {"best", "average"}, default="best"
        Whether the other params are those of the best trial, or the surface is averaged over
        those of trials, which is partial dependence.
    posterior : ScorePosterior or None, default=None
        What is believed; None fits a forest.

    Attributes
    ----------
    surface : Surface or None
        What is drawn: ``x``, ``y`` and ``mean``. Set by `plot`.
    scores : array of shape (n_trials,)
        NaN for trials without one.
    ax_ : matplotlib Axes
    figure_ : matplotlib Figure
    surface_ : matplotlib QuadContourSet or QuadMesh
        To which the keywords of `plot` go; cells if a parameter has categories.
    points_ : matplotlib PathCollection
        The trials.

    See Also
    --------
    HeatMapDisplay : What was found, without a belief.

    Examples
    --------
    >>> tried = [{"C": c, "gamma": g} for c in (1, 10, 100, 1000) for g in (0.1, 1.0)]
    >>> scores = [0.5, 0.6, 0.7, 0.8, 0.9, 0.6, 0.7, 0.5]
    >>> display = ContourDisplay.from_results({"params": tried, "mean_test_score": scores})
    >>> sorted(display.params)
    ['C', 'gamma']
    """

    _artists: ClassVar[tuple[str, ...]] = ("surface_", "points_")
    _fewest: ClassVar[int] = 2
    _most: ClassVar[int] = 2
    _is_bounded: ClassVar[bool] = True
    surface_: Any
    points_: Any

    def __init__(
        self,
        history: History,
        metric: str = "score",
        *,
        params: Any = None,
        log: Any = (),
        others: Others = "best",
        posterior: ScorePosterior | None = None,
    ) -> None:
        super().__init__(history, metric, params=params, log=log)
        if others not in ("best", "average"):
            raise ValueError(f"others is 'best' or 'average', got {others!r}.")
        self.others = others
        self.posterior = posterior
        self.surface: Surface | None = None

    @classmethod
    def _complete(cls, results: Any, metric: str, options: Mapping[str, Any]) -> dict[str, Any]:
        completed = super()._complete(results, metric, options)
        has_posterior = callable(getattr(results, "posterior", None))
        if has_posterior and "posterior" not in completed and metric == read_history(results)[1]:
            completed["posterior"] = _posterior_of(results)
        return completed

    def _size(self) -> tuple[float, float]:
        return 6.4, 4.8

    def _why_nothing(self) -> str | None:
        nothing = super()._why_nothing()
        if nothing is None:
            finished = [trial.params for trial in self.history.finished]
            if not any(all(name in params for name in self.params) for params in finished):
                return "no trial has a score and both params"
        return nothing

    def _draw(self, ax: Any, kwargs: Mapping[str, Any]) -> None:
        history = History(self.history.finished)
        surface = None
        if self.posterior is not None:
            surface = posterior_surface(self.posterior, history, self.params, self.others)
        whose = " (forest)" if surface is None else ""
        self.surface = surface or forest_surface(history, self.params, self.others)
        tried_x, grid_x = self._lay_out(self.params[0], self.surface.x)
        tried_y, grid_y = self._lay_out(self.params[1], self.surface.y)
        draw_param(ax, "x", tried_x)
        draw_param(ax, "y", tried_y)
        self.surface_ = _draw_surface(ax, grid_x, grid_y, self.surface.mean, kwargs)
        self._draw_trials(ax, tried_x, tried_y)
        label = plain(f"expected {self.metric}{whose}")
        self.figure_.colorbar(self.surface_, ax=ax, label=label)

    def _lay_out(self, name: str, values: tuple[Any, ...]) -> tuple[ParamAxis, ParamAxis]:
        """Lay out what was tried of a parameter, and values that are drawn, on the same axis."""
        tried = [trial.params for trial in self.history.trials]
        drawn = [{name: value} for value in values]
        axis = ParamAxis.of(name, [*tried, *drawn], log=name in self.log)
        first, second = np.split(axis.positions, [len(tried)])
        return replace(axis, positions=first), replace(axis, positions=second)

    def _draw_trials(self, ax: Any, across: ParamAxis, up: ParamAxis) -> None:
        x, y = (
            axis.positions + (0.0 if axis.categories is None else jitter(len(self.scores), 0.7))
            for axis in (across, up)
        )
        shown = np.isfinite(self.scores) & ~np.isnan(x) & ~np.isnan(y)
        self.points_ = draw_over(ax, x[shown], y[shown])
        best = int(np.nanargmax(self.scores))
        if shown[best]:
            draw_best(ax, x[best], y[best])


def _draw_surface(
    ax: Any, across: ParamAxis, up: ParamAxis, mean: FloatArray, kwargs: Mapping[str, Any]
) -> Any:
    """Draw contours of numbers, and cells of categories."""
    columns, rows = np.argsort(across.positions), np.argsort(up.positions)
    x, y, mean = across.positions[columns], up.positions[rows], mean[np.ix_(rows, columns)]
    is_smooth = across.categories is None and up.categories is None
    if is_smooth and min(mean.shape) > 1 and np.nanmin(mean) < np.nanmax(mean):
        heights = np.ma.masked_invalid(mean)
        drawn = ax.contourf(x, y, heights, N_LEVELS, **{"cmap": SCORES, **kwargs})
        ax.contour(x, y, heights, drawn.levels, colors="white", linewidths=0.4, alpha=0.6)
        return drawn
    looks = {"cmap": SCORES, "rasterized": True, **kwargs}
    return ax.pcolormesh(across.edges(x), up.edges(y), mean, **looks)


def _posterior_of(results: Any) -> ScorePosterior | None:
    """Give what a search believes; None where that is not a posterior of the score."""
    try:
        posterior = results.posterior()
    except (TypeError, ValueError):  # densities know no scores; nor does a search without any
        return None
    return posterior if isinstance(posterior, ScorePosterior) else None
