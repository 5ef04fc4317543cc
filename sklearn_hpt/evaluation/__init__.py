"""What params are worth: fits and scores on splits."""
