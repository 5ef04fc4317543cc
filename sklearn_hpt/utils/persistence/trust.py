"""The trust list: what may be rebuilt from a file, beyond what skops trusts by itself.

Each name was read: a class that holds data and no more, or a function that computes. A file may
call each with arguments of its own, so none loads, opens, imports, or calls a method by its name,
as a scorer does. The list stands here and never in a file, for a file that says
what to trust is trusted with everything. Seen in scikit-learn 1.7.0 to 1.9.1.
"""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

# Trusted since `soundness` looks at what they hold before the model is given out.
CHECKED = (
    "sklearn.tree._tree.Tree",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.neighbors._kd_tree.KDTree",
    "sklearn.neighbors._ball_tree.BallTree",
    "scipy.interpolate._bsplines.BSpline",
    "scipy.sparse._csr.csr_matrix",
    "scipy.sparse._csr.csr_array",
    "scipy.sparse._csc.csc_matrix",
    "scipy.sparse._csc.csc_array",
    "scipy.sparse._coo.coo_matrix",
    "scipy.sparse._coo.coo_array",
)

_BY_MODULE: MappingProxyType[str, str] = MappingProxyType(
    {
        "builtins": "range slice",
        "collections": "OrderedDict defaultdict",
        "functools": "partial",
        "sklearn_hpt.utils.persistence.nets": "SavedNet",
        "skorch.dataset": "Dataset ValidSplit",
        "torch.nn.modules.loss": (
            "BCELoss BCEWithLogitsLoss CrossEntropyLoss HuberLoss L1Loss MSELoss NLLLoss "
            "SmoothL1Loss"
        ),
        "torch.optim.adam": "Adam",
        "torch.optim.adamw": "AdamW",
        "torch.optim.rmsprop": "RMSprop",
        "torch.optim.sgd": "SGD",
        "torch.utils.data.dataloader": "DataLoader",
        "numpy": "dtype number mean median object_ float64 float32 int64 asarray",
        "scipy._lib.array_api_compat.numpy._aliases": "asarray",
        "sklearn._loss.loss": "HalfTweedieLoss HalfTweedieLossIdentity",
        "sklearn.calibration": "_CalibratedClassifier _SigmoidCalibration _TemperatureScaling",
        "sklearn.cluster._bisect_k_means": "_BisectingTree",
        "sklearn.cluster._kmeans": "_kmeans_single_lloyd _kmeans_single_elkan",
        "sklearn.compose._column_transformer": "make_column_selector",
        "sklearn.feature_selection._univariate_selection": (
            "f_classif f_regression f_oneway r_regression chi2"
        ),
        "sklearn.feature_selection._mutual_info": "mutual_info_classif mutual_info_regression",
        "sklearn.gaussian_process._gpc": "_BinaryGaussianProcessClassifierLaplace",
        "sklearn.gaussian_process.kernels": (
            "CompoundKernel ConstantKernel DotProduct ExpSineSquared Exponentiation Matern "
            "PairwiseKernel Product RBF RationalQuadratic Sum WhiteKernel Hyperparameter"
        ),
        "sklearn.metrics._dist_metrics": (
            "EuclideanDistance64 ManhattanDistance64 ChebyshevDistance64 MinkowskiDistance64"
        ),
        "sklearn.model_selection._split": (
            "KFold StratifiedKFold GroupKFold StratifiedGroupKFold RepeatedKFold "
            "RepeatedStratifiedKFold ShuffleSplit StratifiedShuffleSplit TimeSeriesSplit "
            "PredefinedSplit LeaveOneOut"
        ),
        "sklearn.multiclass": "_ConstantPredictor",
        "sklearn.neural_network._stochastic_optimizers": "AdamOptimizer SGDOptimizer",
        "sklearn.utils._bunch": "Bunch",
        "sklearn.utils.validation": "check_array",
    }
)

TRUSTED = frozenset(
    (
        *CHECKED,
        *(f"{module}.{name}" for module, names in _BY_MODULE.items() for name in names.split()),
    )
)


def trusted_names(given: Iterable[str | type[Any]]) -> frozenset[str]:
    """Give the names that a caller trusts.

    Parameters
    ----------
    given : iterable of str or type
        Dotted names, or the classes and functions themselves.

    Returns
    -------
    names : frozenset of str

    Raises
    ------
    TypeError
        If it is a bool or a single str, which would be taken for its letters.

    Examples
    --------
    >>> from fractions import Fraction
    >>> sorted(trusted_names([Fraction, "xgboost.core.Booster"]))
    ['fractions.Fraction', 'xgboost.core.Booster']
    """
    if isinstance(given, (str, bool, type)):
        raise TypeError(f"trusted is a list of names or classes, got {given!r}; put it in a list.")
    return frozenset(
        each if isinstance(each, str) else f"{each.__module__}.{each.__name__}" for each in given
    )
