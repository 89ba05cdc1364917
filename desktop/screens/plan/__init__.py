"""The screen of the change plan: what is done about what was found, by whom, and by when it can be verified."""
