"""Exact reuse: what one fit can do for several params, to the last bit."""
