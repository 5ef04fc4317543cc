"""The soundness of models that keep samples: neighbours, support vectors, sparse matrices.

As with trees, compiled code follows their indices and trusts their sizes.
"""

# n, d: samples and columns;  k: classes, or 2 for a regression

from typing import Any

import numpy as np

from sklearn_hpt.utils.persistence.requirement import require


def check_ball_tree(tree: Any) -> None:
    """Check a tree of neighbours.

    Parameters
    ----------
    tree : KDTree or BallTree

    Raises
    ------
    ValueError
        If a query could leave its arrays.
    """
    data, order, nodes, bounds, leaf_size, n_levels, n_nodes, *_, metric, weights = (
        tree.__getstate__()
    )
    n, d = data.shape
    is_last = 2 * np.arange(len(nodes)) + 2 >= len(nodes)
    require(
        order.shape == (n,)
        and bool(np.all((order >= 0) & (order < n)))
        and 1 <= n_levels < 64
        and len(nodes) == n_nodes == 2**n_levels - 1
        and bounds.shape[1:] == (n_nodes, d)
        and len(bounds) == (2 if type(tree).__name__.startswith("KD") else 1)
        and leaf_size >= 1
        and bool(np.all((nodes["idx_start"] >= 0) & (nodes["idx_start"] <= nodes["idx_end"])))
        and bool(np.all(nodes["idx_end"] <= n))
        and bool(np.all(nodes["is_leaf"][is_last] != 0))
        and (weights is None or weights.shape == (n,)),
        "a tree of neighbours points at samples or nodes that are not there",
    )
    require(metric is not None, "a tree of neighbours has no distance")
    vector = metric.__getstate__()[1]
    require(
        not type(metric).__name__.startswith("Minkowski") or len(vector) in (0, d),
        "the weights of a distance are for other columns",
    )


def check_neighbours(estimator: Any) -> None:
    """Check the samples of an estimator by neighbours.

    Parameters
    ----------
    estimator : KNeighborsClassifier, or another of its kind

    Raises
    ------
    ValueError
        If they have other columns than it lets in, or classes that are not there.
    """
    if not hasattr(estimator, "_fit_X"):
        return
    if estimator.effective_metric_ != "precomputed":
        require(
            estimator._fit_X.shape[1] == estimator.n_features_in_,
            "the samples of an estimator by neighbours have other columns than it lets in",
        )
    labels = getattr(estimator, "_y", None)
    if labels is not None and hasattr(estimator, "classes_"):
        classes = estimator.classes_ if estimator.outputs_2d_ else [estimator.classes_]
        columns = np.reshape(labels, (len(labels), len(classes))).T
        require(
            len(labels) == estimator._fit_X.shape[0]
            and all(
                bool(np.all((column >= 0) & (column < len(known))))
                for column, known in zip(columns, classes, strict=True)
            ),
            "a sample of an estimator by neighbours has a class that is not there",
        )


def check_support_vectors(estimator: Any) -> None:
    """Check the sizes of what a support vector machine hands to libsvm.

    Parameters
    ----------
    estimator : SVC, NuSVC, SVR, NuSVR or OneClassSVM

    Raises
    ------
    ValueError
        If libsvm would read beyond them.
    """
    if not hasattr(estimator, "support_vectors_"):
        return
    vectors: Any = estimator.support_vectors_
    weights: Any = estimator._dual_coef_
    n, k = len(estimator.support_), len(estimator._n_support)
    pairs = k * (k - 1) // 2
    keeps_vectors = estimator.kernel != "precomputed" and not callable(estimator.kernel)
    require(
        int(np.sum(estimator.n_support_)) == n
        and bool(np.all(np.asarray(estimator.n_support_) >= 0))
        and weights.shape == (k - 1, n)
        and (not hasattr(weights, "nnz") or weights.nnz == (k - 1) * n)
        and len(estimator._intercept_) == pairs
        and all(len(each) in (0, pairs) for each in (estimator._probA, estimator._probB)),
        "the parts of a support vector machine do not fit one another",
    )
    if keeps_vectors:
        require(
            vectors.shape == (n, estimator.n_features_in_),
            "the support vectors have other columns than their estimator lets in",
        )


def check_sparse(matrix: Any) -> None:
    """Check the indices of a sparse matrix.

    Parameters
    ----------
    matrix : sparse matrix or array

    Raises
    ------
    ValueError
        If one is out of range, or the matrix is of a kind that cannot be checked.
    """
    if matrix.format in ("csr", "csc", "bsr"):
        matrix.check_format(full_check=True)
        return
    require(matrix.format == "coo", f"a sparse matrix is of the kind {matrix.format!r}")
    for indices, size in zip((matrix.row, matrix.col), matrix.shape, strict=True):
        require(
            bool(np.all((indices >= 0) & (indices < size))),
            "an index of a sparse matrix is out of range",
        )


def check_spline(spline: Any) -> None:
    """Check the knots of a spline.

    Parameters
    ----------
    spline : scipy.interpolate.BSpline

    Raises
    ------
    ValueError
        If they do not fit its coefficients.
    """
    type(spline)(spline.t, spline.c, spline.k, spline.extrapolate, spline.axis)
