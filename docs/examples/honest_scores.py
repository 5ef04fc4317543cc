"""
How good is the tuned model?
============================

The best of many cross-validated scores was chosen for being high, and so it is too good to be true.
How much too good is seen best where there is nothing to find.
"""

# %%
# Nothing to find
# ---------------
# Take 80 tumours, and shuffle which of them are malignant. No model can do better than 0.5 on rows
# that it has not seen. What does a search say?

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import StratifiedKFold, cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from sklearn_hpt import RandomSearchTuner, Real

X, y = load_breast_cancer(return_X_y=True)
chosen = np.r_[np.flatnonzero(y == 0)[:40], np.flatnonzero(y == 1)[:40]]
X, y = X[chosen], y[chosen]

space = {"svc__C": Real(1e-2, 1e3, log=True), "svc__gamma": Real(1e-4, 1, log=True)}
tuner = RandomSearchTuner(
    make_pipeline(StandardScaler(), SVC()),
    space,
    n_iter=20,
    scoring="balanced_accuracy",
    cv=StratifiedKFold(3),
    random_state=0,
)

# %%
# Nested cross-validation
# -----------------------
# Tune anew within each outer split, and score on rows that this tuning has not seen. A tuner is an
# estimator, so scikit-learn does that in one line. Five shuffles, each with both kinds of score:

found, honest = [], []
for seed in range(5):
    shuffled = np.random.default_rng(seed).permutation(y)
    outer = cross_validate(tuner, X, shuffled, cv=StratifiedKFold(3), scoring="balanced_accuracy")
    honest.append(outer["test_score"].mean())
    found.append(tuner.fit(X, shuffled).best_score_)

print(f"the best score of the search: {np.mean(found):.3f}")
print(f"nested cross-validation:      {np.mean(honest):.3f}")

# %%

figure, ax = plt.subplots(layout="constrained")
ax.axhline(0.5, color="#595959", lw=1, ls="--")
for low, high in zip(honest, found, strict=True):
    ax.plot(["nested cross-validation", "best_score_"], [low, high], color="#595959", lw=0.8)
ax.scatter(["nested cross-validation"] * 5, honest, color="#0072B2", zorder=3)
ax.scatter(["best_score_"] * 5, found, color="#D55E00", zorder=3)
ax.set(ylabel="balanced accuracy", title="Shuffled labels: the truth is 0.5", xlim=(-0.5, 1.5))

# %%
# Something to find
# -----------------
# With the true labels the two are much closer. The optimism is largest where the candidates differ
# by chance alone, and where there are few rows and many candidates.

outer = cross_validate(tuner, X, y, cv=StratifiedKFold(3), scoring="balanced_accuracy")
tuner.fit(X, y)
print(f"the best score of the search: {tuner.best_score_:.3f}")
print(f"nested cross-validation:      {outer['test_score'].mean():.3f}")

# %%
# The nested score belongs to the recipe: this space, this many candidates, this much data. The
# model to use is that of ``tuner.fit`` on all rows. The guide says more: :doc:`/guide/nested`.
