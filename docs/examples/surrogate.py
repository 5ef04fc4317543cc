"""
What the surrogate believes
===========================

A Bayesian search fits a regression of the score on the params, the *surrogate*, and tries next what
it believes to be good, or knows little about. A fitted tuner gives that belief away.
"""

# %%
# A search of two params
# ----------------------

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits
from sklearn.svm import SVC

from sklearn_hpt import BayesSearchTuner, Real
from sklearn_hpt.utils.plots import ContourDisplay

X, y = load_digits(return_X_y=True)
X, y = X[:600], y[:600]
space = {"C": Real(1e-2, 1e3, log=True), "gamma": Real(1e-6, 1e-1, log=True)}
tuner = BayesSearchTuner(SVC(), space, n_iter=20, cv=3, random_state=0).fit(X, y)
print(tuner.best_params_, round(tuner.best_score_, 4))

# %%
# Asking it
# ---------
# ``posterior`` takes any params of the space and gives the score that is expected, and how sure the
# surrogate is of it. Along ``gamma``, with ``C`` at its best:

gammas = np.geomspace(1e-6, 1e-1, 200)
best = tuner.best_params_
mean, std = tuner.posterior().mean_and_std([{**best, "gamma": gamma} for gamma in gammas])

figure, ax = plt.subplots(layout="constrained")
ax.fill_between(gammas, mean - 2 * std, mean + 2 * std, color="#0072B2", alpha=0.2, lw=0)
ax.plot(gammas, mean, color="#0072B2", label="expected, and two standard deviations")
ax.axvline(best["gamma"], color="#D55E00", ls="--", label="the best trial")
ax.set(xscale="log", xlabel="gamma", ylabel="score", title=f"C = {best['C']:.3g}")
_ = ax.legend(frameon=False)

# %%
# The whole landscape
# -------------------
# Points are the trials. They crowd where scores are good, and the corners are seen once or twice:
# that is all a search needs to know of them.

ContourDisplay.from_tuner(tuner, params=["C", "gamma"]).plot()

# %%
# Why it tried what it tried
# --------------------------
# Every trial says who chose it, and what improvement was hoped for:

for trial in tuner.history().trials[::4]:
    hope = trial.origin.get("expected_improvement")
    hoped = "" if hope is None else f"hoping for {hope:.1e} more"
    print(f"{trial.number:>2}  {trial.score:.4f}  {trial.origin['by']:<12} {hoped}")
