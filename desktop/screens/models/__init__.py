"""The screen of process models: documented or discovered, in three notations, to look at and to take away."""
