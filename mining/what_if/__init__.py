"""What another process would mean for the same deals."""
