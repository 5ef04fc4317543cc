"""Tools for property tests of search spaces and strategies."""
