"""What may be tried: dimensions, conditions, constraints, and their encoding."""
