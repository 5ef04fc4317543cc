"""
A grid that fits one forest a split
===================================

A forest of 100 trees has a forest of 50 in it, and a tree with 64 leaves one with 16. So a grid
over numbers of trees and of leaves needs one fit on each split, not one for each candidate. The
scores are those of separate fits, to the last bit.
"""

# %%
# The grid
# --------
# Five sizes of the forest by three sizes of its trees, on three splits:

import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GridSearchCV

from sklearn_hpt import GridSearchTuner
from sklearn_hpt.utils.plots import HeatMapDisplay

X, y = load_breast_cancer(return_X_y=True)
forest = RandomForestClassifier(random_state=0)
grid = {"n_estimators": [20, 40, 60, 80, 100], "max_leaf_nodes": [4, 16, 64]}
tuner = GridSearchTuner(forest, grid, cv=3, scoring="roc_auc")

# %%
# The plan
# --------
# ``plan`` fits nothing. It says what a search would fit, and which candidates each fit serves:

plan = tuner.plan(X, y)
print(str(plan).splitlines()[0])

# %%
# The search
# ----------

tuner.fit(X, y)
tuner.show_best(3)

# %%
# Nothing was traded for it. scikit-learn, which fits all 45, has the same scores:

search = GridSearchCV(forest, grid, cv=3, scoring="roc_auc").fit(X, y)
ours, theirs = tuner.cv_results_["mean_test_score"], search.cv_results_["mean_test_score"]
print("the same to the last bit:", np.array_equal(ours, theirs))

# %%
# More trees help up to a point, and so do more leaves:

display = HeatMapDisplay.from_tuner(tuner, params=["n_estimators", "max_leaf_nodes"])
display.plot()

# %%
# What else is shared, and what cannot be, is told in the guide: :doc:`/guide/exact_savings`.
