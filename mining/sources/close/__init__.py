"""Close's exports."""
