"""One opportunity at a time: its path, its times, what was done in it, and its story."""
