"""The mends of errors: what is said of errors in nets that leave open what to do."""

import re
from typing import Final

MENDS: Final = (
    (
        RuntimeError,
        r"\bdouble\b.*\bfloat\b|expected scalar type float but found double",
        "The samples, or the targets, are float64 where the net has float32: give it "
        'X.astype("float32"), and the targets of a regressor so too.',
    ),
    (
        RuntimeError,
        r"expected (?:target dtype to be|scalar type) Long",
        'The labels are no whole numbers of 64 bits: give a net y.astype("int64").',
    ),
    (
        IndexError,
        r"Target -?\d+ is out of bounds",
        "The labels of a net count from 0, and it has an output for each: "
        "LabelEncoder().fit_transform(y) gives such labels.",
    ),
    (
        TypeError,
        r"invalid data type 'numpy\.str_'|default_collate: .* found (?:object|<U)",
        "A net takes numbers only: LabelEncoder().fit_transform(y) gives those for labels, and "
        'X.astype("float32") for samples that are numbers as objects.',
    ),
    (
        ValueError,
        r"X and y have inconsistent lengths|Dataset does not have consistent lengths",
        'A net takes a list for several inputs: give it an array, np.asarray(X, dtype="float32").',
    ),
    (
        Exception,
        r"Key 'valid_\w+' was not found in history",
        "A callback watches a validation set, and the net has none: give it "
        "train_split=ValidSplit(0.1, stratified=True), or have the callback watch train_loss.",
    ),
    (
        TypeError,
        r"forward\(\) got an unexpected keyword argument",
        "Of a frame, skorch hands each column to the module by its name: give the net "
        'X.to_numpy(dtype="float32").',
    ),
    (
        Exception,
        r"not compiled with CUDA|no CUDA GPUs|NVIDIA driver|invalid device ordinal",
        "The CUDA device is not there: say device='cpu'; or device='cuda' without a number, since "
        "workers see their devices numbered from 0.",
    ),
    (
        ModuleNotFoundError,
        r"",
        "What a fit imports has to be installed where it is made; a module of your own has to lie "
        "in a folder that is on PYTHONPATH there.",
    ),
)
"""The class of an error, what its words look like, and the mend."""


def add_mend(error: BaseException) -> None:
    """Add a note to an error whose own words leave open how to mend it.

    Parameters
    ----------
    error : BaseException

    Examples
    --------
    >>> error = RuntimeError("mat1 and mat2 must have the same dtype, but got Double and Float")
    >>> add_mend(error)
    >>> error.__notes__
    ['The samples, or the targets, are float64 where the net has float32: ...']
    """
    text = str(error)
    for kind, pattern, mend in MENDS:
        if isinstance(error, kind) and re.search(pattern, text, re.IGNORECASE | re.DOTALL):
            error.add_note(mend)
            return
