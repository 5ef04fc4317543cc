"""A recording of warnings: heard where a thing is done once, played for all that it is done for.

Filters act while it is made: what they ignore is not on it, and what they turn into an error is
raised. scikit-learn's searches forget between any two fits which warnings were shown, so what was
shown of one fit is shown of every other that comes to the same; a recording played for each of
them shows as much.
"""

import warnings
from contextlib import AbstractContextManager, nullcontext
from threading import current_thread, main_thread


class Recording:
    """Holds warnings back until they are played, as often as they are due.

    It may be entered several times, one after the other, and adds up what it heard. Only the
    main thread of a process can listen without hearing others; elsewhere warnings go by
    unheard, and are shown once.

    Examples
    --------
    >>> recording = Recording()
    >>> with warnings.catch_warnings(record=True) as shown:
    ...     warnings.simplefilter("always")
    ...     with recording:
    ...         warnings.warn("it did not converge", stacklevel=1)
    ...     recording.play()
    ...     recording.play()
    >>> [str(warning.message) for warning in shown]
    ['it did not converge', 'it did not converge']
    """

    def __init__(self) -> None:
        self._heard: list[warnings.WarningMessage] = []

    def __bool__(self) -> bool:
        return bool(self._heard)

    def __enter__(self) -> "Recording":
        self._listening = _listen()
        self._latest = self._listening.__enter__()
        return self

    def __exit__(self, *exception: object) -> None:
        self._listening.__exit__(None, None, None)
        self._heard += self._latest or []

    def play(self) -> None:
        """Show what was heard, as if it were warned of now."""
        for heard in self._heard:
            warnings.showwarning(heard.message, heard.category, heard.filename, heard.lineno)


def _listen() -> AbstractContextManager[list[warnings.WarningMessage] | None]:
    """Catch warnings, where that takes none from other threads."""
    alone = current_thread() is main_thread()
    return warnings.catch_warnings(record=True) if alone else nullcontext()
