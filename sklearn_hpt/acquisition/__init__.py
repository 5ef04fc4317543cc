"""What is worth trying: acquisition functions and the search for their maximum."""
