"""
Two metrics that pull apart
===========================

To find more of the rare cases, a model has to raise more false alarms. A search records as many
metrics as you like. Which candidates are worth a look is then a matter of the front: those that
nothing beats on both.
"""

# %%
# Rare cases
# ----------
# The sixth of the patients whose diabetes went on fastest are to be found.

import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import FixedThresholdClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from sklearn_hpt import RandomSearchTuner, Real
from sklearn_hpt.utils.plots import ParetoDisplay

X, progression = load_diabetes(return_X_y=True)
y = (progression > np.quantile(progression, 5 / 6)).astype(int)

# %%
# The search
# ----------
# The threshold of the decision is a parameter like any other. It acts on what a fit predicts, not
# on the fit. ``refit`` says which metric chooses the best.

regression = make_pipeline(StandardScaler(), LogisticRegression())
model = FixedThresholdClassifier(regression, response_method="predict_proba")
space = {
    "threshold": Real(0.05, 0.4),
    "estimator__logisticregression__C": Real(1e-2, 1e2, log=True),
}
tuner = RandomSearchTuner(
    model, space, n_iter=60, scoring=["f1", "precision", "recall"], refit="f1", random_state=0
)
tuner.fit(X, y)
print(tuner.best_params_)

# %%
# The front
# ---------

ParetoDisplay.from_tuner(tuner, metric="recall", other_metric="precision").plot()

# %%
# A choice by a rule
# ------------------
# Say that two in three of the rare cases have to be found, with as few false alarms as possible. A
# rule is a function from ``cv_results_`` to the row of the best:


def precise_enough(results):
    precision = results["mean_test_precision"].copy()
    precision[results["mean_test_recall"] < 2 / 3] = -1
    return int(precision.argmax())


row = precise_enough(tuner.cv_results_)
for metric in ("precision", "recall"):
    print(f"{metric:>9}: {tuner.cv_results_[f'mean_test_{metric}'][row]:.2f}")
print(tuner.cv_results_["params"][row])

# %%
# ``refit=precise_enough`` lets a search choose by that rule, and fit the model that it chose.
