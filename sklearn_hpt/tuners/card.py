"""The card of a tuner: what a notebook shows of its search, above scikit-learn's diagram."""

from collections.abc import Iterable
from html import escape
from typing import Any

from sklearn_hpt._readable import readable_params, words
from sklearn_hpt._sklearn import VisualBlock
from sklearn_hpt._typing import Params
from sklearn_hpt.space import parse_space
from sklearn_hpt.trials import History

# Colours come from the page, so that the card is read in light and in dark ones.
STYLE = """
.sklearn-hpt-card {
  border: 1px solid rgba(128, 128, 128, 0.5); border-radius: 4px; color: inherit;
  display: inline-block; font-family: monospace; margin: 0 0.4em 0.5em; max-width: 100%;
  overflow-x: auto; padding: 0.5em 0.8em; text-align: left;
}
.sklearn-hpt-card table { border-collapse: collapse; margin: 0.3em 0 0; }
.sklearn-hpt-card caption { font-weight: bold; padding: 0 0 0.3em; text-align: left; }
.sklearn-hpt-card th, .sklearn-hpt-card td {
  border: 0; border-top: 1px solid rgba(128, 128, 128, 0.3); color: inherit;
  max-width: 40em; overflow-wrap: anywhere; padding: 0.15em 1.2em 0.15em 0; text-align: left;
  vertical-align: top;
}
.sklearn-hpt-card th { font-weight: normal; opacity: 0.7; }
.sklearn-hpt-card table + * { margin-top: 0.4em; }
.sklearn-hpt-card summary { cursor: pointer; }
""".strip()


class CardMixin:
    """Gives a tuner its picture: the search as a card, the estimator as scikit-learn draws it."""

    estimator: Any
    _history: History
    _n_planned: int
    _stop_reason: str | None

    def _html_repr(self) -> str:
        diagram: str = super()._html_repr()  # type: ignore[misc]
        space = self._space_table()
        if hasattr(self, "cv_results_"):
            outcome = _table(f"{type(self).__name__}, fitted", self._outcome())
            space = space and f"<details><summary>Search space</summary>{space}</details>"
        else:
            outcome = ""
        inside = outcome + space
        if not inside:
            return diagram
        return f'<style>{STYLE}</style><div class="sklearn-hpt-card">{inside}</div>{diagram}'

    def _sk_visual_block_(self) -> Any:
        name = "best_estimator_" if hasattr(self, "best_estimator_") else "estimator"
        estimator = getattr(self, name)
        return VisualBlock(
            "parallel",
            [estimator],
            names=[f"{name}: {type(estimator).__name__}"],
            name_details=[str(estimator)],
        )

    def _space_table(self) -> str:
        """Show the search space; one that cannot be read is left to ``fit`` to tell of."""
        name = "param_grid" if hasattr(self, "param_grid") else "param_distributions"
        try:
            return parse_space(getattr(self, name), self.estimator)._repr_html_()
        except Exception:  # a picture is no place to complain
            return ""

    def _outcome(self) -> Iterable[tuple[str, str]]:
        """Say how the search went, and what is best."""
        history = self._history
        yield "trials", _count(history, self._n_planned)
        if self._stop_reason is not None:
            yield "ended early", self._stop_reason
        if hasattr(self, "best_score_"):
            yield "best score", f"{self.best_score_:.6g}"
        if hasattr(self, "best_params_"):
            yield from _params_rows(self.best_params_)


def _count(history: History, n_planned: int) -> str:
    """Count the trials by what became of them."""
    counts = {"failed": len(history.failed), "outside the limits": len(history.infeasible)}
    others = [f", {count} {fate}" for fate, count in counts.items() if count]
    return "".join([f"{len(history.finished)} of {n_planned} finished", *others])


def _params_rows(params: Params) -> Iterable[tuple[str, str]]:
    """Put params in words, one a row; secrets are masked."""
    for name, form in readable_params(params).items():
        yield f"best {name}", words(form)


def _table(caption: str, rows: Iterable[tuple[str, str]]) -> str:
    """Lay out rows of two cells; all text is escaped."""
    body = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in rows
    )
    return f"<table><caption>{escape(caption)}</caption>{body}</table>"
