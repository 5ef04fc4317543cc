"""Trees: the first splits of a tree grown best first are a tree with fewer leaves.

A tree with ``max_leaf_nodes`` is grown by splitting the leaf of greatest gain, again and again
[1]_. Where it is stopped earlier, it is the same tree with its last splits undone: nodes are
numbered in the order they are made, two a split, so m leaves are the nodes below 2m - 1.
Pruning by cost complexity [2]_ starts from the grown tree and draws no random numbers.

The layout of a tree's state was seen in scikit-learn 1.7.0 to 1.9.1.

References
----------
.. [1] H. Shi (2007). Best-first decision tree learning. University of Waikato.
.. [2] L. Breiman et al. (1984). Classification and regression trees, chapter 3.
"""

import copy
import numbers
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.tree import (
    DecisionTreeClassifier,
    DecisionTreeRegressor,
    ExtraTreeClassifier,
    ExtraTreeRegressor,
)

from sklearn_hpt.evaluation.reuse.submodels.checks import is_count, is_quiet, is_seeded
from sklearn_hpt.evaluation.reuse.submodels.protocol import NotServedError

TREES = (DecisionTreeClassifier, DecisionTreeRegressor, ExtraTreeClassifier, ExtraTreeRegressor)
FORESTS = (
    RandomForestClassifier,
    RandomForestRegressor,
    ExtraTreesClassifier,
    ExtraTreesRegressor,
)
LEAF = -1
UNDEFINED = -2


class GrownTree:
    """One grown tree serves fewer leaves, and every strength of pruning."""

    parameters = ("max_leaf_nodes", "ccp_alpha")
    response_methods_only = False
    warns_alike = True

    def applies(self, estimator: Any) -> bool:
        """Refuse subclasses and open seeds."""
        return type(estimator) in TREES and is_seeded(estimator)

    def family(self, values: Mapping[str, Any]) -> Hashable | None:
        """Tell trees grown best first from those without a limit, which are grown otherwise."""
        return _growth(values) if _is_strength(values.get("ccp_alpha", 0)) else None

    def anchor(self, values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Grow the most leaves, and prune none."""
        return _largest_tree(values)

    def view(self, fitted: Any, values: Mapping[str, Any]) -> Any:
        """Undo the last splits, then prune."""
        if fitted.ccp_alpha != 0.0:
            raise NotServedError("the tree was pruned after it was grown")
        return shape_tree(fitted, values)


class GrownForest:
    """One grown forest serves fewer trees, fewer leaves in each, and every strength of pruning."""

    parameters = ("n_estimators", "max_leaf_nodes", "ccp_alpha")
    response_methods_only = False
    warns_alike = True

    def applies(self, estimator: Any) -> bool:
        """Refuse subclasses, open seeds, warm starts, and scores of the bags."""
        return (
            type(estimator) in FORESTS
            and is_seeded(estimator)
            and is_quiet(estimator)
            and not estimator.oob_score
        )

    def family(self, values: Mapping[str, Any]) -> Hashable | None:
        """Tell trees grown best first from those without a limit, which are grown otherwise."""
        valid = is_count(values.get("n_estimators", 1)) and _is_strength(values.get("ccp_alpha", 0))
        return _growth(values) if valid else None

    def anchor(self, values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Grow the most trees with the most leaves, and prune none."""
        anchor = _largest_tree(values)
        if "n_estimators" in values[0]:
            anchor["n_estimators"] = max(value["n_estimators"] for value in values)
        return anchor

    def view(self, fitted: Any, values: Mapping[str, Any]) -> Any:
        """Keep the first trees; of each, undo the last splits, and prune it."""
        view = copy.copy(fitted)
        for name, value in values.items():
            setattr(view, name, value)
        view.estimators_ = fitted.estimators_[: int(view.n_estimators)]
        if values.get("max_leaf_nodes") is None and "ccp_alpha" not in values:
            return view  # whose trees stay as they are
        if fitted.ccp_alpha != 0.0:
            raise NotServedError("the trees were pruned after they were grown")
        view.estimators_ = [shape_tree(tree, values) for tree in view.estimators_]
        return view


def shape_tree(fitted: Any, values: Mapping[str, Any]) -> Any:
    """Undo the last splits of a tree that was grown best first, then prune it.

    Parameters
    ----------
    fitted : fitted tree
        Left as it is.
    values : mapping of str to object
        May have ``max_leaf_nodes``, for at most so many leaves, and ``ccp_alpha``.

    Returns
    -------
    view : fitted tree
    """
    view = copy.copy(fitted)
    most = values.get("max_leaf_nodes")
    if most is not None:
        view.max_leaf_nodes = most
        n_nodes = 2 * int(most) - 1
        if fitted.tree_.node_count > n_nodes:
            view.tree_ = _cut(fitted.tree_, n_nodes)
    if "ccp_alpha" in values:
        view.ccp_alpha = values["ccp_alpha"]
        view._prune_tree()
    return view


def _cut(tree: Any, n_nodes: int) -> Any:
    """Give the tree of the first nodes; a node whose children are cut off is a leaf."""
    make, arguments, state = tree.__reduce__()
    nodes = state["nodes"][:n_nodes].copy()
    childless = nodes["left_child"] >= n_nodes
    for field, value in (
        ("left_child", LEAF),
        ("right_child", LEAF),
        ("feature", UNDEFINED),
        ("threshold", UNDEFINED),
    ):
        nodes[field][childless] = value
    cut = make(*arguments)
    cut.__setstate__(
        {
            **state,
            "max_depth": _depth(nodes),
            "node_count": n_nodes,
            "nodes": nodes,
            "values": state["values"][:n_nodes].copy(),
        }
    )
    return cut


def _depth(nodes: Any) -> int:
    """Measure the depth of a tree whose children come after their parents."""
    depths = np.zeros(len(nodes), dtype=np.intp)
    for node in np.flatnonzero(nodes["left_child"] != LEAF):
        depths[nodes["left_child"][node]] = depths[nodes["right_child"][node]] = depths[node] + 1
    return int(depths.max())


def _growth(values: Mapping[str, Any]) -> str | None:
    """Name how a tree is grown; None for a limit that is not valid."""
    most = values.get("max_leaf_nodes")
    if most is None:
        return "depth first"
    return "best first" if is_count(most, least=2) else None


def _largest_tree(values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Choose the most leaves, where there is a choice, and no pruning."""
    largest: dict[str, Any] = {}
    if "max_leaf_nodes" in values[0]:
        limits = [value["max_leaf_nodes"] for value in values]
        largest["max_leaf_nodes"] = None if limits[0] is None else max(limits)
    if "ccp_alpha" in values[0]:
        largest["ccp_alpha"] = 0.0
    return largest


def _is_strength(value: Any) -> bool:
    return isinstance(value, numbers.Real) and float(value) >= 0
