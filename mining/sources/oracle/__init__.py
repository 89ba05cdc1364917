"""Oracle Sales' exports."""
