"""The overlap of dicts: which of several may name params that an earlier one names too."""

from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.integer import Integer
from sklearn_hpt.space.layout import Branch, Layout
from sklearn_hpt.space.real import Real


def overlapping_branches(layout: Layout) -> frozenset[int]:
    """Find the dicts that may have params in common with an earlier one.

    Parameters
    ----------
    layout : Layout
        Of one dict or several.

    Returns
    -------
    numbers : frozenset of int
    """
    branches = layout.branches
    return frozenset(
        late
        for late in range(len(branches))
        if any(_may_overlap(branches[early], branches[late]) for early in range(late))
    )


def _may_overlap(one: Branch, other: Branch) -> bool:
    """Tell whether two dicts may name the same params; in doubt, yes."""
    if not (_always(one) <= other.keys() and _always(other) <= one.keys()):
        return False
    shared = one.keys() & other.keys()
    return all(
        _may_share(one[name], other[name])
        for name in shared
        if not one[name].conditions and not other[name].conditions
    )


def _always(branch: Branch) -> set[str]:
    """Give the names that are active in all params of a dict."""
    return {name for name, dimension in branch.items() if not dimension.conditions}


def _may_share(one: Dimension, other: Dimension) -> bool:
    """Tell whether two dimensions may have a value in common; in doubt, yes."""
    if isinstance(one, (Real, Integer)) and isinstance(other, (Real, Integer)):
        (low, high), (other_low, other_high) = one.ends, other.ends
        return max(low, other_low) <= min(high, other_high)
    for finite, any_ in ((one, other), (other, one)):
        if finite.listable and not isinstance(finite, Integer):
            return any(map(any_.contains, finite.values()))
    return True
