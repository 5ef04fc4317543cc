"""A requirement of a saved model: what must hold, or it is refused."""


def require(holds: bool, otherwise: str) -> None:
    """Refuse a model unless something holds.

    Parameters
    ----------
    holds : bool
    otherwise : str
        What is wrong if it does not hold, as a clause.

    Raises
    ------
    ValueError
        If it does not hold.
    """
    if not holds:
        raise ValueError(otherwise)
