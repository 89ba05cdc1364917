"""From deviations to what they cost and whose they are."""
