"""Every error and warning that this package raises by a name of its own."""


class SearchSpaceError(ValueError):
    """A search space that cannot be: the message says what was given and how to mend it."""


class InfeasibleSpaceError(SearchSpaceError):
    """Hardly any params of the space satisfy its constraints."""


class SpaceExhaustedError(RuntimeError):
    """Nothing is left to ask: all params of a finite space have been tried."""


class JournalError(RuntimeError):
    """A journal that cannot be read or written as asked; the message says how to go on."""


class JournalInUseError(JournalError):
    """Another search holds the journal: the message says which."""


class JournalMismatchError(JournalError, ValueError):
    """A journal was written by another search than this one: the message says what differs."""


class WorkerLostError(RuntimeError):
    """A worker died, or was ended, while it did a fit whose errors are to be raised."""


class MissingExtraError(ImportError):
    """An optional package is not installed; the message names the extra that brings it."""


class SpaceExhaustedWarning(UserWarning):
    """All params of a finite space have been tried; the search ended early."""


class JournalWarning(UserWarning):
    """Something about a journal that costs little now, but should be known."""


class SearchStoppedWarning(UserWarning):
    """A search ended before all its trials were done: the message says why."""


class LimitsWarning(UserWarning):
    """No trial of a search is within the limits: the message says which comes nearest."""


class ObserverWarning(UserWarning):
    """An observer of a search failed; the search goes on."""


class FallbackWarning(UserWarning):
    """A surrogate or an acquisition could not be used; a simpler rule made the suggestion."""


class SearchSpaceTypeError(SearchSpaceError, TypeError):
    """A value of the wrong type in a search space: a str or an iterator where a list belongs."""


class SpaceCheckError(AssertionError):
    """An estimator cannot be fitted with some params of its search space."""
