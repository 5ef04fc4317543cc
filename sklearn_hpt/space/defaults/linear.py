"""Advice for linear models and discriminant analysis."""

from typing import Final

from sklearn_hpt.space.bounds import n_features, n_samples
from sklearn_hpt.space.choices import Categorical
from sklearn_hpt.space.defaults.advice import Advice, Chapter, for_each
from sklearn_hpt.space.integer import Integer
from sklearn_hpt.space.real import Real

_ALPHA = Advice(
    Real(1e-6, 1e2, log=True),
    "The right penalty scales with noise and collinearity: glmnet's path, too, spans several "
    "powers of ten (Friedman et al. 2010).",
)
_MIX = Advice(
    Real(0.05, 1.0), "From nearly ridge to lasso; exactly ridge is another estimator's work."
)
_INVERSE_PENALTY = Advice(
    Real(1e-4, 1e4, log=True), "The range of scikit-learn's own LogisticRegressionCV."
)

LINEAR: Final[Chapter] = {
    **for_each("LogisticRegression", {"C": _INVERSE_PENALTY}),
    **for_each("LinearSVC", {"C": _INVERSE_PENALTY}),
    **for_each(
        "LinearSVR",
        {
            "C": _INVERSE_PENALTY,
            "epsilon": Advice(
                Real(1e-3, 1.0, log=True), "For a target of about unit scale; 0 keeps every sample."
            ),
        },
    ),
    **for_each(
        "Ridge RidgeClassifier",
        {
            "alpha": Advice(
                Real(1e-4, 1e4, log=True),
                "Acts on the scale of the number of samples, unlike lasso's.",
            )
        },
    ),
    **for_each("Lasso LassoLars MultiTaskLasso", {"alpha": _ALPHA}),
    **for_each("ElasticNet MultiTaskElasticNet", {"alpha": _ALPHA, "l1_ratio": _MIX}),
    **for_each("PoissonRegressor GammaRegressor", {"alpha": _ALPHA}),
    **for_each(
        "TweedieRegressor",
        {
            "alpha": _ALPHA,
            "power": Advice(Real(1.05, 1.95), "Compound Poisson-gamma: zeros and a skewed rest."),
        },
    ),
    **for_each("QuantileRegressor", {"alpha": _ALPHA}),
    **for_each(
        "HuberRegressor",
        {
            "alpha": _ALPHA,
            "epsilon": Advice(
                Real(1.01, 3.0), "1.35 is 95 % efficient for normal errors (Huber 1981)."
            ),
        },
    ),
    **for_each(
        "BayesianRidge ARDRegression",
        {
            "alpha_1": Advice(Real(1e-8, 1e-2, log=True), "A vague prior of the noise."),
            "lambda_1": Advice(Real(1e-8, 1e-2, log=True), "A vague prior of the weights."),
        },
    ),
    **for_each(
        "SGDClassifier SGDRegressor",
        {
            "alpha": Advice(
                Real(1e-7, 1e-1, log=True), "The penalty; with 'optimal' also the step (Bottou)."
            ),
            "penalty": Advice(Categorical(["l2", "l1", "elasticnet"]), "All there are."),
            "l1_ratio": Advice(
                Real(0.05, 0.95).when(penalty="elasticnet"), "The ends are the other penalties."
            ),
            "average": Advice(
                Categorical([False, True]), "Averaging steadies the last steps (Xu 2011)."
            ),
        },
    ),
    **for_each(
        "Perceptron",
        {
            "alpha": Advice(Real(1e-7, 1e-1, log=True), "The penalty."),
            "penalty": Advice(Categorical([None, "l2", "l1"]), "None is the classic perceptron."),
        },
    ),
    **for_each(
        "OrthogonalMatchingPursuit",
        {
            "n_nonzero_coefs": Advice(
                Integer(1, n_features.at_most(100)), "Between one feature and all."
            )
        },
    ),
    **for_each(
        "PLSRegression",
        {
            "n_components": Advice(
                Integer(1, n_features.at_most(n_samples / 2).at_most(30)),
                "Later components fit noise; cross-validation picks their number (Wold 2001).",
            )
        },
    ),
    **for_each(
        "LinearDiscriminantAnalysis",
        {
            "solver": Advice(Categorical(["svd", "lsqr"]), "Only lsqr can shrink."),
            "shrinkage": Advice(
                Real(0.0, 1.0).when(solver="lsqr"), "From none to a diagonal covariance."
            ),
        },
    ),
    **for_each(
        "QuadraticDiscriminantAnalysis",
        {
            "reg_param": Advice(
                Real(1e-4, 1.0, log=True), "Towards spherical classes (Friedman 1989)."
            )
        },
    ),
}
