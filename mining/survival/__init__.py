"""How long until an end of one kind or another, where some deals are still open."""
