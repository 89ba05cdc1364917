"""How often every rep shows a deviation, beside the others, at the same mix of deals."""
