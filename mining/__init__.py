"""The verbs of Lanekeeper: models in, models out, without a window."""
