"""The soundness of decision trees: no prediction may leave the arrays of their nodes.

scikit-learn follows the indices of a fitted tree without a check, so those of a file that is
damaged, or made to do harm, would read any memory of the process.
"""

# left, right, feature (n_nodes,): the children of a node, and what it looks at
# inner (n_inner,): the nodes that are no leaves, in ascending order

from typing import Any

import numpy as np
import numpy.typing as npt

from sklearn_hpt.utils.persistence.requirement import require

Ints = npt.NDArray[np.int64]

LEAF = -1
N_BITSETS = 8
"""Words of 32 bits that hold a set of categories, of which there are 256."""


def check_tree(tree: Any) -> None:
    """Check the nodes of a tree, as forests and their kin have them.

    Parameters
    ----------
    tree : sklearn.tree._tree.Tree

    Raises
    ------
    ValueError
        If a prediction could leave its arrays, or would not end.
    """
    require(1 <= tree.node_count <= tree.capacity, "a decision tree says it has other nodes")
    left = tree.children_left.astype(np.int64)
    right = tree.children_right.astype(np.int64)
    inner = np.flatnonzero(left != LEAF)
    require(np.array_equal(left == LEAF, right == LEAF), "a leaf of a decision tree has a child")
    depth = _check_children(left, right, inner)
    require(depth <= tree.max_depth, "a decision tree is deeper than it says")
    _check_features(tree.feature[inner], tree.n_features)


def check_tree_estimator(estimator: Any) -> None:
    """Check that a tree looks at no other columns than its estimator lets in.

    Parameters
    ----------
    estimator : DecisionTreeClassifier, or another with `tree_`

    Raises
    ------
    ValueError
        If it does.
    """
    if hasattr(estimator, "tree_"):
        require(
            estimator.tree_.n_features == estimator.n_features_in_,
            "a decision tree looks at other columns than its estimator",
        )


def check_gradient_boosting(estimator: Any) -> None:
    """Check the trees of gradient boosting, which adds them up in compiled code.

    Parameters
    ----------
    estimator : GradientBoostingClassifier or GradientBoostingRegressor

    Raises
    ------
    ValueError
        If there are more of them in an iteration than there are columns to add to, or they look
        at other columns.
    """
    if not hasattr(estimator, "estimators_"):
        return
    trees = np.asarray(estimator.estimators_)
    require(
        trees.ndim == 2 and trees.shape[1] == estimator.n_trees_per_iteration_,
        "the iterations of gradient boosting have other trees than they say",
    )
    for each in trees.ravel():
        require(
            each.tree_.n_features == estimator.n_features_in_ and each.tree_.n_outputs == 1,
            "a tree of gradient boosting looks at other columns than its estimator",
        )


def check_hist_gradient_boosting(estimator: Any) -> None:
    """Check the trees of histogram gradient boosting, and the categories that they ask for.

    Parameters
    ----------
    estimator : HistGradientBoostingClassifier or HistGradientBoostingRegressor

    Raises
    ------
    ValueError
        If a prediction could leave its arrays, or would not end.
    """
    if not hasattr(estimator, "_predictors"):
        return
    bins = estimator._bin_mapper
    is_categorical = np.asarray(bins.is_categorical_, dtype=bool)
    require(
        is_categorical.shape == (estimator.n_features_in_,)
        and len(bins.bin_thresholds_) == len(is_categorical),
        "the bins of gradient boosting are for other columns than its estimator",
    )
    for feature in np.flatnonzero(is_categorical):
        categories = np.asarray(bins.bin_thresholds_[feature])
        require(
            bool(np.all((categories >= 0) & (categories < 32 * N_BITSETS))),
            "a category of gradient boosting is none",
        )
    for iteration in estimator._predictors:
        for predictor in iteration:
            _check_predictor(predictor, is_categorical)


def _check_predictor(predictor: Any, is_categorical: npt.NDArray[np.bool_]) -> None:
    nodes = predictor.nodes
    require(nodes.ndim == 1 and len(nodes) > 0, "a tree of gradient boosting has no nodes")
    inner = np.flatnonzero(nodes["is_leaf"] == 0)
    _check_children(nodes["left"].astype(np.int64), nodes["right"].astype(np.int64), inner)
    features = nodes["feature_idx"][inner].astype(np.int64)
    _check_features(features, len(is_categorical))
    asks = nodes["is_categorical"][inner] != 0
    require(
        bool(np.all(is_categorical[features[asks]])),
        "a tree of gradient boosting asks a column of numbers for its category",
    )
    sets = nodes["bitset_idx"][inner][asks]
    for bitsets in (predictor.raw_left_cat_bitsets, predictor.binned_left_cat_bitsets):
        require(
            bitsets.ndim == 2
            and bitsets.shape[1] == N_BITSETS
            and bool(np.all(sets < len(bitsets))),
            "a tree of gradient boosting asks for a set of categories that is not there",
        )


def _check_features(features: npt.NDArray[Any], n_features: int) -> None:
    require(
        bool(np.all((features >= 0) & (features < n_features))),
        "a node of a tree looks at a column that is not there",
    )


def _check_children(left: Ints, right: Ints, inner: Ints) -> int:
    """Check that the nodes are a tree, children after their parents; give its depth."""
    n_nodes = len(left)
    children = np.concatenate([left[inner], right[inner]])
    require(
        bool(np.all((children > np.tile(inner, 2)) & (children < n_nodes)))
        and np.array_equal(np.sort(children), np.arange(1, n_nodes)),
        "the nodes of a decision tree are none: a child is out of range, or has two parents",
    )
    is_inner = np.zeros(n_nodes, dtype=bool)
    is_inner[inner] = True
    depth, level = 0, inner[:1][inner[:1] == 0]
    while len(level):
        depth += 1
        below = np.concatenate([left[level], right[level]])
        level = below[is_inner[below]]
    return depth
