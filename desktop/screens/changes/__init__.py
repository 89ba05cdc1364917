"""The screen of recorded changes: what became of each, and how long since anyone looked."""
