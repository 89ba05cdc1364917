"""A report as slides: a master, what fits on one of them, and every kind of block in the shapes of PowerPoint."""
