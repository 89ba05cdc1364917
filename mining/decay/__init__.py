"""Alignment decay: what happens after each recorded change, and how long since anyone looked."""
