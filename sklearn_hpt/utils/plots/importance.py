"""The importance of params, as bars."""

from collections.abc import Mapping
from typing import Any, ClassVar

from sklearn_hpt.results import param_importances
from sklearn_hpt.results.importance import FEWEST_TRIALS
from sklearn_hpt.trials import History
from sklearn_hpt.utils.plots.display import Display
from sklearn_hpt.utils.plots.style import BLUE, GREY, LIGHT
from sklearn_hpt.utils.plots.text import plain

WORTH_DRAWING = 0.005
REST = "together"


class ImportanceDisplay(Display):
    """How much of the differences between scores each parameter accounts for: what mattered?

    Made by `from_tuner` or `from_results`. The shares are those of functional analysis of
    variance: of each parameter by itself, and of all of them acting together.

    Parameters
    ----------
    history : History
    metric : str, default="score"
        Names the score.
    n_most : int, default=12
        How many params have a bar.

    Attributes
    ----------
    importances : dict of str to float
        From the most important on; empty if they cannot be told.
    scores : array of shape (n_trials,)
        NaN for trials without one.
    ax_ : matplotlib Axes
    figure_ : matplotlib Figure
    bars_ : matplotlib BarContainer
        Those of the params, the most important first, to which the keywords of `plot` go.

    References
    ----------
    Hutter, F., Hoos, H. and Leyton-Brown, K. (2014). An efficient approach for assessing
    hyperparameter importance. ICML.

    Examples
    --------
    >>> tried = [{"C": c, "idle": c * 7 % 10} for c in range(10)]
    >>> table = {"params": tried, "mean_test_score": [0.1 * c for c in range(10)]}
    >>> list(ImportanceDisplay.from_results(table).importances)
    ['C', 'idle']
    """

    _artists: ClassVar[tuple[str, ...]] = ("bars_",)
    bars_: Any

    def __init__(self, history: History, metric: str = "score", *, n_most: int = 12) -> None:
        super().__init__(history, metric)
        self.n_most = n_most
        told = [(trial.params, trial.score) for trial in history.finished]
        scores = [score for _, score in told if score is not None]
        self.importances = param_importances([params for params, _ in told], scores)

    def _size(self) -> tuple[float, float]:
        return 6.4, 1.4 + 0.36 * (min(len(self.importances), self.n_most) + 1)

    def _why_nothing(self) -> str | None:
        nothing = super()._why_nothing()
        if nothing or self.importances:
            return nothing
        if len(self.history.finished) < FEWEST_TRIALS:
            return f"fewer than {FEWEST_TRIALS} trials have a score"
        return "the scores do not differ by any parameter"

    def _draw(self, ax: Any, kwargs: Mapping[str, Any]) -> None:
        varied = [(name, share) for name, share in self.importances.items() if share > 0]
        drawn = varied[: max(self.n_most, 1)]
        names = [plain(name) for name, _ in drawn]
        shares = [share for _, share in drawn]
        rest = max(0.0, 1.0 - sum(self.importances.values()))
        places = range(len(drawn))
        self.bars_ = ax.barh(places, shares, **{"color": BLUE, "height": 0.7, **kwargs})
        if rest >= WORTH_DRAWING:
            looks = {"color": LIGHT, "edgecolor": GREY, "hatch": "///", "height": 0.7}
            ax.barh([len(drawn)], [rest], **looks)
            names, shares = [*names, REST], [*shares, rest]
        for place, share in enumerate(shares):
            ax.text(share + 0.01, place, f"{share:.0%}", va="center", fontsize="small")
        ax.set_yticks(range(len(names)), names)
        ax.set_ylim(len(names) - 0.4, -0.6)
        ax.set_xlim(0, min(1.0, max(shares)) * 1.12)
        ax.xaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
        ax.set_xlabel(f"share of the differences in {plain(self.metric, 30)}")
        ax.spines[["top", "right"]].set_visible(False)
