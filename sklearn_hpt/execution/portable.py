"""A portable error: one that can be sent to another process."""

import traceback

from sklearn_hpt.execution._joblib import dumps, loads


def portable(error: BaseException) -> BaseException:
    """Give an error that survives pickling.

    Many cannot: those that hold a lock or a file, and those with a constructor that takes
    something else than ``args``, which fail when they are read.

    Parameters
    ----------
    error : BaseException

    Returns
    -------
    portable : BaseException
        The error itself, or a `RuntimeError` that quotes its traceback.

    Examples
    --------
    >>> portable(ValueError("wrong"))
    ValueError('wrong')
    >>> class Picky(Exception):
    ...     def __init__(self, *, cause):
    ...         super().__init__(cause)
    >>> type(portable(Picky(cause="no args")))
    <class 'RuntimeError'>
    """
    try:
        loads(dumps(error))
    except Exception:
        return RuntimeError("".join(traceback.format_exception(error)).rstrip())
    return error
