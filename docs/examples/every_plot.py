"""
Every plot of one search
========================

All plots of the package, drawn from one search. Each is a display as scikit-learn has them: made by
``from_tuner``, or by ``from_results`` of anything that holds results, such as a fitted
``GridSearchCV``, its ``cv_results_``, or a journal; drawn by ``plot``, on axes of your own if you
like.
"""

# %%

from sklearn.datasets import load_breast_cancer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from sklearn_hpt import BayesSearchTuner, Categorical, Integer, Real
from sklearn_hpt.utils import plot_hyperparam_performance
from sklearn_hpt.utils.plots import (
    ContourDisplay,
    ConvergenceDisplay,
    HeatMapDisplay,
    ImportanceDisplay,
    ParallelCoordinatesDisplay,
    ParetoDisplay,
    SliceDisplay,
    SplitsDisplay,
    TimelineDisplay,
)

X, y = load_breast_cancer(return_X_y=True)
space = {
    "svc__kernel": Categorical(["linear", "rbf", "poly"]),
    "svc__C": Real(1e-2, 1e3, log=True),
    "svc__gamma": Real(1e-5, 1, log=True).when(svc__kernel=["rbf", "poly"]),
    "svc__degree": Integer(2, 5).when(svc__kernel="poly"),
}
tuner = BayesSearchTuner(
    make_pipeline(StandardScaler(), SVC()),
    space,
    n_iter=40,
    cv=3,
    scoring=["accuracy", "precision", "recall"],
    refit="accuracy",
    random_state=0,
).fit(X, y)
print(tuner.best_params_)

# %%
# Convergence
# -----------
# The best so far, and the spread of each score over the splits. *When was it found, and was it
# worth going on?*

ConvergenceDisplay.from_tuner(tuner).plot()

# %%
# Slices
# ------
# The score against each param. *Is the best at the edge of a range?*

SliceDisplay.from_tuner(tuner).plot()

# %%
# Importance
# ----------
# The share of the differences between scores that each param accounts for. *What is worth tuning?*

ImportanceDisplay.from_tuner(tuner).plot()

# %%
# Heat map
# --------
# Two params at a time. *Do they depend on one another?*

HeatMapDisplay.from_tuner(tuner, params=["svc__C", "svc__gamma"]).plot()

# %%
# Contours
# --------
# What the surrogate believes of two params. *Where would it look next?*

ContourDisplay.from_tuner(tuner, params=["svc__C", "svc__gamma"]).plot()

# %%
# Parallel coordinates
# --------------------
# A line a trial, through all of its params. *What do the good ones have in common?*

ParallelCoordinatesDisplay.from_tuner(tuner).plot()

# %%
# Splits
# ------
# The best few, on each split. *Is the best one better everywhere, or lucky somewhere?*

SplitsDisplay.from_tuner(tuner).plot()

# %%
# Timeline
# --------
# Which fit ran when, and where. *Was anybody idle?*

TimelineDisplay.from_tuner(tuner).plot()

# %%
# Pareto front
# ------------
# Two metrics; nothing beats the trials of the front on both. *What does one cost in terms of the
# other?*

ParetoDisplay.from_tuner(tuner, metric="precision", other_metric="recall").plot()

# %%
# In one call
# -----------
# ``plot_hyperparam_performance`` chooses the display by the number of params:

plot_hyperparam_performance(tuner, params=["svc__C"])
