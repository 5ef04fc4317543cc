"""The trust list names what there is, and no more than was read."""

import importlib
import inspect

import numpy as np
import pytest
import scipy.sparse

from sklearn_hpt.utils.persistence.soundness import CHECKS, check_sound, walk
from sklearn_hpt.utils.persistence.trust import CHECKED, TRUSTED, trusted_names

# Names that some supported releases lack.
NOT_EVERYWHERE = {
    "sklearn.calibration._TemperatureScaling",
    "scipy._lib.array_api_compat.numpy._aliases.asarray",
    "scipy.sparse._coo.coo_array",
    "scipy.sparse._csc.csc_array",
    "scipy.sparse._csr.csr_array",
}
ONE_OF = {"scipy.sparse._base._spbase", "scipy.sparse._base.spmatrix"}
OURS = ("builtins", "collections", "functools", "numpy", "scipy", "sklearn", "sklearn_hpt")


def find(name):
    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(module), attribute)


INSTALLED = sorted(name for name in TRUSTED if name.startswith(OURS) and name not in NOT_EVERYWHERE)


@pytest.mark.parametrize("name", INSTALLED)
def test_each_name_is_there(name):
    thing = find(name)
    assert inspect.isclass(thing) or callable(thing)


@pytest.mark.parametrize("name", sorted(CHECKS.keys() - ONE_OF))
def test_each_check_has_its_class(name):
    assert inspect.isclass(find(name))


def test_sparse_matrices_are_checked():
    kinds = {f"{kind.__module__}.{kind.__qualname__}" for kind in scipy.sparse.csr_matrix.__mro__}
    assert kinds & ONE_OF & CHECKS.keys()


def test_what_is_trusted_for_its_check_is_checked():
    with_owner = {"sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor"}
    for name in set(CHECKED) - with_owner - NOT_EVERYWHERE:
        kinds = {f"{kind.__module__}.{kind.__qualname__}" for kind in find(name).__mro__}
        assert kinds & CHECKS.keys(), name


def test_no_name_opens_or_runs_anything():
    risky = ("os", "io", "sys", "subprocess", "pickle", "joblib", "importlib", "operator", "shutil")
    assert not [name for name in TRUSTED if name.partition(".")[0] in risky]
    assert not TRUSTED & {"builtins.eval", "builtins.exec", "builtins.open", "builtins.getattr"}
    assert not [name for name in TRUSTED if name.startswith("skorch.") and "Net" in name]


def test_trusted_names_are_a_list():
    assert trusted_names([]) == frozenset()
    assert trusted_names([np.ndarray, "a.b"]) == {"numpy.ndarray", "a.b"}
    for wrong in ("a.b", True, np.ndarray):
        with pytest.raises(TypeError, match="put it in a list"):
            trusted_names(wrong)


class Holder:
    def __init__(self, **inside):
        vars(self).update(inside)


def test_all_parts_are_walked_once():
    from functools import partial

    leaves = [Holder() for _ in range(8)]
    boxes = np.empty(1, dtype=object)
    boxes[0] = leaves[0]
    root = Holder(
        array=boxes,
        nested=[(leaves[1],), {"key": leaves[2]}, {leaves[3]}, {leaves[4]: 1}],
        partial=partial(max, leaves[5], key=leaves[6]),
        method=leaves[7].__init__,
    )
    root.self = root
    found = list(walk(root))
    assert all(any(part is leaf for part in found) for leaf in leaves)
    assert len({id(part) for part in found}) == len(found)


def test_what_lacks_a_part_is_not_sound():
    from sklearn.svm import SVC

    model = SVC()
    model.support_vectors_ = np.zeros((1, 1))
    with pytest.raises(ValueError, match="a SVC is not whole"):
        check_sound(model)
