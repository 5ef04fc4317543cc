"""The timing of a plan: a few of its fits are done, to say how long all will take."""

from dataclasses import replace
from time import perf_counter

import numpy as np

from sklearn_hpt._typing import Split
from sklearn_hpt.evaluation.narration import Narrator
from sklearn_hpt.evaluation.objective import Objective
from sklearn_hpt.evaluation.plan import Plan
from sklearn_hpt.evaluation.unit import make_units, run_unit


def time_plan(plan: Plan, objective: Objective, split: Split, n: int) -> Plan:
    """Do some fits of a plan on one split, and scale up what they took.

    Parameters
    ----------
    plan : Plan
    objective : Objective
    split : (train, test)
    n : int
        How many fits, evenly spaced over the plan.

    Returns
    -------
    plan : Plan
        With the seconds that all of it will take one worker, roughly: what timed fits have in
        common with others is counted for each.
    """
    chosen = np.linspace(0, len(plan.fits) - 1, min(n, len(plan.fits))).round().astype(int)
    timed = replace(plan, fits=tuple(plan.fits[place] for place in chosen))
    start = perf_counter()
    for unit in make_units(timed, {0: split}):
        for _ in run_unit(objective, Narrator(), unit):
            pass
    seconds = (perf_counter() - start) / len(chosen) * plan.n_fits_needed
    return replace(plan, seconds=seconds)
