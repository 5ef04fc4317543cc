"""What holds for every display: from what it is made, and that it draws whatever is in it."""

import importlib
import inspect

import numpy as np
import pytest
from sklearn.exceptions import NotFittedError
from sklearn.svm import SVC

from sklearn_hpt import RandomSearchTuner, Study
from sklearn_hpt.exceptions import JournalError, MissingExtraError
from sklearn_hpt.trials import History, SplitResult, Trial
from sklearn_hpt.utils import plots
from sklearn_hpt.utils.plots.display import Display
from sklearn_hpt.utils.plots.performance import KINDS

DISPLAYS = [each for each in vars(plots).values() if inspect.isclass(each)]
OF_PARAMS = [
    plots.SliceDisplay,
    plots.HeatMapDisplay,
    plots.ParallelCoordinatesDisplay,
    plots.ContourDisplay,
]
OF_ONE_METRIC = [each for each in DISPLAYS if each is not plots.ParetoDisplay]

HOSTILE = "<script>alert(1)</script> $\\frac{1}{$ =cmd()\n\0\x1b[31m \N{GRINNING FACE} " + 200 * "é"


def named(value):
    return getattr(value, "__name__", None)


def make(display, candidates, scores, metric="score"):
    """Make a display of params and scores, each with splits around it."""
    trials = []
    for number, (params, score) in enumerate(zip(candidates, scores, strict=True)):
        splits = [
            SplitResult(k, None if score is None else score + k / 10, fit_time=1.0, started=2.0 * k)
            for k in range(2)
        ]
        trials.append(Trial(number, params).told(score, splits))
    others = {}
    if display is plots.ParetoDisplay:
        numbers = np.array([np.nan if score is None else -score for score in scores])
        others = {"other_metric": metric, "other_scores": numbers}
    return display(History(tuple(trials)), metric, **others)


def draw(display, tmp_path, ax=None):
    display.plot(ax).figure_.savefig(tmp_path / "plot.png", dpi=40)
    return display


def texts(ax):
    return [text.get_text() for text in ax.texts]


@pytest.mark.parametrize("display", DISPLAYS, ids=named)
def test_it_is_drawn_when_its_axes_are_looked_at(display):
    made = make(display, [{"C": n, "gamma": n / 3} for n in range(12)], [n / 12 for n in range(12)])
    assert "ax_" not in vars(made)
    ax = made.ax_
    assert made.figure_ is ax.figure
    assert made.ax_ is ax
    assert not hasattr(made, "elsewhere_")


def test_there_is_a_kind_for_each_display():
    assert set(KINDS.values()) == set(DISPLAYS)
    assert all(issubclass(each, Display) for each in DISPLAYS)


@pytest.mark.parametrize("display", DISPLAYS, ids=named)
def test_names_and_values_are_drawn_as_they_read(display, tmp_path):
    candidates = [{HOSTILE: HOSTILE + str(n % 3), f"{HOSTILE}2": n / 7} for n in range(12)]
    scores = [None, *(n / 20 for n in range(11))]
    shown = draw(make(display, candidates, scores, HOSTILE), tmp_path)
    artists = shown.figure_.findobj(match=lambda artist: hasattr(artist, "get_text"))
    for artist in artists:
        text = artist.get_text()
        if "script" in text:
            assert text.count("$") == text.count("\\$")
            assert text.isprintable()
            assert len(text) < 80


@pytest.mark.parametrize("display", DISPLAYS, ids=named)
def test_one_trial_is_drawn(display, tmp_path):
    draw(make(display, [{"C": 1.0, "kernel": "rbf"}], [0.5]), tmp_path)


@pytest.mark.parametrize("display", OF_PARAMS, ids=named)
def test_constants_are_drawn_if_they_are_asked_for(display, tmp_path):
    candidates = [{"C": 1.0, "kernel": "rbf"}] * 5
    made = make(display, candidates, [0.1, 0.2, 0.3, 0.4, 0.5])
    assert texts(draw(made, tmp_path).ax_) == ["no parameter varies"]
    asked = display(made.history, params=("C", "kernel"))
    assert "no parameter varies" not in texts(draw(asked, tmp_path).ax_)


@pytest.mark.parametrize("display", [plots.HeatMapDisplay, plots.ContourDisplay], ids=named)
def test_if_one_parameter_varies_where_two_are_drawn_it_says_so(display, tmp_path):
    candidates = [{HOSTILE: n, "constant": 1} for n in range(10)]
    shown = draw(make(display, candidates, [n / 10 for n in range(10)]), tmp_path)
    (text,) = texts(shown.ax_)
    assert text.startswith("2 params are drawn, but only <script>")
    assert text.isprintable()


@pytest.mark.parametrize("display", OF_ONE_METRIC, ids=named)
def test_mixed_values_constants_and_conditions_are_drawn(display, rows, tmp_path):
    draw(display.from_results(rows), tmp_path)


@pytest.mark.parametrize("pair", [("mixed", "rate"), ("only", "mixed"), ("constant", "only")])
@pytest.mark.parametrize("display", OF_PARAMS, ids=named)
def test_any_two_params_are_drawn(display, pair, rows, tmp_path):
    shown = draw(display.from_results(rows, params=pair), tmp_path)
    assert shown.params == pair


@pytest.mark.parametrize("scores", [[None, None], []])
@pytest.mark.parametrize("display", OF_ONE_METRIC, ids=named)
def test_without_a_score_it_says_so(display, scores, tmp_path):
    shown = make(display, [{"C": n} for n in range(len(scores))], scores)
    if display is plots.TimelineDisplay:
        shown = display(History(tuple(Trial(t.number, t.params) for t in shown.history.trials)))
    assert len(texts(draw(shown, tmp_path).ax_)) == 1
    assert all(getattr(shown, name) is None for name in shown._artists)


@pytest.mark.parametrize("display", DISPLAYS, ids=named)
def test_scores_that_are_all_alike_are_drawn(display, tmp_path):
    candidates = [{"C": float(n), "gamma": n % 3} for n in range(10)]
    draw(make(display, candidates, [0.5] * 10), tmp_path)


@pytest.mark.parametrize("display", DISPLAYS, ids=named)
def test_axes_of_ones_own_are_drawn_on(display, tmp_path):
    from matplotlib import pyplot

    _, axes = pyplot.subplots(1, 2)
    candidates = [{"C": float(n), "gamma": n % 3} for n in range(10)]
    shown = draw(make(display, candidates, [n / 10 for n in range(10)]), tmp_path, axes[1])
    assert shown.ax_ is axes[1]
    assert shown.figure_ is axes[1].figure
    assert not axes[0].has_data()


@pytest.mark.slow
@pytest.mark.parametrize("display", DISPLAYS, ids=named)
def test_ten_thousand_trials_become_pixels(display, tmp_path):
    rng = np.random.default_rng(0)
    points = rng.random((10_000, 2)).tolist()
    candidates = [{"C": c, "gamma": g, "kernel": "ab"[g > 0.5]} for c, g in points]
    shown = make(display, candidates, rng.random(10_000).tolist())
    shown.plot().figure_.savefig(tmp_path / "plot.svg")
    assert (tmp_path / "plot.svg").stat().st_size < 3_000_000


def test_a_search_is_told_from_what_is_none():
    for other in (SVC(), SVC, {}, 3, None):
        with pytest.raises(TypeError, match="from_tuner takes a fitted search, got"):
            plots.ConvergenceDisplay.from_tuner(other)
    with pytest.raises(NotFittedError):
        plots.ConvergenceDisplay.from_tuner(RandomSearchTuner(SVC(), {"C": [1, 2]}))


@pytest.mark.parametrize("display", OF_ONE_METRIC, ids=named)
def test_a_display_of_a_search_and_of_its_results_are_the_same(display, grid_search, tmp_path):
    of_tuner = display.from_tuner(grid_search)
    of_table = display.from_results(grid_search.cv_results_, metric="f1_macro")
    assert of_tuner.metric == of_table.metric == "f1_macro"
    np.testing.assert_array_equal(of_tuner.scores, grid_search.cv_results_["mean_test_f1_macro"])
    np.testing.assert_array_equal(of_tuner.scores, of_table.scores)
    draw(of_tuner, tmp_path)


def test_a_study_and_a_journal_are_drawn(tmp_path):
    study = Study({"x": [1, 2, 3, 4]}, random_state=0, journal=tmp_path / "journal")
    for _ in range(3):
        trial = study.ask()
        study.tell(trial, trial.params["x"] / 10)
    expected = [trial.score for trial in study.history.trials]
    for results in (study, study.history, tmp_path / "journal"):
        assert plots.SliceDisplay.from_results(results).scores.tolist() == expected


def test_scores_by_split_are_those_of_the_metric(grid_search):
    display = plots.ConvergenceDisplay.from_tuner(grid_search, metric="accuracy")
    table = grid_search.cv_results_
    for row, trial in enumerate(display.history.trials):
        expected = [table[f"split{k}_test_accuracy"][row] for k in range(3)]
        assert display.split_scores(trial).tolist() == expected


def test_what_has_no_scores_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no test scores in these results"):
        plots.SliceDisplay.from_results({"params": [{"C": 1}]})
    with pytest.raises(JournalError, match="no journal in"):
        plots.SliceDisplay.from_results(tmp_path)


def test_without_matplotlib_the_extra_is_named(monkeypatch):
    def import_module(name):
        raise ModuleNotFoundError(name="matplotlib")

    monkeypatch.setattr(importlib, "import_module", import_module)
    with pytest.raises(MissingExtraError, match=r'pip install "sklearn-hpt\[plots\]"'):
        plots.ConvergenceDisplay(History()).plot()
