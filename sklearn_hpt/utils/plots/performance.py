"""The performance of params: the one function that draws any plot of a search."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from sklearn_hpt._names import hint_at_nearest
from sklearn_hpt.utils.plots.contour import ContourDisplay
from sklearn_hpt.utils.plots.convergence import ConvergenceDisplay
from sklearn_hpt.utils.plots.display import Display
from sklearn_hpt.utils.plots.heat_map import HeatMapDisplay
from sklearn_hpt.utils.plots.importance import ImportanceDisplay
from sklearn_hpt.utils.plots.parallel_coordinates import ParallelCoordinatesDisplay
from sklearn_hpt.utils.plots.param_display import ParamDisplay
from sklearn_hpt.utils.plots.pareto import ParetoDisplay
from sklearn_hpt.utils.plots.slice import SliceDisplay
from sklearn_hpt.utils.plots.splits import SplitsDisplay
from sklearn_hpt.utils.plots.timeline import TimelineDisplay

KINDS: MappingProxyType[str, type[Display]] = MappingProxyType(
    {
        "slice": SliceDisplay,
        "heatmap": HeatMapDisplay,
        "parallel": ParallelCoordinatesDisplay,
        "contour": ContourDisplay,
        "importance": ImportanceDisplay,
        "convergence": ConvergenceDisplay,
        "splits": SplitsDisplay,
        "timeline": TimelineDisplay,
        "pareto": ParetoDisplay,
    }
)


def plot_hyperparam_performance(
    results: Any,
    params: str | Iterable[str] | None = None,
    *,
    kind: str | None = None,
    metric: str | None = None,
    ax: Any = None,
) -> Display:
    """Draw how params did.

    Parameters
    ----------
    results : fitted search, mapping, DataFrame, list of dict, History, Study, str or PathLike
        A search of this package or of scikit-learn, its ``cv_results_``, what ``results()`` or
        `read_results` gave, or the path of a journal or of a log.
    params : str, iterable of str or None, default=None
        The params drawn; None takes those that vary.
    kind : str or None, default=None
        What is drawn:

        - "slice": the score against each parameter;
        - "heatmap": the score over two params;
        - "contour": what a surrogate expects of two params;
        - "parallel": each trial as a line through its params;
        - "importance": how much of the differences each parameter accounts for;
        - "convergence": the scores in the order of the trials;
        - "splits": the scores by split of the best trials;
        - "timeline": the fits of each worker over time;
        - "pareto": two metrics of each trial.

        None draws a heat map of two params that were named, and slices otherwise.
    metric : str or None, default=None
        Which of several; None takes the one that chose the best, or else the first.
    ax : matplotlib Axes or None, default=None
        Where; None makes a new figure.

    Returns
    -------
    display : Display
        Drawn, with ``ax_`` and ``figure_``.

    Raises
    ------
    TypeError
        If `results` is none of these.
    ValueError
        If there are no scores, or there is no such kind, parameter or metric, or `params` are
        named for a kind that draws none.
    MissingExtraError
        If matplotlib is not installed.

    Examples
    --------
    >>> from sklearn_hpt.utils import plot_hyperparam_performance
    >>> told = [{"param_C": 10.0**n, "score": 0.9 - 0.1 * abs(n)} for n in range(-3, 4)]
    >>> display = plot_hyperparam_performance(told, "C")  # doctest: +SKIP
    >>> display.figure_.savefig("scores.png")  # doctest: +SKIP
    """
    named = None if params is None else (params,) if isinstance(params, str) else tuple(params)
    if kind is None:
        kind = "heatmap" if named is not None and len(named) == 2 else "slice"
    if kind not in KINDS:
        raise ValueError(
            f"There is no plot of kind {kind!r}; there are {', '.join(KINDS)}."
            f"{hint_at_nearest(str(kind), KINDS)}"
        )
    display = KINDS[kind]
    options: dict[str, Any] = {} if named is None else {"params": named}
    if options and not issubclass(display, ParamDisplay):
        raise ValueError(f"A plot of kind {kind!r} draws no params; leave out params={named!r}.")
    return display.from_results(results, metric=metric, **options).plot(ax)
