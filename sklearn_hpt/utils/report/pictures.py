"""The pictures of a page: the plots of a search, as data in it."""

import base64
import io
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sklearn_hpt._optional import import_extra
from sklearn_hpt.exceptions import MissingExtraError
from sklearn_hpt.trials import History
from sklearn_hpt.utils.plots import (
    ConvergenceDisplay,
    ImportanceDisplay,
    ParallelCoordinatesDisplay,
    ParetoDisplay,
    SliceDisplay,
    SplitsDisplay,
    TimelineDisplay,
)
from sklearn_hpt.utils.report.markup import Markup, join, tag, text
from sklearn_hpt.utils.report.subject import Subject

LARGEST = 300_000
"""Bytes of a drawing; a larger one becomes a picture of dots."""

STYLE: Mapping[str, Any] = MappingProxyType(
    {
        "font.size": 10,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "savefig.dpi": 150,
        "savefig.transparent": True,  # on paper of any colour
        "svg.hashsalt": "sklearn_hpt",  # the same drawing twice has the same text
    }
)


def always(history: History) -> bool:
    """Say that any history has something to draw."""
    return True


def has_times(history: History) -> bool:
    """Say whether it is known when fits began."""
    return any(result.started is not None for each in history.trials for result in each.splits)


def has_several_metrics(history: History) -> bool:
    """Say whether a fit was scored by more than one metric."""
    return any(
        isinstance(result.test_scores, Mapping) and len(result.test_scores) > 1
        for each in history.trials
        for result in each.splits
    )


@dataclass(frozen=True)
class Picture:
    """One kind of plot.

    Parameters
    ----------
    title : str
    tells : str
        What is to be seen in it.
    display : type of Display
        Draws it from a history.
    is_for : callable
        Says of a history whether there is something to draw.
    """

    title: str
    tells: str
    display: Any
    is_for: Callable[[History], bool] = always


PICTURES = (
    Picture(
        "Convergence",
        "Each trial in its order, and the best score so far, with the spread over the splits.",
        ConvergenceDisplay,
    ),
    Picture("Slices", "The score against each parameter; a star is the best.", SliceDisplay),
    Picture(
        "Importance",
        "How much of the differences between scores each parameter accounts for by itself.",
        ImportanceDisplay,
    ),
    Picture(
        "Parallel coordinates",
        "Each trial as a line through its params.",
        ParallelCoordinatesDisplay,
    ),
    Picture("Splits", "The scores by split of the best trials.", SplitsDisplay),
    Picture("Two metrics", "Each trial by two metrics.", ParetoDisplay, has_several_metrics),
    Picture("Timeline", "Which worker made which fit, and when.", TimelineDisplay, has_times),
)
"""What a page shows, in its order."""


def show_pictures(subject: Subject) -> Markup:
    """Show all pictures of a search.

    Parameters
    ----------
    subject : Subject

    Returns
    -------
    markup : Markup
        A figure each; where one cannot be drawn, the reason.
    """
    try:
        import_extra("matplotlib.pyplot", extra="plots", purpose="A picture in a report")
    except MissingExtraError as error:
        return tag("p", text(str(error)), class_="note")
    history = subject.history
    return join(_show(picture, history) for picture in PICTURES if picture.is_for(history))


def _show(picture: Picture, history: History) -> Markup:
    try:
        source = _draw(picture, history)
    except Exception as error:  # whatever drawing raises: the rest of the page is worth having
        content = tag("p", text(f"Not drawn: {error}"), class_="note")
    else:
        content = tag("img", src=source, alt=f"{picture.title}. {picture.tells}")
    return tag(
        "figure",
        content,
        tag("figcaption", tag("strong", text(f"{picture.title}.")), text(f" {picture.tells}")),
    )


def _draw(picture: Picture, history: History) -> str:
    """Draw a picture, and give its address: the data themselves."""
    pyplot = import_extra("matplotlib.pyplot", extra="plots", purpose="A picture in a report")
    with pyplot.style.context(["default", STYLE]), pyplot.ioff(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # signs that no font has are drawn as boxes
        figure = picture.display.from_results(history).plot().figure_
        try:
            kind, content = "svg+xml", _save(figure, "svg", {"Date": None})
            if len(content) > LARGEST:
                kind, content = "png", _save(figure, "png", {})
        finally:
            pyplot.close(figure)
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def _save(figure: Any, kind: str, metadata: Mapping[str, Any]) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format=kind, metadata=metadata)
    return file.getvalue()
