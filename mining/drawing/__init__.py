"""Process models as drawings: what a documented process, a Petri net or a process tree looks like, and where."""
