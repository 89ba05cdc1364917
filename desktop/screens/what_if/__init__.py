"""What another process would mean: drafts, versions, quick edits, and before and after side by side."""
