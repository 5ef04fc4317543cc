"""The surroundings of a task: the settings of this process that it would see here."""

import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from joblib import cpu_count, parallel_config
from sklearn import get_config
from sklearn.utils.parallel import delayed

from sklearn_hpt.execution._joblib import active_backend, nested, thread_limit, thread_variables


@dataclass(frozen=True)
class Surroundings:
    """scikit-learn's configuration, the warning filters, and the joblib backend for what is nested.

    Parameters
    ----------
    config : dict
        As `sklearn.get_config` gives it.
    filters : list
        As `warnings.filters` holds them.
    backend : object
        The joblib backend for the fits' own parallelism, as in a worker of joblib.
    n_jobs : int or None
        Its number of jobs.
    """

    config: dict[str, Any]
    filters: list[Any]
    backend: Any
    n_jobs: int | None

    @classmethod
    def here(cls) -> "Surroundings":
        """Take down what holds in this process now.

        Returns
        -------
        surroundings : Surroundings
        """
        return cls(get_config(), list(warnings.filters), *nested(active_backend()))

    def call(self, function: Callable[..., Any], *args: Any) -> Any:
        """Call a function as if these held here.

        Parameters
        ----------
        function : callable
        *args : object

        Returns
        -------
        result : object

        Examples
        --------
        >>> import sklearn
        >>> with sklearn.config_context(working_memory=77):
        ...     surroundings = Surroundings.here()
        >>> surroundings.call(get_config)["working_memory"]
        77
        """
        call, args, _ = delayed(function)(*args)
        with parallel_config(backend=self.backend, n_jobs=self.n_jobs):
            return call.with_config_and_warning_filters(self.config, self.filters)(*args)


def thread_environment(n_workers: int) -> dict[str, str]:
    """Divide the cores among the threads of some workers, as joblib does.

    Parameters
    ----------
    n_workers : int

    Returns
    -------
    environment : dict of str to str
        The variables that OpenMP and the libraries of linear algebra read. One that is set here
        stays as it is, unless ``joblib.parallel_config(inner_max_num_threads=...)`` says more.
    """
    backend = active_backend()
    limit = thread_limit(backend)
    share = str(max(1, cpu_count() // n_workers))
    return {
        name: os.environ.get(name, share) if limit is None else str(limit)
        for name in thread_variables(backend)
    }
