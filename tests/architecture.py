"""The rules of the house, each a function from the parsed files to the breaches of it."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FACE = "sklearn_hpt"

# A room imports only from floors below its own. The command line is a user of the face.
FLOORS = {
    "_version": 1,
    "exceptions": 1,
    "_typing": 1,
    "_names": 1,
    "_numbers": 1,
    "_rng": 1,
    "_threads": 1,
    "_digest": 1,
    "_readable": 1,
    "_sklearn": 1,
    "_optional": 1,
    "_environment": 1,
    "limits": 2,
    "files": 2,
    "trials": 2,
    "space": 2,
    "surrogates": 2,
    "execution": 2,
    "acquisition": 3,
    "evaluation": 3,
    "results": 3,
    "strategies": 4,
    "journal": 4,
    "utils": 5,
    "study": 5,
    "testing": 5,
    "observers": 6,
    "tuners": 7,
    "": 8,  # the face
    "cli": 9,
    "__main__": 10,
}

# Files of the first floor may lean on one another: the errors know nothing, the rest may know them.
GROUND = {"exceptions", "_typing", "_digest", "_version"}

# Room -> what it never imports, by the first names of a dotted path.
FORBIDDEN = {
    **dict.fromkeys(
        ("strategies", "surrogates", "acquisition"),
        (
            "joblib",
            "sklearn.model_selection",
            "sklearn_hpt.evaluation",
            "sklearn_hpt.execution",
            "sklearn_hpt.study",
        ),
    ),
    "evaluation": ("sklearn_hpt.space", "sklearn_hpt.strategies"),
}

# What a surrogate would need to see a dict of params.
PARAMS = ("sklearn_hpt.space", "sklearn_hpt.trials", "sklearn_hpt._typing.Params")

IO_MODULES = (
    *("csv", "io", "json", "logging", "os", "pathlib", "pickle", "shutil", "socket"),
    *("sqlite3", "subprocess", "sys", "tempfile"),
)
IO_CALLS = ("input", "open", "print", "read_text", "write_text")
PICKLING = (
    *("pickle", "cloudpickle", "dill", "marshal", "shelve", "joblib.dump", "joblib.load"),
    "joblib.externals.loky.cloudpickle_wrapper",
)
MAY_PICKLE = ("sklearn_hpt.utils.persistence", "sklearn_hpt.execution._joblib")
"""Saved models, and what travels to a worker of this machine and back."""

# Optional packages: matplotlib and hypothesis have their rooms, no other is imported by a file.
EXTRAS = (
    *("distributed", "keras", "matplotlib", "mlflow", "pandas", "ray", "skops", "skorch"),
    *("torch", "tqdm"),
)

# What of numpy.random makes a generator of one's own, or names a type.
OWN_RANDOMNESS = {"BitGenerator", "Generator", "PCG64", "RandomState", "SeedSequence"}

# Public names that look private.
PUBLIC = {"os._exit"}

LONGEST_FILE = 350
LONGEST_BODY = 50

# "file" or "file::function" -> why it may be longer. Empty is the aim.
LONG_WITH_REASON: dict[str, str] = {}


@dataclass(frozen=True)
class File:
    """One parsed file of the package."""

    path: str  # relative to the folder above the package, such as sklearn_hpt/space/choices.py
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text)

    @property
    def module(self) -> str:
        """The dotted name."""
        return ".".join(Path(self.path).with_suffix("").parts).removesuffix(".__init__")

    @property
    def room(self) -> str:
        """The first name below the package; the face is ""."""
        return room_of(self.module)

    @cached_property
    def imports(self) -> tuple[tuple[int, str], ...]:
        """Line and dotted name of all that is imported anywhere in the file, even for typing."""
        return tuple(self._imports())

    def _imports(self) -> Iterator[tuple[int, str]]:
        package = (
            self.module if self.path.endswith("__init__.py") else self.module.rpartition(".")[0]
        )
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                if node.level:
                    parts = package.split(".")[: len(package.split(".")) - node.level + 1]
                    base = ".".join([*parts, *filter(None, [node.module])])
                yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
            elif _last(_called(node)) in ("import_module", "import_extra", "__import__"):
                yield from ((node.lineno, text.value) for text in node.args[:1] if _is_text(text))

    def breach(self, line: int, what: str) -> str:
        """Say where a rule was broken, and how."""
        return f"{self.path}:{line}: {what}"


Files = tuple[File, ...]
Rule = Callable[[Files], Iterator[str]]


def read(root: Path) -> Files:
    """Read the files of the package that lies in a folder."""
    paths = sorted((root / FACE).rglob("*.py"))
    return tuple(File(path.relative_to(root).as_posix(), path.read_text()) for path in paths)


def room_of(module: str) -> str:
    """Give the room of a module of the package."""
    return module.removeprefix(FACE).lstrip(".").partition(".")[0]


# -- Floors ----------------------------------------------------------------------------------


def every_room_has_a_floor(files: Files) -> Iterator[str]:
    """A room that the plan does not know is not built."""
    for file in files:
        if file.room not in FLOORS:
            yield file.breach(1, f"{file.room!r} is on no floor")


def imports_go_down(files: Files) -> Iterator[str]:
    """A room imports from floors below its own, and from itself."""
    modules = {file.module for file in files}
    for file, line, target in _inner_imports(files):
        room = room_of(_module_of(target, modules))
        if room == file.room or room not in FLOORS or file.room not in FLOORS:
            continue
        if FLOORS[room] >= FLOORS[file.room] and room not in GROUND:
            yield file.breach(line, f"{file.room or FACE} imports {room or FACE} above or beside")


def no_cycles(files: Files) -> Iterator[str]:
    """No file imports itself by way of others, not even in a function or for typing."""
    modules = {file.module for file in files}
    below: dict[str, set[str]] = {file.module: set() for file in files}
    for file, _, target in _inner_imports(files):
        below[file.module].add(_module_of(target, modules))
    while leaves := [module for module, targets in below.items() if not targets]:
        for leaf in leaves:
            del below[leaf]
        for targets in below.values():
            targets.difference_update(leaves)
    # What is left either lies on a cycle or imports one; the latter is peeled from above.
    while tops := [module for module in below if not any(module in t for t in below.values())]:
        for top in tops:
            del below[top]
    if below:
        yield f"a cycle through {', '.join(sorted(below))}"


def only_the_face_imports_tuners(files: Files) -> Iterator[str]:
    """The front doors are reached through the face."""
    for file, line, target in _inner_imports(files):
        if _within(target, "sklearn_hpt.tuners") and file.room not in ("", "tuners"):
            yield file.breach(line, f"{file.room} imports {target}")


# -- What must never be ----------------------------------------------------------------------


def rooms_do_not_know(files: Files) -> Iterator[str]:
    """Strategies do not know of cross-validation, nor evaluation where params come from."""
    for file in files:
        for line, target in file.imports:
            if any(_within(target, name) for name in FORBIDDEN.get(file.room, ())):
                yield file.breach(line, f"{file.room} imports {target}")


def surrogates_see_arrays(files: Files) -> Iterator[str]:
    """A surrogate never sees a dict."""
    for file in _in_rooms(files, "surrogates"):
        for line, target in file.imports:
            if any(_within(target, name) for name in PARAMS):
                yield file.breach(line, f"surrogates imports {target}")


def study_names_no_strategy(files: Files) -> Iterator[str]:
    """A study knows the protocol of a strategy, what goes round any, and the table of names."""
    origin = {
        f"{file.module}.{target.rpartition('.')[2]}": target
        for file in files
        if file.path.endswith("__init__.py")
        for _, target in file.imports
    }
    round_any = ("protocol", "given", "informed", "table")
    known = tuple(f"sklearn_hpt.strategies.{name}" for name in round_any)
    for file in _in_rooms(files, "study"):
        for line, target in file.imports:
            target = origin.get(target, target)
            if _within(target, "sklearn_hpt.strategies") and not any(
                _within(target, name) for name in known
            ):
                yield file.breach(line, f"study imports {target}")


def records_do_no_io(files: Files) -> Iterator[str]:
    """Trials and results read and write nothing."""
    for file in _in_rooms(files, "trials", "results"):
        for line, target in file.imports:
            if target.partition(".")[0] in IO_MODULES:
                yield file.breach(line, f"{file.room} imports {target}")
        for node in ast.walk(file.tree):
            if _last(_called(node)) in IO_CALLS:
                yield file.breach(node.lineno, f"{file.room} calls {_called(node)}")


def extras_stay_in_their_rooms(files: Files) -> Iterator[str]:
    """Hypothesis is for testing, matplotlib for plots, pickling for persistence."""
    for file in files:
        for line, target in file.imports:
            if _within(target, "hypothesis") and file.room != "testing":
                yield file.breach(line, "hypothesis outside testing")
            if _within(target, "matplotlib") and file.room != "utils":
                yield file.breach(line, "matplotlib outside utils")
            pickles = any(_within(target, name) for name in PICKLING)
            if pickles and not file.module.startswith(MAY_PICKLE):
                yield file.breach(line, f"{target} outside {' and '.join(MAY_PICKLE)}")


def extras_are_imported_when_used(files: Files) -> Iterator[str]:
    """A file can be imported without the packages of the extras."""
    for file in files:
        for node in _run_at_import(file.tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                if any(_within(name, extra) for extra in EXTRAS):
                    yield file.breach(node.lineno, f"{name} is imported with the file")


def no_global_randomness(files: Files) -> Iterator[str]:
    """No draw from numpy's global state or Python's; no generator without a key outside _rng."""
    for file in files:
        for line, target in file.imports:
            if target == "random" or target.startswith("random."):
                yield file.breach(line, "the module random draws from global state")
            name = target.removeprefix("numpy.random.")
            if name != target and not _may_name_random(name, file.room):
                yield file.breach(line, f"numpy.random.{name}")
        for node in ast.walk(file.tree):
            if not isinstance(node, ast.Attribute):
                continue
            path = _dotted(node)
            for prefix in ("np.random.", "numpy.random."):
                name = path.removeprefix(prefix)
                if name != path and not _may_name_random(name.partition(".")[0], file.room):
                    yield file.breach(node.lineno, path)


def no_module_state(files: Files) -> Iterator[str]:
    """What a module holds cannot change: tuples, mapping proxies, or names declared Final."""
    for file in files:
        for node in _run_at_import(file.tree):
            final = isinstance(node, ast.AnnAssign) and "Final" in ast.unparse(node.annotation)
            if not isinstance(node, ast.Assign | ast.AnnAssign) or final:
                continue
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [ast.unparse(target) for target in targets]
            if names != ["__all__"] and _is_mutable(node.value):
                yield file.breach(node.lineno, f"{', '.join(names)} can change")
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Global):
                yield file.breach(node.lineno, f"global {', '.join(node.names)}")


def private_names_in_one_file(files: Files) -> Iterator[str]:
    """Private names of other packages are gathered in _sklearn, and of scikit-learn only."""
    for file in files:
        for line, target in file.imports:
            inner = _within(target, FACE) or _within(target, "__future__")
            if inner or not any(_is_private(part) for part in target.split(".")):
                continue
            if file.room != "_sklearn" or not _within(target, "sklearn"):
                yield file.breach(line, f"{target} is private")
        modules = {target.partition(".")[0] for _, target in file.imports}
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Attribute) and _is_private(node.attr):
                root = _dotted(node).partition(".")[0]
                if root in modules and root != FACE and _dotted(node) not in PUBLIC:
                    yield file.breach(node.lineno, f"{_dotted(node)} is private")


def nothing_is_evaluated(files: Files) -> Iterator[str]:
    """No text becomes code."""
    for file in files:
        for node in ast.walk(file.tree):
            if _called(node) in ("eval", "exec", "compile"):
                yield file.breach(node.lineno, f"calls {_called(node)}")


# -- Size and first words --------------------------------------------------------------------


def first_line_says_what(files: Files) -> Iterator[str]:
    """The first line of a file is its docstring."""
    for file in files:
        if not file.text.startswith('"""') or not ast.get_docstring(file.tree):
            yield file.breach(1, "the first line is not a docstring")


def files_are_short(files: Files) -> Iterator[str]:
    """A file is one noun, and short enough to be read at once."""
    for file in files:
        lines = len(file.text.splitlines())
        if lines > LONGEST_FILE and file.path not in LONG_WITH_REASON:
            yield file.breach(lines, f"{lines} lines, more than {LONGEST_FILE}")


def functions_are_short(files: Files) -> Iterator[str]:
    """The body of a function fits on a screen, its docstring not counted."""
    for file in files:
        for node in ast.walk(file.tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            body = node.body[1:] if ast.get_docstring(node) else node.body
            length = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            if length > LONGEST_BODY and f"{file.path}::{node.name}" not in LONG_WITH_REASON:
                yield file.breach(node.lineno, f"{node.name} has {length} lines")


RULES: tuple[Rule, ...] = (
    every_room_has_a_floor,
    imports_go_down,
    no_cycles,
    only_the_face_imports_tuners,
    rooms_do_not_know,
    surrogates_see_arrays,
    study_names_no_strategy,
    records_do_no_io,
    extras_stay_in_their_rooms,
    extras_are_imported_when_used,
    no_global_randomness,
    no_module_state,
    private_names_in_one_file,
    nothing_is_evaluated,
    first_line_says_what,
    files_are_short,
    functions_are_short,
)


# -- Reading trees ---------------------------------------------------------------------------


def _in_rooms(files: Files, *rooms: str) -> Iterator[File]:
    return (file for file in files if file.room in rooms)


def _inner_imports(files: Files) -> Iterator[tuple[File, int, str]]:
    for file in files:
        for line, target in file.imports:
            if _within(target, FACE):
                yield file, line, target


def _within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def _module_of(target: str, modules: set[str]) -> str:
    """Give the module that an imported name lies in: itself, or the one that holds it."""
    return target if target in modules else target.rpartition(".")[0]


def _run_at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk the statements that run when a file is imported, those in branches too."""
    for node in ast.iter_child_nodes(tree):
        yield node
        if isinstance(node, ast.If | ast.Try | ast.With | ast.For | ast.ExceptHandler):
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                continue
            yield from _run_at_import(node)


def _called(node: ast.AST | None) -> str:
    """Give the dotted name that a call calls; "" for any other node."""
    return _dotted(node.func) if isinstance(node, ast.Call) else ""


def _last(dotted: str) -> str:
    return dotted.rpartition(".")[2]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _is_mutable(value: ast.AST | None) -> bool:
    displays = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
    makers = ("list", "dict", "set", "defaultdict", "Counter", "OrderedDict", "deque", "bytearray")
    return isinstance(value, displays) or _last(_called(value)) in makers


def _may_name_random(name: str, room: str) -> bool:
    return name in OWN_RANDOMNESS or (name == "default_rng" and room == "_rng")


def _dotted(node: ast.AST) -> str:
    """Give ``a.b.c`` for an attribute of attributes of a name; "" for any other thing."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
