"""One package or module a screen; screens do not import each other."""
