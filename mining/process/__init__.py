"""The documented process: reading and writing it, and turning it into a net."""
