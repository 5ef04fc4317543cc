"""The front doors: scikit-learn estimators that tune other estimators."""
