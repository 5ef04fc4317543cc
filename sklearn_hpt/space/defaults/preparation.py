"""Advice for preparing data: reduction, selection, expansion, imputation, encoding."""

from typing import Any, Final

from sklearn_hpt.space.bounds import n_features, n_samples
from sklearn_hpt.space.choices import Categorical
from sklearn_hpt.space.defaults.advice import Advice, Chapter, for_each
from sklearn_hpt.space.integer import Integer
from sklearn_hpt.space.real import Real

_SOME_COLUMNS = Integer(1, (n_features - 1).at_most(n_samples / 2).at_most(200), log=True)


def _takes_share(estimator: Any) -> bool:
    """Whether a PCA can be told a share of the variance."""
    return estimator.svd_solver in ("auto", "full", "covariance_eigh")


PREPARATION: Final[Chapter] = {
    **for_each(
        "PCA",
        {
            "n_components": Advice(
                Real(0.5, 0.999), "The share of the variance that is kept.", _takes_share
            ),
            "whiten": Advice(Categorical([False, True]), "Matters to what measures distances."),
        },
    ),
    **for_each(
        "TruncatedSVD FactorAnalysis",
        {"n_components": Advice(_SOME_COLUMNS, "Up to 200, as in latent semantic analysis.")},
    ),
    **for_each("KernelPCA", {"gamma": Advice(Real(3e-5, 8.0, log=True), "As for an SVC.")}),
    **for_each(
        "NMF MiniBatchNMF LatentDirichletAllocation",
        {"n_components": Advice(Integer(2, 50, log=True), "Parts or topics that can be read.")},
    ),
    **for_each(
        "SelectKBest",
        {"k": Advice(Integer(1, n_features, log=True), "The features of the data given to fit.")},
    ),
    **for_each(
        "SelectPercentile", {"percentile": Advice(Integer(5, 100), "A share, whatever the width.")}
    ),
    **for_each(
        "SelectFpr SelectFdr SelectFwe", {"alpha": Advice(Real(1e-4, 0.5, log=True), "A p-value.")}
    ),
    **for_each(
        "PolynomialFeatures",
        {
            "degree": Advice(Integer(1, 3), "Columns grow with the power."),
            "interaction_only": Advice(
                Categorical([False, True]).when(degree=[2, 3]), "Without squares, or with."
            ),
        },
    ),
    **for_each(
        "SplineTransformer",
        {
            "n_knots": Advice(Integer(3, 20, log=True), "5 by default."),
            "degree": Advice(Integer(1, 3), "From broken lines to cubic."),
        },
    ),
    **for_each("KBinsDiscretizer", {"n_bins": Advice(Integer(3, 30, log=True), "5 by default.")}),
    **for_each(
        "QuantileTransformer",
        {"output_distribution": Advice(Categorical(["uniform", "normal"]), "All there are.")},
    ),
    **for_each(
        "SimpleImputer",
        {
            "strategy": Advice(
                Categorical(["mean", "median"]),
                "Both are for numbers.",
                lambda estimator: estimator.strategy in ("mean", "median"),
            )
        },
    ),
    **for_each(
        "KNNImputer",
        {
            "n_neighbors": Advice(Integer(1, 20, log=True), "5 by default."),
            "weights": Advice(Categorical(["uniform", "distance"]), "All that need no function."),
        },
    ),
    **for_each(
        "TargetEncoder",
        {"smooth": Advice(Real(0.1, 1000.0, log=True), "Counts towards the mean of all.")},
    ),
    **for_each(
        "CountVectorizer TfidfVectorizer",
        {
            "ngram_range": Advice(Categorical([(1, 1), (1, 2)]), "Pairs of words, or not."),
            "min_df": Advice(Integer(1, 10, log=True), "Rare words are mostly noise."),
            "sublinear_tf": Advice(
                Categorical([False, True]),
                "The tenth mention tells less than the first.",
                lambda estimator: hasattr(estimator, "sublinear_tf"),
            ),
        },
    ),
}
