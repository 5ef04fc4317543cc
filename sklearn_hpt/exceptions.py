"""Every error and warning that this package raises by a name of its own."""


class SearchSpaceError(ValueError):
    """A search space that cannot be: the message says what was given and how to mend it."""


class InfeasibleSpaceError(SearchSpaceError):
    """Hardly any params of the space satisfy its constraints."""


class SpaceExhaustedError(RuntimeError):
    """Nothing is left to ask: all params of a finite space have been tried."""


class MissingExtraError(ImportError):
    """An optional package is not installed; the message names the extra that brings it."""


class SpaceExhaustedWarning(UserWarning):
    """All params of a finite space have been tried; the search ended early."""


class FallbackWarning(UserWarning):
    """A surrogate could not be fitted; a simpler rule made the suggestion."""


class SearchSpaceTypeError(SearchSpaceError, TypeError):
    """A value of the wrong type in a search space: a str or an iterator where a list belongs."""


class SpaceCheckError(AssertionError):
    """An estimator cannot be fitted with some params of its search space."""
