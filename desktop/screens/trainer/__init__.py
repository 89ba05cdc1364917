"""The trainer: a team's own deals replayed beside the process, step by step and as exercises, in large type."""
