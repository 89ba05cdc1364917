"""From what happened to what it means: effects of deviations, habits of people, verdicts."""
