"""How the command line shows progress: one line on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from time import monotonic

from models.progress import Report, silent

_PATIENCE = 0.3
_EVERY = 0.1
_WIDTH = 78


def terminal_report() -> Report:
    """A reporter that rewrites one line on standard error, once the work has taken a moment."""
    return _Line() if sys.stderr.isatty() else silent


class _Line:
    def __init__(self) -> None:
        self._next = monotonic() + _PATIENCE
        self._shown = False

    def __call__(self, fraction: float, message: str) -> None:
        if fraction >= 1.0:
            self._write("")
        elif monotonic() >= self._next:
            self._next = monotonic() + _EVERY
            self._write(f"{message} ... {fraction:.0%}")

    def _write(self, text: str) -> None:
        if text or self._shown:
            sys.stderr.write(f"\r{text:<{_WIDTH}}\r")
            sys.stderr.flush()
        self._shown = bool(text)
