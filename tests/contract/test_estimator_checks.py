"""scikit-learn's checks of estimators: the tuners pass all, and none is expected to fail."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec

import pytest
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

from sklearn_hpt import BayesSearchTuner, GridSearchTuner, RandomSearchTuner

ESTIMATORS = [
    (Ridge(), {"alpha": [0.1, 1.0]}),
    (LogisticRegression(), {"C": [0.1, 1.0]}),
    (make_pipeline(StandardScaler(), Ridge()), {"ridge__alpha": [0.1, 1.0]}),
    (make_pipeline(StandardScaler(), LogisticRegression()), {"logisticregression__C": [0.1, 1.0]}),
]


def tuners():
    """Give each tuner around each estimator, as scikit-learn sets its own searches up."""
    for estimator, space in ESTIMATORS:
        settings = {"cv": 2, "error_score": "raise"}
        yield GridSearchTuner(estimator, space, **settings)
        drawn = {**settings, "n_iter": 2, "random_state": 0}
        yield RandomSearchTuner(estimator, space, **drawn)
        yield BayesSearchTuner(estimator, space, **drawn)


CHECKS = parametrize_with_checks(list(tuners()))
PAIRS = list(CHECKS.args[1])


# Both warnings are scikit-learn's own words to whoever has infinities in y, or Ridge's default
# solver, as these checks have.
@pytest.mark.filterwarnings("ignore:invalid value encountered in cast:RuntimeWarning")
@pytest.mark.filterwarnings("ignore:Using Array API dispatch to namespace:UserWarning")
@pytest.mark.parametrize(CHECKS.args[0], PAIRS, **CHECKS.kwargs)
def test_estimator_checks(estimator, check):
    check(estimator)


def test_no_check_is_expected_to_fail():
    """A check that is expected to fail comes marked; there is none."""
    marked = [parameters for parameters in PAIRS if hasattr(parameters, "marks")]
    assert not marked


@pytest.mark.slow
@pytest.mark.skipif(find_spec("array_api_strict") is None, reason="needs array_api_strict")
def test_estimator_checks_of_other_arrays():
    """The checks with arrays that are not numpy's, which scipy takes only if told at its import."""
    command = [sys.executable, "-m", "pytest", __file__, "-q", "-p", "no:cacheprovider"]
    command += ["-k", "array_api and not other_arrays"]
    environment = {**os.environ, "SCIPY_ARRAY_API": "1"}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert re.search(r"\d+ passed", run.stdout)
