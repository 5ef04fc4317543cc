"""Every name below joblib's documented interface that this package leans on.

All were seen in joblib 1.4.0 and 1.6.0, with the loky 3.4.1 and 3.6.0 that they carry. cloudpickle
is reached through loky: joblib carries it up to some release, and depends on it from there on.
"""

from collections.abc import Callable, Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from joblib import parallel
from joblib.externals.loky import cloudpickle_wrapper as cloudpickle
from joblib.externals.loky.backend import get_context, resource_tracker


def active_backend() -> Any:
    """Give the joblib backend that a ``Parallel`` made now would use."""
    backend, _ = parallel.get_active_backend()
    return backend


def is_loky(backend: Any) -> bool:
    """Say whether the workers of a backend are processes of loky."""
    return isinstance(backend, parallel.LokyBackend)


def is_multiprocessing(backend: Any) -> bool:
    """Say whether the workers of a backend are processes of multiprocessing, mostly forked."""
    return isinstance(backend, parallel.MultiprocessingBackend)


def is_nested(backend: Any) -> bool:
    """Say whether a backend was chosen by joblib because this is a worker already."""
    return bool(backend.nesting_level)


def uses_threads(backend: Any) -> bool:
    """Say whether tasks of a backend run in this process."""
    return bool(getattr(backend, "uses_threads", False))


def supports_generator(backend: Any) -> bool:
    """Say whether a backend can give results one by one."""
    return bool(backend.supports_return_generator)


def nested(backend: Any) -> tuple[Any, int | None]:
    """Give the backend, with its number of jobs, for what runs in the workers of a backend."""
    backend, n_jobs = backend.get_nested_backend()
    return backend, n_jobs


def thread_variables(backend: Any) -> tuple[str, ...]:
    """Give the environment variables that bound the threads of linear algebra in a worker."""
    return tuple(backend.MAX_NUM_THREADS_VARS)


def thread_limit(backend: Any) -> int | None:
    """Give the ``inner_max_num_threads`` of ``joblib.parallel_config``, None where not given."""
    limit: int | None = getattr(backend, "inner_max_num_threads", None)
    return limit


def start_process(
    name: str, target: Callable[..., None], args: tuple[Any, ...], env: Mapping[str, str]
) -> BaseProcess:
    """Start a process that neither forks this one nor imports its main module.

    A script without ``if __name__ == "__main__"`` does not run again in it, and threads of
    OpenMP or torch are not copied.
    """
    process: BaseProcess = get_context("loky").Process(
        name=name, target=target, args=args, env=dict(env)
    )
    process.start()
    return process


def track_folder(folder: Path) -> None:
    """Have a folder deleted by a process that outlives this one, should this one be killed."""
    resource_tracker.register(str(folder), "folder")


def forget_folder(folder: Path) -> None:
    """Undo `track_folder`: the folder is gone."""
    resource_tracker.unregister(str(folder), "folder")


def dumps(thing: Any, buffer_callback: Callable[[Any], bool] | None = None) -> bytes:
    """Pickle anything, what was defined in the main module or in a notebook too."""
    pickled: bytes = cloudpickle.dumps(thing, protocol=5, buffer_callback=buffer_callback)
    return pickled


def loads(pickled: bytes | memoryview, buffers: list[memoryview] | None = None) -> Any:
    """Undo `dumps`: only for what this package pickled itself, in this run."""
    return cloudpickle.loads(pickled, buffers=buffers)
