"""One deal: what happened beside what the process asks."""
