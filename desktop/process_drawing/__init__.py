"""The process map as every screen that shows it draws and replays it."""
