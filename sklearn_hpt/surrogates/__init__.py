"""What we believe: probabilistic regression on arrays."""
