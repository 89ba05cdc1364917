"""The rows of the variants: distinct paths with their explanations, counted, grouped, folded, searched and told."""
