"""The import wizard: files, columns, what was read, and the documented process."""
