"""Who looks next: strategies are pure functions of the history."""
