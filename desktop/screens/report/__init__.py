"""The report that is handed over: what is in it, whom it is for, and how its pages look."""
