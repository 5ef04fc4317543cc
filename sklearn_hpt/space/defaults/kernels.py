"""Advice for kernel machines: support vectors, kernel ridge, Gaussian processes."""

from collections.abc import Mapping
from typing import Any, Final

from sklearn_hpt.space.choices import Categorical
from sklearn_hpt.space.defaults.advice import Advice, Chapter, for_each
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.integer import Integer
from sklearn_hpt.space.real import Real

_NAMED = ("linear", "poly", "rbf", "sigmoid")


def _named_kernel(estimator: Any) -> bool:
    """Whether the kernel is neither precomputed nor the user's own."""
    return isinstance(estimator.kernel, str) and estimator.kernel in _NAMED


def _named(dimension: Dimension, reason: str) -> Advice:
    return Advice(dimension, reason, _named_kernel)


_COST = Advice(
    Real(1e-3, 3e4, log=True),
    "Hsu, Chang & Lin (2003) search 2**-5 to 2**15; Probst et al. (2019) start at 2**-10.",
)
_KERNEL: Final[Mapping[str, Advice]] = {
    "kernel": _named(Categorical(["rbf", "linear", "poly"]), "rbf first; the sigmoid rarely wins."),
    "gamma": _named(
        Real(3e-5, 8.0, log=True).when(kernel=["rbf", "poly"]),
        "2**-15 to 2**3 (Hsu, Chang & Lin 2003), for features of unit scale.",
    ),
    "degree": _named(Integer(2, 4).when(kernel="poly"), "Higher ones overfit and overflow."),
}
_TUBE = Advice(Real(1e-3, 1.0, log=True), "For a target of about unit scale.")
_SHARE = Advice(Real(0.05, 0.7), "A bound on the share of errors; near 1 it is often infeasible.")

KERNELS: Final[Chapter] = {
    **for_each("SVC", {"C": _COST, **_KERNEL}),
    **for_each("SVR", {"C": _COST, "epsilon": _TUBE, **_KERNEL}),
    **for_each("NuSVC", {"nu": Advice(Real(0.05, 0.5), _SHARE.reason), **_KERNEL}),
    **for_each("NuSVR", {"C": _COST, "nu": _SHARE, **_KERNEL}),
    **for_each("OneClassSVM", {"nu": Advice(Real(0.01, 0.5, log=True), "The share of outliers.")}),
    **for_each(
        "KernelRidge",
        {
            "alpha": Advice(Real(1e-6, 10.0, log=True), "Noise over signal variance."),
            "kernel": _named(Categorical(["rbf", "linear"]), "Smooth or linear."),
            "gamma": _named(
                Real(3e-5, 8.0, log=True).when(kernel="rbf"), "As for support vectors."
            ),
        },
    ),
    **for_each(
        "GaussianProcessRegressor",
        {
            "alpha": Advice(
                Real(1e-10, 1.0, log=True), "Noise variance; kernels tune themselves in fit."
            ),
            "normalize_y": Advice(
                Categorical([False, True]), "The prior mean is zero or the mean."
            ),
        },
    ),
    **for_each(
        "Nystroem",
        {
            "gamma": Advice(Real(3e-5, 8.0, log=True), "As for support vectors."),
            "n_components": Advice(Integer(10, 500, log=True), "Accuracy against time."),
        },
    ),
    **for_each(
        "RBFSampler",
        {
            "gamma": Advice(Real(3e-5, 8.0, log=True), "As for support vectors."),
            "n_components": Advice(Integer(10, 1000, log=True), "Error falls with its root."),
        },
    ),
}
