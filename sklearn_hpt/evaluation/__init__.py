"""What params are worth: fits and scores on splits."""

from sklearn_hpt.evaluation.candidates import check_candidates
from sklearn_hpt.evaluation.configured import configure, fit
from sklearn_hpt.evaluation.evaluator import Evaluator
from sklearn_hpt.evaluation.identity import identify_objective
from sklearn_hpt.evaluation.narration import Narrator
from sklearn_hpt.evaluation.objective import Objective
from sklearn_hpt.evaluation.outcomes import check_limited, measure_outcomes
from sklearn_hpt.evaluation.pacing import Pacing
from sklearn_hpt.evaluation.plan import Plan
from sklearn_hpt.evaluation.planning import plan_candidates
from sklearn_hpt.evaluation.reuse.repeatable import draws_alike
from sklearn_hpt.evaluation.reuse.submodels import SUBMODELS, NotServedError, Submodel
from sklearn_hpt.evaluation.scoring import metric_names, resolve_scorer
from sklearn_hpt.evaluation.splits import draw_splits
from sklearn_hpt.evaluation.task import Watch, Watcher, unwatched, watch_nothing
from sklearn_hpt.evaluation.timing import time_plan

__all__ = [
    "SUBMODELS",
    "Evaluator",
    "Narrator",
    "NotServedError",
    "Objective",
    "Pacing",
    "Plan",
    "Submodel",
    "Watch",
    "Watcher",
    "check_candidates",
    "check_limited",
    "configure",
    "draw_splits",
    "draws_alike",
    "fit",
    "identify_objective",
    "measure_outcomes",
    "metric_names",
    "plan_candidates",
    "resolve_scorer",
    "time_plan",
    "unwatched",
    "watch_nothing",
]
