"""The questions of the exercises: a maker for each kind, which makes none where the answer could be argued about."""
