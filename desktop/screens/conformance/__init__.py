"""How well deals and the documented process describe each other: measures, stages, rules, the process itself."""
