"""Params are set in a copy, the keys of a dict among them; what cannot be set raises as ever."""

import pytest
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline
from sklearn.svm import SVC

from sklearn_hpt.evaluation import configure


def test_the_keys_of_a_dict_are_set_in_a_copy():
    model = KNeighborsClassifier(metric_params={"p": 3})
    copy = configure(model, {"metric_params__w": 2, "n_neighbors": 4})
    assert copy.metric_params == {"p": 3, "w": 2}
    assert copy.n_neighbors == 4
    assert model.metric_params == {"p": 3}


@pytest.mark.parametrize("name", ["skipped__C", "last__C__deep"])
def test_what_is_neither_estimator_nor_dict_raises_what_scikit_learn_does_and_once(name):
    model = Pipeline([("skipped", "passthrough"), ("last", SVC())])
    with pytest.raises(AttributeError) as theirs:
        model.set_params(**{name: 1})
    with pytest.raises(AttributeError) as ours:
        configure(model, {name: 1})
    assert str(ours.value) == str(theirs.value)
    assert ours.value.__context__ is None
