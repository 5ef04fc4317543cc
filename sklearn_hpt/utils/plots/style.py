"""The style of the plots: colours, sizes, and where an axis of scores ends.

Colours are those of Okabe and Ito, which people with any kind of colour vision can tell apart;
what is told by colour in a plot is told by lightness or by a marker too, for print.
"""

from typing import Any, Final

import numpy as np

from sklearn_hpt._optional import import_extra
from sklearn_hpt._typing import FloatArray, IntArray

BLUE, SKY, ORANGE, GREY, LIGHT = "#0072B2", "#56B4E9", "#D55E00", "#595959", "#D9D9D9"

SCORES: Final = "viridis"
"""The colour map of scores on areas: lighter is better."""

ON_WHITE: Final = "Blues"
"""The colour map of what is drawn on white: darker is better, or later."""

PALEST = 0.3
"""The share of that map which white paper would swallow."""

MOST_RINGED = 300
"""Trials up to which each is a ring upon an area; more are specks."""

MANY = 1000
"""Marks from which on they are drawn as pixels, also in a file of vectors."""

BULK = 0.8
"""The share of scores whose span is the measure of how far an axis or a colour map reaches."""

FAR, REACH, TINTED = 20.0, 3.0, 1.5
"""In that measure: what is so far below the top that an axis leaves it out, how far it reaches
then, and how far a colour map does."""


def dot_style(n: int) -> dict[str, Any]:
    """Give the looks of n dots: the more there are, the smaller and fainter.

    Parameters
    ----------
    n : int

    Returns
    -------
    style : dict of str to object
        For ``Axes.scatter``.
    """
    root = float(np.sqrt(max(n, 1)))
    return {
        "s": float(np.clip(400 / root, 4, 36)),
        "alpha": float(np.clip(25 / root, 0.25, 0.9)),
        "linewidths": 0,
        "rasterized": n > MANY,
    }


def score_floor(scores: FloatArray) -> float:
    """Say how far down an axis of scores reaches, so that a few bad ones do not flatten the rest.

    Parameters
    ----------
    scores : array of shape (n,)
        At least one of them finite.

    Returns
    -------
    floor : float
        The lowest score; or higher, if that one is far below most.

    Examples
    --------
    >>> score_floor(np.array([0.5, 0.8, 0.9])), score_floor(np.array([-1e6, *range(10)]))
    (0.5, -15.0)
    """
    low, top, bulk = _span(scores)
    return top - REACH * bulk if 0 < FAR * bulk < top - low else low


def score_tints(scores: FloatArray) -> dict[str, float]:
    """Say which scores have the ends of a colour map, so that the good ones can be told apart.

    Parameters
    ----------
    scores : array of shape (n,)
        At least one of them finite.

    Returns
    -------
    limits : dict of str to float
        ``vmin`` and ``vmax``; what is below the former looks like it.

    Examples
    --------
    >>> score_tints(np.array([-1e6, *range(10)]))
    {'vmin': -3.0, 'vmax': 9.0}
    """
    low, top, bulk = _span(scores)
    return {"vmin": max(low, top - TINTED * bulk) if bulk > 0 else low, "vmax": top}


def seen_on_white(low: float, high: float) -> dict[str, Any]:
    """Give a colour map for marks on white, that of the lowest number dark enough to be seen.

    Parameters
    ----------
    low, high : float
        The numbers that have its ends.

    Returns
    -------
    colours : dict of str to object
        ``cmap``, ``vmin`` and ``vmax``.
    """
    pale = PALEST / (1 - PALEST) * (high - low)
    return {"cmap": ON_WHITE, "vmin": low - pale, "vmax": high}


def _span(scores: FloatArray) -> tuple[float, float, float]:
    """Give the lowest score, the highest, and how far most of them are below it."""
    finite = scores[np.isfinite(scores)]
    top = float(finite.max())
    return float(finite.min()), top, top - float(np.quantile(finite, 1 - BULK))


def draw_scores(ax: Any, places: FloatArray | IntArray, scores: FloatArray, **style: Any) -> Any:
    """Draw scores as dots; those below the axis as triangles at its end.

    Parameters
    ----------
    ax : matplotlib Axes
    places : array of shape (n,)
        Where they lie on the horizontal axis.
    scores : array of shape (n,)
        Finite.
    **style : object
        Of the dots.

    Returns
    -------
    dots : matplotlib PathCollection
    """
    floor = score_floor(scores)
    below = scores < floor
    dots = ax.scatter(places, np.maximum(scores, floor), **{**dot_style(len(scores)), **style})
    if below.any():
        bottom = np.full(int(below.sum()), floor)
        label = f"{len(bottom)} lower"
        ax.scatter(places[below], bottom, marker="v", s=26, color=GREY, label=label, zorder=3)
        ax.set_ylim(bottom=floor - 0.05 * (float(scores.max()) - floor))
    return dots


def draw_best(ax: Any, x: float, y: float) -> Any:
    """Mark the best trial with a star.

    Parameters
    ----------
    ax : matplotlib Axes
    x, y : float

    Returns
    -------
    star : matplotlib PathCollection
    """
    looks = {"marker": "*", "s": 150, "color": ORANGE, "edgecolors": "black", "linewidths": 0.8}
    return ax.scatter([x], [y], label="best", zorder=6, clip_on=False, **looks)


def draw_over(ax: Any, x: FloatArray, y: FloatArray) -> Any:
    """Draw trials as dots upon a coloured area.

    Parameters
    ----------
    ax : matplotlib Axes
    x, y : array of shape (n,)

    Returns
    -------
    dots : matplotlib PathCollection
    """
    few = {"s": 28, "color": "white", "edgecolors": "black", "linewidths": 0.5, "clip_on": False}
    many = {"s": 2, "color": "black", "alpha": 0.25, "linewidths": 0, "rasterized": True}
    return ax.scatter(x, y, zorder=3, **(few if len(x) <= MOST_RINGED else many))


def draw_legend(ax: Any, **place: Any) -> Any:
    """Draw the legend, with marks that can be seen however faint they are in the plot.

    Parameters
    ----------
    ax : matplotlib Axes
    **place : object
        For ``Axes.legend``.

    Returns
    -------
    legend : matplotlib Legend
    """
    legend = ax.legend(**{"framealpha": 0.8, "edgecolor": "none", "borderaxespad": 0.2, **place})
    for handle in legend.legend_handles:
        if hasattr(handle, "set_sizes"):
            handle.set_sizes(np.clip(handle.get_sizes(), 20, 60))
            handle.set_alpha(1)
    return legend


def stand_out(width: float, colour: str) -> list[Any]:
    """Give what lets a line stand out in print, where its colour is a grey among others.

    Parameters
    ----------
    width : float
        Of line and rim together.
    colour : str
        Of the rim.

    Returns
    -------
    effects : list of matplotlib path effects
    """
    effects = import_extra("matplotlib.patheffects", extra="plots", purpose="A plot")
    return [effects.withStroke(linewidth=width, foreground=colour)]


def jitter(n: int, width: float = 0.5) -> FloatArray:
    """Give offsets that keep dots of one category apart: evenly spread, the same each time.

    Parameters
    ----------
    n : int
    width : float, default=0.5
        From the least to the greatest.

    Returns
    -------
    offsets : array of shape (n,)
    """
    golden = (np.sqrt(5) - 1) / 2  # its multiples fill the unit interval without clumps
    return np.asarray(width * (np.arange(n) * golden % 1 - 0.5), dtype=float)


def say(ax: Any, sentence: str) -> None:
    """Write why there is nothing to see.

    Parameters
    ----------
    ax : matplotlib Axes
    sentence : str
    """
    ax.set_xticks([])
    ax.set_yticks([])
    ax.text(0.5, 0.5, sentence, ha="center", va="center", transform=ax.transAxes, wrap=True)
