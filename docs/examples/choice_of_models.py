"""
A choice of models on mixed columns
===================================

One search chooses the preparation of the columns, the model, and the params of that model. Params
of a model are looked at only where that model is chosen, and nobody has to say so.
"""

# %%
# The data
# --------
# Ten measurements of 442 patients, and how far their diabetes had gone a year later. One column is
# a category, the others are numbers.

from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_diabetes
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import (
    OneHotEncoder,
    QuantileTransformer,
    SplineTransformer,
    StandardScaler,
)
from sklearn.svm import SVR

from sklearn_hpt import BayesSearchTuner, Categorical, Integer, Real, SearchSpace
from sklearn_hpt.utils.plots import ConvergenceDisplay, ImportanceDisplay, SliceDisplay

X, y = load_diabetes(return_X_y=True, as_frame=True, scaled=False)
X["sex"] = X["sex"].map({1: "a", 2: "b"})  # the data set does not say which is which
X.head(3)

# %%
# The pipeline
# ------------

prepare = ColumnTransformer(
    [
        ("numbers", StandardScaler(), X.columns.drop("sex")),
        ("categories", OneHotEncoder(drop="if_binary"), ["sex"]),
    ]
)
pipeline = Pipeline([("prepare", prepare), ("model", Ridge())])

# %%
# The space
# ---------
# ``model__alpha`` is a param of ``Ridge`` alone, so it is there only where ``Ridge`` is; the last
# column says so. Ranges are wide, and have a log scale where orders of magnitude count.

space = SearchSpace(
    {
        "prepare__numbers": Categorical(
            [StandardScaler(), QuantileTransformer(n_quantiles=50), SplineTransformer(n_knots=4)]
        ),
        "model": Categorical([Ridge(), SVR(), HistGradientBoostingRegressor(max_iter=50)]),
        "model__alpha": Real(1e-3, 1e3, log=True),
        "model__C": Real(1e-1, 1e3, log=True),
        "model__epsilon": Real(1e-1, 1e2, log=True),
        "model__learning_rate": Real(0.01, 0.5, log=True),
        "model__max_leaf_nodes": Integer(2, 31, log=True),
    }
)
space

# %%
# The search
# ----------

tuner = BayesSearchTuner(
    pipeline, space, n_iter=40, scoring="neg_root_mean_squared_error", cv=4, random_state=0
)
tuner.fit(X, y)
print(tuner.explain())

# %%
tuner.show_best(5)

# %%
# When the best was found, with the spread over the splits:

ConvergenceDisplay.from_tuner(tuner).plot()

# %%
# Every trial, by some of its params. A trial that has none of the name leaves no point there:

params = ["model", "prepare__numbers", "model__C", "model__epsilon"]
SliceDisplay.from_tuner(tuner, params=params).plot()

# %%
# What the differences between scores are owed to:

ImportanceDisplay.from_tuner(tuner).plot()
