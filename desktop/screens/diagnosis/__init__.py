"""The diagnosis: whose a deviation is, what speaks for that and against it, and what cannot be said."""
