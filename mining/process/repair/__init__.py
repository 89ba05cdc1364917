"""The few smallest edits of the documented process that explain the most winning practice."""
