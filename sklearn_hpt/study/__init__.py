"""The loop and its memory: ask, tell, run."""
