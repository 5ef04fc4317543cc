"""The loop and its memory: ask, tell, run, and a journal of it."""

from sklearn_hpt.journal import (
    Contents,
    Header,
    Journal,
    export_journal,
    find_journal,
    form_key,
    journal_rows,
    params_key,
    read_contents,
)
from sklearn_hpt.study.best import BestSoFar
from sklearn_hpt.study.budget import TimeBudget
from sklearn_hpt.study.observer import Observer, Observers, as_observers
from sklearn_hpt.study.stopping import (
    AllOf,
    AnyOf,
    ImprovementBelowNoise,
    NoImprovement,
    StoppingRule,
    TargetScore,
    as_rule,
)
from sklearn_hpt.study.study import Study
from sklearn_hpt.study.warm_start import read_warm_start

__all__ = [
    "AllOf",
    "AnyOf",
    "BestSoFar",
    "Contents",
    "Header",
    "ImprovementBelowNoise",
    "Journal",
    "NoImprovement",
    "Observer",
    "Observers",
    "StoppingRule",
    "Study",
    "TargetScore",
    "TimeBudget",
    "as_observers",
    "as_rule",
    "export_journal",
    "find_journal",
    "form_key",
    "journal_rows",
    "params_key",
    "read_contents",
    "read_warm_start",
]
