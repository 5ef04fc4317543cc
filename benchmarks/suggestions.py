"""Benchmark of a suggestion: the time that Bayesian search takes to think.

    OMP_NUM_THREADS=1 python benchmarks/suggestions.py

In milliseconds, of the processor and of the clock. A suggestion for a history of random trials is
made several times over, and the least time is taken, since the work is the same and neighbours on
the machine only add to it; the figure is the median over histories. ``--profile`` shows what the
first case spends its time on.
"""

import argparse
import cProfile
import pstats
import time
from collections.abc import Callable

import numpy as np

from sklearn_hpt.space import Real, SearchSpace
from sklearn_hpt.strategies import BayesSearch
from sklearn_hpt.trials import History, Trial

CASES = ((50, 8, 30.0), (200, 20, 150.0), (5_000, 8, 300.0))
"""Trials, dimensions, and the milliseconds that a suggestion may take on a quiet core."""
LINES = 40


def history_of(space: SearchSpace, n_trials: int, seed: int) -> History:
    """Give random trials of a bowl with a ripple."""

    def score(params: dict[str, float]) -> float:
        bowl = sum((x - 0.3) ** 2 * (1 + place) for place, x in enumerate(params.values()))
        return 0.05 * np.sin(20.0 * params["x0"]) - bowl

    drawn = space.sample(n_trials, np.random.default_rng(seed))
    return History(
        tuple(Trial(number, params).told(score(params)) for number, params in enumerate(drawn))
    )


def suggester(n_trials: int, n_dimensions: int, surrogate: str, seed: int) -> Callable[[], object]:
    """Give a function that suggests once; what is remembered from trial to trial is warm."""
    space = SearchSpace({f"x{place}": Real(0.0, 1.0) for place in range(n_dimensions)})
    history = history_of(space, n_trials, seed)
    strategy = BayesSearch(space, seed, surrogate=surrogate)
    strategy.suggest(history, 1)
    return lambda: strategy.suggest(history, 1)


def time_of(call: Callable[[], object]) -> tuple[float, float]:
    """Give the seconds of the processor and of the clock that a call takes."""
    process, clock = time.process_time(), time.perf_counter()
    call()
    return time.process_time() - process, time.perf_counter() - clock


def main() -> None:
    """Read the command line, run, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=7, help="suggestions for each history")
    parser.add_argument("--histories", type=int, default=5)
    parser.add_argument("--surrogate", default="auto")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    if options.profile:
        suggest, profile = suggester(*CASES[0][:2], options.surrogate, seed=0), cProfile.Profile()
        for _ in range(options.repeats * options.histories):
            profile.runcall(suggest)
        pstats.Stats(profile).sort_stats("tottime").print_stats(LINES)
        return
    print("| trials | dimensions | ms of the processor | ms of the clock | bound |")
    print("| --- " * 5 + "|")
    for n_trials, n_dimensions, bound in CASES:
        spent: list[tuple[float, float]] = []
        for seed in range(options.histories):
            suggest = suggester(n_trials, n_dimensions, options.surrogate, seed)
            times = [time_of(suggest) for _ in range(options.repeats)]
            spent.append((min(each[0] for each in times), min(each[1] for each in times)))
        process, clock = 1e3 * np.median(spent, axis=0)
        print(f"| {n_trials} | {n_dimensions} | {process:.1f} | {clock:.1f} | {bound:.0f} |")


if __name__ == "__main__":
    main()
