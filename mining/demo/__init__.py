"""A fictional company whose deals drift in known ways: the demo, and the truth that checks are measured against."""
