"""The buyer's journey beside the documented process: edited, looked for in the log, and held against the sellers."""
