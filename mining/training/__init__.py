"""Training with a team's own deals: which teach, step by step, as exercises, and as a hand-out."""
