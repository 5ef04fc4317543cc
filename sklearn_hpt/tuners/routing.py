"""Routing: which of fit's parameters go to the estimator, the splitter and the scorer."""

import inspect
import warnings
from collections.abc import Mapping
from typing import Any

from sklearn.utils import Bunch
from sklearn.utils.metadata_routing import MetadataRouter, MethodMapping, process_routing

from sklearn_hpt._sklearn import (
    MultimetricScorer,
    routing_enabled,
    scorer_accepts_sample_weight,
)


def make_router(tuner: Any, scorer: Any) -> MetadataRouter:
    """Say where the metadata given to a tuner may go.

    Parameters
    ----------
    tuner : estimator
        The search, with its estimator and splitter.
    scorer : callable
        As `evaluation.resolve_scorer` gave it.

    Returns
    -------
    router : sklearn.utils.metadata_routing.MetadataRouter
    """
    return (
        MetadataRouter(owner=tuner)
        .add(
            estimator=tuner.estimator,
            method_mapping=MethodMapping().add(caller="fit", callee="fit"),
        )
        .add(
            scorer=scorer,
            method_mapping=MethodMapping()
            .add(caller="score", callee="score")
            .add(caller="fit", callee="score"),
        )
        .add(
            splitter=tuner.cv,
            method_mapping=MethodMapping().add(caller="fit", callee="split"),
        )
    )


def route_fit(tuner: Any, scorer: Any, params: Mapping[str, Any]) -> Any:
    """Route the parameters given to ``fit``.

    Without metadata routing, ``groups`` go to the splitter, ``sample_weight`` to the scorer as
    well if it takes them, and everything else to the estimator alone.

    Parameters
    ----------
    tuner : estimator
        The search.
    scorer : callable
        As `evaluation.resolve_scorer` gave it.
    params : mapping of str to object
        What ``fit`` was given besides X and y.

    Returns
    -------
    routed : Bunch
        ``routed["estimator"]["fit"]``, ``routed["splitter"]["split"]`` and
        ``routed["scorer"]["score"]``, each a dict.
    """
    if routing_enabled():
        return process_routing(tuner, "fit", **params)
    to_estimator = dict(params)
    groups = to_estimator.pop("groups", None)
    weight = to_estimator.get("sample_weight")
    weighted = weight is not None and _accepts_weights(tuner, scorer)
    return Bunch(
        estimator={"fit": to_estimator},
        splitter={"split": {"groups": groups}},
        scorer={"score": {"sample_weight": weight} if weighted else {}},
    )


def _accepts_weights(tuner: Any, scorer: Any) -> bool:
    """Say whether a scorer takes weights; warn of every metric that does not."""
    scorers = scorer._scorers if isinstance(scorer, MultimetricScorer) else {None: scorer}
    accepting = 0
    for name, one in scorers.items():
        accepts = scorer_accepts_sample_weight(one)
        if accepts is None:  # a plain function
            accepts = "sample_weight" in inspect.signature(one).parameters
        accepting += accepts
        if not accepts:
            label = one if name is None else f"{name}={one}"
            warnings.warn(
                f"The scoring {label} does not support sample_weight, which may lead to "
                f"statistically incorrect results when fitting {tuner} with sample_weight. ",
                stacklevel=3,
            )
    return accepting > 0
