"""
A training loop of one's own
============================

A ``Study`` needs no estimator. It says what to try, is told what came of it, keeps a journal, and
says when it is enough. Here it tunes a small network that is trained with nothing but numpy.
"""

# %%
# The network
# -----------
# One hidden layer, minibatches, momentum. What is tuned are the width, the learning rate, the
# momentum and the weight decay; the score is the accuracy on digits that training has not seen.

from tempfile import TemporaryDirectory

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from sklearn_hpt import Integer, Real, Study
from sklearn_hpt.study import NoImprovement, TargetScore
from sklearn_hpt.utils.plots import ConvergenceDisplay, SliceDisplay

X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(
    X / 16, y, test_size=600, random_state=0, stratify=y
)


def predict(weights, X):
    hidden = np.maximum(X @ weights[0], 0)
    logits = hidden @ weights[1]
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return hidden, odds / odds.sum(axis=1, keepdims=True)


def validation_accuracy(width, learning_rate, momentum, decay, n_epochs=15):
    rng = np.random.default_rng(0)
    weights = [rng.normal(0, 0.3, (64, width)), rng.normal(0, 0.3, (width, 10))]
    velocities = [np.zeros_like(each) for each in weights]
    for _ in range(n_epochs):
        for rows in np.array_split(rng.permutation(len(X_train)), 20):
            hidden, shares = predict(weights, X_train[rows])
            error = (shares - np.eye(10)[y_train[rows]]) / len(rows)
            back = (error @ weights[1].T) * (hidden > 0)
            slopes = [X_train[rows].T @ back, hidden.T @ error]
            for weight, velocity, slope in zip(weights, velocities, slopes, strict=True):
                velocity *= momentum
                velocity -= learning_rate * (slope + decay * weight)
                weight += velocity
    return np.mean(predict(weights, X_test)[1].argmax(axis=1) == y_test)


# %%
# The study
# ---------
# The journal is a folder. Every trial is on the disk there before it counts.

space = {
    "width": Integer(4, 128, log=True),
    "learning_rate": Real(1e-3, 1, log=True),
    "momentum": Real(0, 0.99),
    "decay": Real(1e-6, 1e-1, log=True),
}
rule = NoImprovement(12) | TargetScore(0.985)
folder = TemporaryDirectory()

study = Study(space, random_state=0, n_trials=40, journal=folder.name, stopping=rule)
for _ in range(10):
    trial = study.ask()
    study.tell(trial, validation_accuracy(**trial.params))
print(study)
study.close()

# %%
# Going on
# --------
# That might have been a power cut. The same lines open the same study. It knows what was tried, and
# goes on as if nothing had been, until the rule says that it is enough:

study = Study(space, random_state=0, n_trials=40, journal=folder.name, stopping=rule)
print("after opening it again:", study)
while study.stop_reason is None and len(study.history) < 40:
    trial = study.ask()
    study.tell(trial, validation_accuracy(**trial.params))
print("at the end:", study)
print("it ended because of", study.stop_reason)

# %%
# What came of it
# ---------------

best = study.best_trial
print(f"trial {best.number}: {best.score:.4f}")
for name, value in best.params.items():
    print(f"    {name} = {value:.3g}")

# %%
# Displays draw a study as they draw a tuner:

ConvergenceDisplay.from_results(study).plot()

# %%

SliceDisplay.from_results(study).plot()

# %%

study.close()
folder.cleanup()
