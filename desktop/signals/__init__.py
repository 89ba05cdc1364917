"""What every screen that edits signals shows of one."""
