import numpy as np
import pytest
from sklearn.base import is_classifier, is_regressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import cross_val_score

from sklearn_hpt import default_space
from sklearn_hpt.cli.data import DataSet, load
from sklearn_hpt.cli.models import FAMILIES, build_model

pandas = pytest.importorskip("pandas")


@pytest.fixture
def mixed():
    """Numbers and words, each with gaps."""
    rng = np.random.default_rng(0)
    n = 90
    frame = pandas.DataFrame(
        {
            "age": rng.normal(40, 10, n),
            "visits": rng.integers(0, 9, n),
            "member": rng.random(n) < 0.5,
            "city": rng.choice(["Rome", "Oslo", "Lima"], n),
            "insured": rng.choice(np.array([True, False, None]), n),
            "name": [f"person {i}" for i in range(n)],
        }
    )
    y = np.where((frame["age"] > 40) & (frame["city"] != "Oslo"), "stays", "leaves")
    frame.loc[::7, "age"] = np.nan
    frame.loc[::5, "city"] = None
    return DataSet("mixed", frame, y, "classification", ((), ()))


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.filterwarnings(f"ignore::{ConvergenceWarning.__module__}.ConvergenceWarning")
def test_every_family_learns_from_mixed_columns_with_gaps(name, mixed):
    model = build_model(name, mixed, random_state=0)
    assert cross_val_score(model, mixed.X, mixed.y, cv=3, error_score="raise").min() > 0.4


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_fits_its_task_and_has_a_default_space(name):
    classifier = build_model(name, load("iris"), random_state=0)
    regressor = build_model(name, load("diabetes"), random_state=0)
    assert is_classifier(classifier)
    assert is_regressor(regressor)
    for model in (classifier, regressor):
        assert default_space(model).names


def test_array_of_numbers_needs_a_scaler_at_most():
    iris = load("iris")
    assert [name for name, _ in build_model("svm", iris, random_state=0).steps] == [
        "standardscaler",
        "svc",
    ]
    assert build_model("random_forest", iris, random_state=3).random_state == 3


def test_wrong_name_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match="did you mean random_forest"):
        build_model("RandomForest", load("iris"), random_state=0)
    with pytest.raises(ValueError, match="Give one of decision_tree, "):
        build_model("oracle", load("iris"), random_state=0)
