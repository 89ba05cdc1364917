"""Where sellers run ahead of their buyers, buyers ahead of their sellers, and where evidence is missing."""
