"""Advice for neighbours, naive Bayes and clustering: models with few params."""

from typing import Final

from sklearn_hpt.space.bounds import n_samples
from sklearn_hpt.space.choices import Categorical
from sklearn_hpt.space.defaults.advice import Advice, Chapter, for_each
from sklearn_hpt.space.integer import Integer
from sklearn_hpt.space.real import Real

_COUNTS = Advice(
    Real(1e-3, 10.0, log=True), "From nearly none over Laplace's 1 to heavy smoothing."
)
_CLUSTERS = Integer(2, (n_samples / 2).at_most(20))

NEIGHBOURS: Final[Chapter] = {
    **for_each(
        "KNeighborsClassifier KNeighborsRegressor",
        {
            "n_neighbors": Advice(
                Integer(1, (n_samples / 2).at_most(50), log=True),
                "Small numbers matter most; half the samples are there in any training part.",
            ),
            "weights": Advice(Categorical(["uniform", "distance"]), "All that need no function."),
            "p": Advice(
                Categorical([1, 2]),
                "Manhattan is the safer one in many dimensions (Aggarwal 2001).",
                lambda estimator: estimator.metric == "minkowski",
            ),
        },
    ),
    **for_each(
        "NearestCentroid",
        {
            "shrink_threshold": Advice(
                Real(1e-2, 10.0, log=True), "In standard deviations (Tibshirani et al. 2002)."
            )
        },
    ),
    **for_each(
        "GaussianNB",
        {"var_smoothing": Advice(Real(1e-12, 1.0, log=True), "A share of the largest variance.")},
    ),
    **for_each("MultinomialNB BernoulliNB CategoricalNB", {"alpha": _COUNTS}),
    **for_each(
        "ComplementNB",
        {
            "alpha": _COUNTS,
            "norm": Advice(Categorical([False, True]), "The second step of Rennie et al. (2003)."),
        },
    ),
    **for_each(
        "KMeans MiniBatchKMeans",
        {"n_clusters": Advice(_CLUSTERS, "More clusters than twenty are hard to read.")},
    ),
    **for_each(
        "BisectingKMeans SpectralClustering AgglomerativeClustering Birch",
        {"n_clusters": Advice(_CLUSTERS, "More clusters than twenty are hard to read.")},
    ),
    **for_each(
        "GaussianMixture BayesianGaussianMixture",
        {
            "n_components": Advice(_CLUSTERS, "More components than twenty are hard to read."),
            "covariance_type": Advice(
                Categorical(["full", "tied", "diag", "spherical"]), "All there are."
            ),
        },
    ),
    **for_each(
        "KernelDensity",
        {
            "bandwidth": Advice(
                Real(1e-2, 10.0, log=True), "Around Scott's rule for features of unit scale."
            )
        },
    ),
    **for_each(
        "IsolationForest",
        {
            "max_samples": Advice(Real(0.1, 1.0), "Small parts avoid masking (Liu et al. 2008)."),
            "max_features": Advice(Real(0.3, 1.0), "A share of the features."),
        },
    ),
    **for_each(
        "LocalOutlierFactor",
        {
            "n_neighbors": Advice(
                Integer(2, (n_samples / 2).at_most(50), log=True),
                "Breunig et al. (2000): 10 to 50.",
            )
        },
    ),
}
