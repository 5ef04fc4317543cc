"""Where work runs: executors that return results in the order of submission."""
