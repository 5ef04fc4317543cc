"""What the tests have workers do; light to import, for each new worker imports it."""

import ctypes
import os
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path
from threading import Lock

import numpy as np
import sklearn


class Unpicklable(Exception):
    def __init__(self):
        super().__init__("holds a lock")
        self.lock = Lock()


class Picky(Exception):
    """Can be pickled, and fails when it is read."""

    def __init__(self, *, reason):
        super().__init__(reason)


def squares(task):
    """As many results as the task says."""
    return [number * number for number in range(task)]


def fail_at(task):
    if task < 0:
        raise ValueError(f"negative: {task}")
    return [task]


def raise_unpicklable(task):
    raise Unpicklable


def raise_picky(task):
    raise Picky(reason="of its constructor")


def give_unpicklable(task):
    return [Lock()]


class Unreadable:
    """Can be sent, and cannot be read where it arrives."""

    def __reduce__(self):
        return open, ("/no/such/file",)


def give_unreadable(task):
    return [Unreadable()]


def wait_for(path, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not Path(path).exists():
        if time.monotonic() > deadline:
            raise TimeoutError(f"nobody made {path}")
        time.sleep(0.005)


def two_halves(path):
    """The second result waits for a file."""
    yield "first"
    wait_for(path)
    yield "second"


def wait_if_told(task):
    name, path = task
    if path is not None:
        wait_for(path)
    return [name]


def process_of(task):
    return [os.getpid()]


def settings(task):
    """What is configured, and what becomes of a warning."""
    try:
        warnings.warn("a test", UserWarning, stacklevel=1)
    except UserWarning:
        return [(sklearn.get_config()["working_memory"], "an error")]
    return [(sklearn.get_config()["working_memory"], "ignored")]


def threads(task):
    return [os.environ["OMP_NUM_THREADS"]]


def inner_backend(task):
    from joblib.parallel import get_active_backend

    backend, _ = get_active_backend()
    return [(type(backend).__name__, backend.nesting_level)]


def folder_then_leave(task):
    """The working directory at the start of each task; each leaves for another."""
    here = str(Path.cwd())
    os.chdir("/")
    return [here]


class Summing:
    """Holds data, as an objective does."""

    def __init__(self, X):
        self.X = X

    def __call__(self, task):
        return [(float(self.X.sum()), self.X.flags.writeable, self.X.ctypes.data % 64)]


def total_of(X, task):
    return [float(X.sum())]


class Writing(Summing):
    def __call__(self, task):
        self.X[0] = task
        return ["written"]


def start_another_process(task):
    """Have a process that works as well, which holds whatever it was given."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield os.getpid()
    yield child.pid
    if task == "crash":
        os._exit(4)
    time.sleep(60)


def fork_and_die(task):
    """Leave a process behind that holds the pipe open, so that its end goes unheard."""
    yield os.getpid()
    child = os.fork()
    if child == 0:
        time.sleep(60)
        os._exit(0)
    yield child
    os._exit(5)


def allocate(megabytes):
    try:
        block = np.ones(megabytes * 125_000)
    except MemoryError:
        return ["refused", os.getpid()]
    return [f"{block.nbytes // 10**6} MB", os.getpid()]


def allocate_without_end(task):
    blocks = []
    while True:
        blocks.append(np.ones(5_000_000))


def search_inside(task):
    """Workers of a worker."""
    from sklearn_hpt.execution import Limits, make_executor

    with make_executor(1, limits=Limits(seconds=30)) as executor:
        return [(type(executor).__name__, *executor.run(squares, [3]))]


def misbehave(task):
    """Give one result, and then what the task says; a number is an ordinary task."""
    yield task
    if isinstance(task, str):
        MISCHIEF[task]()


def _loop():
    while True:
        pass


MISCHIEF = {
    "segfault": lambda: ctypes.string_at(0),
    "exit": lambda: os._exit(3),
    "abort": os.abort,
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "sys.exit": lambda: sys.exit(3),
    "sleep": lambda: ctypes.CDLL(None).sleep(10**6),
    "sum": lambda: sum(range(10**13)),
    "ignore signals": lambda: (signal.signal(signal.SIGTERM, signal.SIG_IGN), _loop()),
}


def tell_devices(folder):
    """Which devices this process sees, told when a second one has come as well."""
    (Path(folder) / str(os.getpid())).touch()
    deadline = time.monotonic() + 20
    while len(list(Path(folder).iterdir())) < 2:
        if time.monotonic() > deadline:
            raise TimeoutError("no second worker has come")
        time.sleep(0.005)
    return [os.environ.get("CUDA_VISIBLE_DEVICES")]


def has_torch(task):
    return ["torch" in sys.modules]
