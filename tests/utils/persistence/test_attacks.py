"""A file that is damaged, forged or hostile is refused, and nothing of it runs."""

import hashlib
import io
import json
import pickle
import zipfile

import numpy as np
import pytest
import scipy.sparse
from sklearn.ensemble import GradientBoostingClassifier, HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from sklearn_hpt.utils import load_best_model, save_best_model
from tests.utils.persistence.conftest import needs_seed_seq

pytest.importorskip("skops")

KEY = b"0123456789abcdef"


@pytest.fixture
def saved(numbers, tmp_path):
    return save_best_model(LogisticRegression().fit(*numbers), tmp_path / "model.skops")


def manifest_of(path):
    return path.with_name(f"{path.name}.json")


def forge(path, content, **changes):
    """Put other bytes there, and a manifest that fits them, as anyone can who may write there."""
    path.write_bytes(content)
    manifest = json.loads(manifest_of(path).read_text())
    digest = hashlib.sha256(content).hexdigest()
    manifest |= {"size": len(content), "sha256": digest, **changes}
    manifest_of(path).write_text(json.dumps(manifest))


def members_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members, compression=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def forge_schema(path, change):
    members = members_of(path)
    schema = json.loads(members["schema.json"])
    change(schema)
    forge(path, zipped({**members, "schema.json": json.dumps(schema)}))


def test_a_forgery_of_the_same_bytes_loads(saved):
    """Else the tests below would show nothing."""
    forge(saved, zipped(members_of(saved)))
    load_best_model(saved)


def test_every_truncation_is_refused(saved):
    content = saved.read_bytes()
    for length in {*range(64), *range(64, len(content), 97), len(content) - 1}:
        saved.write_bytes(content[:length])
        with pytest.raises(ValueError, match=f"it has {length} bytes, and its manifest says"):
            load_best_model(saved)


def test_every_truncation_with_a_fitting_manifest_is_refused(saved):
    content = saved.read_bytes()
    for length in {0, 1, 4, *range(64, len(content), 211), len(content) - 1}:
        forge(saved, content[:length])
        with pytest.raises(ValueError, match="is not loaded"):
            load_best_model(saved)


def test_every_truncation_of_the_manifest_is_refused(saved):
    content = manifest_of(saved).read_bytes()
    for length in range(0, len(content) - 2, 29):
        manifest_of(saved).write_bytes(content[:length])
        with pytest.raises(ValueError, match="its manifest is"):
            load_best_model(saved)


def test_flipped_bytes_are_refused(saved):
    content = saved.read_bytes()
    for place in range(0, len(content), 101):
        damaged = bytearray(content)
        damaged[place] ^= 0xFF
        saved.write_bytes(damaged)
        with pytest.raises(ValueError, match="it is damaged, or was changed"):
            load_best_model(saved)


def test_a_swapped_manifest_is_refused(saved, numbers):
    other = save_best_model(SVC().fit(*numbers), saved.with_name("other.skops"))
    manifest_of(other).replace(manifest_of(saved))
    with pytest.raises(ValueError, match="the manifest of another file"):
        load_best_model(saved)


@pytest.mark.parametrize("text", ["[]", "3", "{}", '{"kind": "saved model"}', "null"])
def test_a_manifest_that_is_none_is_refused(text, saved):
    manifest_of(saved).write_text(text)
    with pytest.raises(ValueError, match="its manifest is none of a saved model"):
        load_best_model(saved)


def test_a_deep_manifest_is_refused(saved):
    manifest_of(saved).write_text("[" * 100_000)
    with pytest.raises(ValueError, match="its manifest is damaged"):
        load_best_model(saved)


def test_a_later_version_is_refused(saved):
    forge(saved, saved.read_bytes(), version=2)
    with pytest.raises(ValueError, match="install a later sklearn_hpt"):
        load_best_model(saved)


def test_a_missing_manifest_is_told(saved):
    manifest_of(saved).unlink()
    with pytest.raises(FileNotFoundError, match=r"has no manifest 'model.skops.json' beside it"):
        load_best_model(saved)
    saved.unlink()
    with pytest.raises(FileNotFoundError, match="There is no file"):
        load_best_model(saved)


class Bomb:
    """Writes a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (open, (str(self.path), "w"))


def test_a_pickle_by_another_name_is_not_run(saved, tmp_path):
    forge(saved, pickle.dumps(Bomb(tmp_path / "ran")))
    with pytest.raises(ValueError, match="no archive of skops"):
        load_best_model(saved)
    with pytest.raises(ValueError, match="no archive of skops"):
        load_best_model(saved, allow_pickle=True)
    forge(saved, saved.read_bytes(), format="joblib")
    with pytest.raises(ValueError, match="it is a pickle"):
        load_best_model(saved)
    forge(saved, saved.read_bytes(), format="pickle")
    with pytest.raises(ValueError, match="format 'pickle', which is not known"):
        load_best_model(saved, allow_pickle=True)
    assert not (tmp_path / "ran").exists()


def node(loader, name, **parts):
    module, _, name = name.rpartition(".")
    return {"__class__": name, "__module__": module, "__loader__": loader, **parts}


NONE = node("JsonNode", "builtins.str", content="null")
NOTHING = node("TupleNode", "builtins.tuple", content=[])
SYSTEM = node("FunctionNode", "os.system")
NEW = node("ObjectNode", "sklearn.linear_model._logistic.LogisticRegression")
WORD = node("JsonNode", "builtins.str", content='"system"')
WORDS = node("TupleNode", "builtins.tuple", content=[WORD])
PARTS = {"func": SYSTEM, "args": NOTHING, "kwds": NONE, "namespace": NONE}

HOSTILE = {
    "partial": node("PartialNode", "functools.partial", content=PARTS),
    "method": node(
        "MethodNode",
        "sklearn.linear_model._logistic.LogisticRegression",
        content={"func": "fit", "obj": NEW},
    ),
    "getter": node("OperatorFuncNode", "operator.methodcaller", attrs=WORDS),
    "scorer": node("ObjectNode", "sklearn.metrics._scorer._Scorer"),
    "net": node("ObjectNode", "skorch.classifier.NeuralNetClassifier"),
    "loader": node("TypeNode", "joblib.numpy_pickle.load"),
    "system": SYSTEM,
    "eval": node("TypeNode", "builtins.eval"),
    "popen": node("ConstructorFromReduceNode", "subprocess.Popen", content=WORDS),
    "nameless": {"__class__": None, "__module__": 3, "__loader__": "ObjectNode"},
    "unknown": node("NoSuchNode", "a.b"),
    "cached": node("CachedNode", "a.b", __id__=1),
    "file": node("BytesNode", "builtins.bytes", file="x"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_schema_is_refused(name, saved):
    def change(schema):
        schema["content"]["content"]["C"] = HOSTILE[name]

    forge_schema(saved, change)
    with pytest.raises(ValueError, match="is not loaded"):
        load_best_model(saved)


def test_what_a_hostile_schema_needs_is_told_in_plain_letters(saved):
    def change(schema):
        schema["content"]["content"]["C"] = {**HOSTILE["system"], "__class__": "a\x1b[31m\nb"}

    forge_schema(saved, change)
    with pytest.raises(ValueError, match="not trusted by default") as error:
        load_best_model(saved)
    assert "\x1b" not in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("protocol", [0, 1, 99, True, None, "2"])
def test_another_protocol_is_refused(protocol, saved):
    forge_schema(saved, lambda schema: schema.update(protocol=protocol))
    with pytest.raises(ValueError, match="is not loaded"):
        load_best_model(saved)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(saved):
    members = members_of(saved)
    bomb = zipped({**members, "bomb.bin": b"\0" * 300_000_000}, zipfile.ZIP_DEFLATED)
    assert len(bomb) < 400_000
    forge(saved, bomb)
    with pytest.raises(ValueError, match="it would unpack to over"):
        load_best_model(saved)


def test_a_bomb_in_a_sparse_matrix_is_refused(saved):
    inner = io.BytesIO()
    np.savez_compressed(inner, data=np.zeros(40_000_000))
    forge(saved, zipped({**members_of(saved), "1.npz": inner.getvalue()}))

    def change(schema):
        schema["content"]["content"]["C"] = {
            "__class__": "csr_matrix",
            "__module__": "scipy.sparse._csr",
            "__loader__": "SparseMatrixNode",
            "type": "scipy",
            "file": "1.npz",
        }

    forge_schema(saved, change)
    with pytest.raises(ValueError, match="it would unpack to over"):
        load_best_model(saved)


def test_one_member_read_many_times_is_a_bomb_too(saved):
    members = {**members_of(saved), "big.bin": b"\0" * 10_000_000}
    schema = json.loads(members["schema.json"])
    schema["content"]["content"]["C"] = {
        "__class__": "list",
        "__module__": "builtins",
        "__loader__": "ListNode",
        "content": [
            node("BytesNode", "builtins.bytes", file="big.bin", __id__=10**6 + n) for n in range(30)
        ],
    }
    content = zipped({**members, "schema.json": json.dumps(schema)}, zipfile.ZIP_DEFLATED)
    forge(saved, content)
    with pytest.raises(ValueError, match="it would unpack to over"):
        load_best_model(saved)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(saved):
    file = io.BytesIO(saved.read_bytes())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("schema.json", "{}")
    forge(saved, file.getvalue())
    with pytest.raises(ValueError, match="two members of one name"):
        load_best_model(saved)


class TestKeys:
    """A signature says who saved a model, which a digest cannot."""

    @pytest.fixture
    def signed(self, numbers, tmp_path):
        model = LogisticRegression().fit(*numbers)
        return save_best_model(model, tmp_path / "signed.skops", key=KEY)

    def test_the_key_opens_it(self, signed):
        load_best_model(signed, key=KEY)
        load_best_model(signed)

    def test_the_key_may_come_from_the_environment(self, signed, monkeypatch):
        monkeypatch.setenv("MODEL_KEY", KEY.decode())
        load_best_model(signed, key="MODEL_KEY")
        with pytest.raises(ValueError, match="There is no environment variable"):
            load_best_model(signed, key="OTHER_KEY")

    def test_another_key_does_not(self, signed):
        with pytest.raises(ValueError, match="its signature is not by this key"):
            load_best_model(signed, key=KEY[::-1])

    def test_what_is_not_signed_is_refused(self, signed, saved):
        with pytest.raises(ValueError, match="it is not signed"):
            load_best_model(saved, key=KEY)

    def test_a_forgery_is_refused(self, signed, saved):
        forge(signed, saved.read_bytes())
        with pytest.raises(ValueError, match="its signature is not by this key"):
            load_best_model(signed, key=KEY)

    @pytest.mark.parametrize("change", [{"score": 1.0}, {"class": "x"}, {"hmac": None}, {"n": 1}])
    def test_each_word_of_the_manifest_is_signed(self, change, signed):
        forge(signed, signed.read_bytes(), **change)
        with pytest.raises(ValueError, match="its signature is not by this key"):
            load_best_model(signed, key=KEY)

    def test_the_key_is_in_neither_file(self, signed):
        assert KEY not in signed.read_bytes() + manifest_of(signed).read_bytes()

    @pytest.mark.parametrize(
        ("key", "kind", "message"),
        [
            (b"short", ValueError, "can be guessed"),
            (b"", ValueError, "guessed"),
            (3, TypeError, "bytes"),
        ],
    )
    def test_what_is_no_key_is_refused(self, key, kind, message, signed):
        with pytest.raises(kind, match=message):
            load_best_model(signed, key=key)


def spoil(model, path, spoiler):
    """Save a model past the checks of `save_best_model`, then change it; load it."""
    from skops.io import dumps

    spoiler(model)
    forge(path, dumps(model))
    load_best_model(path)


def change_tree(tree, **columns):
    state = tree.__getstate__()
    for name, (place, value) in columns.items():
        if name == "max_depth":
            state["max_depth"] = value
        else:
            state["nodes"][name][place] = value
    tree.__setstate__(state)


@pytest.mark.parametrize(
    "columns",
    [
        {"left_child": (0, 10**9)},
        {"left_child": (0, -5)},
        {"right_child": (0, 0)},
        {"right_child": (0, 1)},
        {"right_child": (-1, 1)},
        {"feature": (0, 5)},
        {"feature": (0, -1)},
        {"max_depth": (0, 0)},
    ],
)
def test_a_spoilt_tree_is_refused(columns, saved, numbers):
    model = DecisionTreeClassifier(random_state=0).fit(*numbers)
    spoil(model, saved, lambda model: None)
    with pytest.raises(ValueError, match="tree"):
        spoil(model, saved, lambda model: change_tree(model.tree_, **columns))


def test_a_tree_of_more_columns_than_come_in_is_refused(saved, numbers):
    X, y = numbers
    model = DecisionTreeClassifier(random_state=0).fit(np.hstack([X, X]), y)
    with pytest.raises(ValueError, match="other columns than its estimator"):
        spoil(model, saved, lambda model: setattr(model, "n_features_in_", 3))


def test_a_tree_without_nodes_is_refused(saved, numbers):
    model = DecisionTreeClassifier(random_state=0).fit(*numbers)
    spoil(model, saved, lambda model: None)

    def change(schema):
        schema["content"]["content"]["tree_"]["content"]["content"] = {}

    forge_schema(saved, change)
    with pytest.raises(ValueError, match="a decision tree says it has other nodes"):
        load_best_model(saved)


def test_spoilt_stages_of_boosting_are_refused(saved, numbers):
    model = GradientBoostingClassifier(n_estimators=2).fit(*numbers)
    with pytest.raises(ValueError, match="other trees than they say"):
        spoil(model, saved, lambda model: setattr(model, "n_trees_per_iteration_", 1))


@pytest.fixture
def boosted(numbers):
    X, y = numbers
    X = np.column_stack([np.arange(len(X)) % 4, X])
    y = np.isin(X[:, 0], [1, 3]) ^ (y == 1)
    model = HistGradientBoostingClassifier(
        max_iter=3, categorical_features=[0], min_samples_leaf=5, max_leaf_nodes=4
    )
    return model.fit(X, y)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("left", 10**6),
        ("right", 0),
        ("feature_idx", 6),
        ("feature_idx", -1),
        ("bitset_idx", 99),
    ],
)
@needs_seed_seq
def test_a_spoilt_tree_of_boosting_is_refused(column, value, boosted, saved):
    spoil(boosted, saved, lambda model: None)

    def change(model):
        nodes = model._predictors[0][0].nodes
        nodes["is_categorical"][0], nodes["feature_idx"][0] = 1, 0
        nodes[column][0] = value

    with pytest.raises(ValueError, match="tree"):
        spoil(boosted, saved, change)


@needs_seed_seq
def test_a_category_of_a_column_of_numbers_is_refused(boosted, saved):
    def change(model):
        nodes = model._predictors[0][0].nodes
        nodes["is_categorical"][0], nodes["feature_idx"][0] = 1, 2

    with pytest.raises(ValueError, match="asks a column of numbers for its category"):
        spoil(boosted, saved, change)


@needs_seed_seq
def test_categories_beyond_the_set_are_refused(boosted, saved):
    def change(model):
        model._bin_mapper.bin_thresholds_[0][-1] = 10**6

    with pytest.raises(ValueError, match="a category of gradient boosting is none"):
        spoil(boosted, saved, change)


@pytest.mark.parametrize("algorithm", ["kd_tree", "ball_tree"])
def test_a_spoilt_tree_of_neighbours_is_refused(algorithm, saved, numbers):
    X, y = numbers

    def spoil_state(place, change):
        def spoiler(model):
            state = list(model._tree.__getstate__())
            state[place] = change(state[place])
            model._tree.__setstate__(tuple(state))

        model = KNeighborsClassifier(algorithm=algorithm, leaf_size=10).fit(X, y)
        with pytest.raises(ValueError, match="tree of neighbours points at"):
            spoil(model, saved, spoiler)

    def out_of_range(array):
        array = array.copy()
        array[3] = 10**9
        return array

    def far_node(nodes):
        nodes = nodes.copy()
        nodes["idx_end"][-1] = 10**9
        return nodes

    def no_leaf(nodes):
        nodes = nodes.copy()
        nodes["is_leaf"][-1] = 0
        return nodes

    spoil_state(1, out_of_range)
    spoil_state(2, far_node)
    spoil_state(2, no_leaf)
    spoil_state(3, lambda bounds: bounds[:, :1].copy())
    spoil_state(5, lambda n_levels: n_levels + 1)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("_fit_X", lambda X: X[:, :2].copy()),
        ("_y", lambda y: y + 5),
        ("_y", lambda y: y[:-1]),
    ],
)
def test_spoilt_neighbours_are_refused(name, change, saved, numbers):
    model = KNeighborsClassifier(algorithm="brute").fit(*numbers)
    with pytest.raises(ValueError, match="neighbours"):
        spoil(model, saved, lambda model: setattr(model, name, change(getattr(model, name))))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("_dual_coef_", lambda weights: weights[:, :2].copy()),
        ("_n_support", lambda counts: counts + np.int32(100)),
        ("_intercept_", lambda intercept: intercept[:1]),
        ("_probA", lambda none: np.zeros(1)),
        ("support_vectors_", lambda vectors: vectors[:, :2].copy()),
        ("support_", lambda support: support[:1]),
    ],
)
def test_spoilt_support_vectors_are_refused(name, change, saved, numbers):
    model = SVC().fit(*numbers)
    with pytest.raises(ValueError, match="support vector"):
        spoil(model, saved, lambda model: setattr(model, name, change(getattr(model, name))))


def test_spoilt_sparse_indices_are_refused(saved, numbers):
    X, y = numbers
    model = KNeighborsClassifier().fit(scipy.sparse.csr_matrix(X), y)

    def change(model):
        model._fit_X.indices[3] = 10**6

    with pytest.raises(ValueError, match=r"ind(ex|ices)"):
        spoil(model, saved, change)
