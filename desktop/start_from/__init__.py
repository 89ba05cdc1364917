"""Where a process can start from: a template, a file, the log itself, or nothing."""
