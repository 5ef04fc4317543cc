"""Searches that reports are written about: good ones, failed ones, hostile ones."""

import numpy as np

from sklearn_hpt.trials import History, SplitResult, Trial

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "'><svg onload=alert(3)>",
    "</style><script>alert(4)</script>",
    "javascript:alert(5)",
    "${alert(6)} $title $$",
    "new\nline\r\ttab",
    "nul\0escape\x1b[31m",
    "right\u202eto left",
    "half \ud800 of a pair",
    "emoji 🦉 and ünïcödé",
    "=cmd|' /C calc'!A0",
    "&amp; &lt;b&gt;",
    "-->]]>",
    "x" * 5000,
)


def splits(*scores, **more):
    return [
        SplitResult(split, score, fit_time=0.5 + split, score_time=0.25, **more)
        for split, score in enumerate(scores)
    ]


def failed(number, params, error="Traceback:\nValueError: C is negative\n"):
    lost = [SplitResult(split, None, fit_time=0.1, error=error) for split in range(2)]
    return Trial(number, params).told(None, lost)


def random_history(n_trials, seed=0):
    """Trials of three params, one of them of words."""
    rng = np.random.default_rng(seed)
    trials = []
    for number in range(n_trials):
        C, gamma = 10 ** rng.uniform(-2, 3), 10 ** rng.uniform(-4, 0)
        kernel = ("rbf", "poly")[int(rng.integers(2))]
        score = 0.9 - 0.05 * (np.log10(C) - 1) ** 2 - 0.02 * (np.log10(gamma) + 2) ** 2
        each = score + 0.02 * rng.standard_normal(5)
        params = {"svc__C": C, "svc__gamma": gamma, "svc__kernel": kernel}
        trials.append(Trial(number, params).told(float(each.mean()), splits(*map(float, each))))
    return History(tuple(trials))


def hostile_history():
    """Names, values, errors and reasons that would be code if they were not escaped."""
    trials = []
    for number, text in enumerate(HOSTILE):
        trial = Trial(number, {text: text, "C": number}, origin={"by": text})
        trials.append(trial.told(0.5 + number / 100, splits(0.5, 0.5 + number / 50)))
    trials += [
        failed(len(HOSTILE) + place, {text: text}, error=f"Traceback\n{text}: {text}\n")
        for place, text in enumerate(HOSTILE)
    ]
    return History(tuple(trials))
