"""How well deals and documented process describe each other: fitness of stages, precision, generalisation, ..."""
