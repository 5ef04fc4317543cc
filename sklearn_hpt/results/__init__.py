"""The read side: cv_results_ and the choice of the best."""
