"""Try portfolios on landscapes of other data, and beside what searches begin with.

    python benchmarks/portfolio_transfer.py --scores FILE --landscapes FOLDER

The scores are those of ``benchmarks/portfolios.py``, the folder is one for ``benchmarks/bayes.py``.
Its learners are R's, whose params are named here after those that they correspond to. Of a tree,
the cost of complexity is measured otherwise there; of a forest, a split sees one feature or all;
and a polynomial kernel has no gamma there. Gradient boosting is XGBoost there, with its penalties
left out as far as the landscape lets them.
"""

import argparse
import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from bayes import load_landscapes
from portfolio_learners import LEARNERS, begun
from portfolios import LENGTH, LENGTHS, RESULTS, Regrets, read_scores

from sklearn_hpt.space.bounds import DataCounts
from sklearn_hpt.space.defaults.portfolios import realise

N_DESIGNS = 40
N_SAMPLES = 1000  # what no bound used here depends on
N_FEATURES: Mapping[str, int] = {
    "14": 76,
    "1040": 108,
    "1049": 37,
    "1050": 37,
    "1053": 21,
    "1068": 21,
    "1220": 9,
    "1479": 100,
    "1480": 10,
    "1067": 21,
    "1489": 5,
}
"""By the number of the data set in OpenML."""

Params = Mapping[str, Any]


def of_svm(params: Params, _: int) -> dict[str, Any]:
    """Name the params of e1071's machine, which scales its features too."""
    kernel = {"rbf": "radial", "poly": "polynomial", "linear": "linear"}[params["kernel"]]
    theirs = {"kernel": kernel, "cost": params["C"], "tolerance": 1e-3}
    if kernel == "radial":
        theirs["gamma"] = params["gamma"]
    if kernel == "polynomial":
        theirs["degree"] = params["degree"]
    return theirs


def of_forest(params: Params, n_features: int) -> dict[str, Any]:
    """Name the params of ranger's forest, with trees enough."""
    n_tried = max(1, int(params["max_features"] * n_features))
    return {
        "num.trees": 500,
        "sample.fraction": params["max_samples"],
        "mtry.power": math.log(n_tried) / math.log(n_features),
        "min.node.size": max(params["min_samples_split"], 2 * params["min_samples_leaf"]),
        "splitrule": "gini",
        "respect.unordered.factors": "ignore",
    }


def of_tree(params: Params, _: int) -> dict[str, Any]:
    """Name the params of rpart's tree."""
    return {
        "cp": params["ccp_alpha"],
        "maxdepth": params["max_depth"],
        "minbucket": params["min_samples_leaf"],
        "minsplit": params["min_samples_split"],
    }


def of_boosting(params: Params, _: int) -> dict[str, Any]:
    """Name the params of XGBoost, which weighs a sample by a quarter at most."""
    return {
        "booster": "gbtree",
        "eta": params["learning_rate"],
        "nrounds": params["n_estimators"],
        "max_depth": params["max_depth"],
        "min_child_weight": params["min_samples_leaf"] / 4,
        "subsample": params["subsample"],
        "colsample_bylevel": params["max_features"],
        "colsample_bytree": 1.0,
        **dict.fromkeys(["gamma", "lambda", "alpha"], 0.0),
    }


TRANSLATIONS: Mapping[str, tuple[str, Callable[[Params, int], dict[str, Any]]]] = {
    "SVC": ("rbv2_svm", of_svm),
    "RandomForestClassifier": ("rbv2_ranger", of_forest),
    "DecisionTreeClassifier": ("rbv2_rpart", of_tree),
    "GradientBoostingClassifier": ("iaml_xgboost", of_boosting),
}


def within(landscape: Any, params: Params) -> dict[str, Any]:
    """Move numbers into the bounds of a landscape; what ours do not name is left at its first."""
    inside: dict[str, Any] = {}
    for dim in landscape.space:
        if dim.name not in params:
            if not dim.when:
                inside[dim.name] = dim.choices[0]
            continue
        value = params[dim.name]
        if dim.kind != "cat":
            value = min(max(value, dim.low), dim.high)
        inside[dim.name] = round(value) if dim.kind == "int" else value
    return inside


def transfer(regrets: Regrets, module: Any) -> dict[str, Any]:
    """Compare regrets of the best of the first k, on each landscape of a learner."""
    scenario, translate = TRANSLATIONS[regrets.learner.name]
    space = regrets.learner.space(N_SAMPLES)
    designs = [begun(space, entropy, LENGTH) for entropy in range(N_DESIGNS)]
    of_portfolio, of_search = [], []
    for _, instance in (task for task in module.TASKS if task[0] == scenario):
        landscape, n_features = module.Landscape(scenario, instance), N_FEATURES[instance]
        counts = DataCounts(N_SAMPLES, n_features, None)

        def regret_of(params: Params, landscape=landscape, n_features=n_features) -> float:
            score = landscape(within(landscape, translate(params, n_features)))
            return module.regret(landscape, score)

        portfolio = [realise(each, space.branches[0], counts) for each in regrets.portfolio()]
        of_portfolio.append(np.minimum.accumulate([regret_of(each) for each in portfolio]))
        searched = [[regret_of(params) for params in design] for design in designs]
        of_search.append(np.minimum.accumulate(searched, axis=1).mean(axis=0))
    arms = {"portfolio": np.mean(of_portfolio, axis=0), "today": np.mean(of_search, axis=0)}
    arms["gain"] = arms["today"] - arms["portfolio"]
    found = {name: {k: round(float(arm[k - 1]), 3) for k in LENGTHS} for name, arm in arms.items()}
    return {"landscapes": len(of_portfolio), **found}


def main() -> None:
    """Read the arguments, compare, and add what came out to the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scores", type=Path, required=True)
    parser.add_argument("--landscapes", type=Path, required=True)
    names = list(TRANSLATIONS)
    parser.add_argument("--learners", nargs="+", choices=names, default=names)
    arguments = parser.parse_args()
    module, scores = load_landscapes(arguments.landscapes), read_scores(arguments.scores)
    found = {
        learner.name: transfer(Regrets.of(learner, scores), module)
        for learner in LEARNERS
        if learner.name in arguments.learners
    }
    print(json.dumps(found, indent=1))
    report = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    report["landscapes"] = {**report.get("landscapes", {}), **found}
    RESULTS.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
