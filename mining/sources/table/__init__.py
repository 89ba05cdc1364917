"""Any table, its columns named by the user or guessed."""
