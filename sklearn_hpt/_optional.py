"""Optional packages: imported when first used, and missed with the mend."""

import importlib
from types import ModuleType

from sklearn_hpt.exceptions import MissingExtraError


def import_extra(module: str, *, extra: str, purpose: str) -> ModuleType:
    """Import a package that an extra brings.

    Parameters
    ----------
    module : str
        What to import, such as ``"matplotlib.pyplot"``.
    extra : str
        The extra of this package that installs it, such as ``"plots"``.
    purpose : str
        What needs it, as the subject of a sentence: ``"Reading a CSV file"``.

    Returns
    -------
    module : module

    Raises
    ------
    MissingExtraError
        If the package is not installed. A package that is installed but cannot be imported,
        because something of its own is missing, raises what it raises.

    Examples
    --------
    >>> import_extra("json", extra="frames", purpose="Reading a CSV file").loads("[1]")
    [1]
    >>> import_extra("no_such_package", extra="frames", purpose="Reading a CSV file")
    Traceback (most recent call last):
    sklearn_hpt.exceptions.MissingExtraError: Reading a CSV file needs no_such_package, which is
    not installed; run: pip install "sklearn-hpt[frames]"
    """
    package = module.partition(".")[0]
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        raise MissingExtraError(
            f"{purpose} needs {package}, which is not installed; "
            f'run: pip install "sklearn-hpt[{extra}]"',
            name=package,
        ) from error
