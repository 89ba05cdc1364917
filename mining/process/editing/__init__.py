"""The verbs with which a documented process is edited: each takes a process and returns what became of it."""
