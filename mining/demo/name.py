"""What the project of the demo is called."""

DEMO = "Demo"
