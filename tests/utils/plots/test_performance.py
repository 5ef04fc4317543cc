"""The one function: which plot it chooses, and what it refuses."""

import pytest

from sklearn_hpt.utils import plot_hyperparam_performance
from sklearn_hpt.utils.plots import HeatMapDisplay, SliceDisplay
from sklearn_hpt.utils.plots.performance import KINDS


@pytest.mark.parametrize(
    ("params", "display"),
    [
        ("C", SliceDisplay),
        (["C"], SliceDisplay),
        (("gamma", "C"), HeatMapDisplay),
        (None, SliceDisplay),
    ],
)
def test_the_natural_plot_is_chosen(grid_search, params, display):
    shown = plot_hyperparam_performance(grid_search, params)
    assert type(shown) is display
    assert shown.ax_.figure is shown.figure_


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_drawn(grid_search, kind):
    assert type(plot_hyperparam_performance(grid_search, kind=kind)) is KINDS[kind]


def test_params_metric_and_axes_are_passed_on(grid_search):
    from matplotlib import pyplot

    _, ax = pyplot.subplots()
    names = iter(["C", "gamma"])
    shown = plot_hyperparam_performance(
        grid_search, names, kind="parallel", metric="accuracy", ax=ax
    )
    assert (shown.params, shown.metric, shown.ax_) == (("C", "gamma"), "accuracy", ax)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"params": "gama"}, r"no parameter 'gama' .* C, gamma\. Did you mean 'gamma'\?"),
        ({"kind": "heat_map"}, r"no plot of kind 'heat_map'; .* Did you mean 'heatmap'\?"),
        ({"kind": "splits", "params": "C"}, r"'splits' draws no params; leave out params=\('C',\)"),
        ({"metric": "auc"}, r"no test scores of 'auc' .* those of accuracy, f1_macro"),
        ({"params": []}, "SliceDisplay takes 1 or more different params, got none"),
    ],
)
def test_what_is_not_there_is_refused(grid_search, arguments, message):
    with pytest.raises(ValueError, match=message):
        plot_hyperparam_performance(grid_search, **arguments)


def test_results_without_scores_are_refused():
    with pytest.raises(ValueError, match="There are no test scores in these results"):
        plot_hyperparam_performance({"params": [{"C": 1}]})
