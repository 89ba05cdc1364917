"""How long work tells where it is: one callable that the window and the command line both provide."""

from __future__ import annotations

from typing import Protocol


class Report(Protocol):
    """Called with a fraction (0 to 1) and a short message; raises `Cancelled` after a cancel."""

    def __call__(self, fraction: float, message: str) -> None: ...


def share_of(report: Report, number: int, of: int, share: float = 1.0) -> Report:
    """The report of one of several equal parts, the first being 0, that together are `share` of the whole."""

    def step(fraction: float, message: str) -> None:
        report(share * (number + fraction) / of, message)

    return step


def silent(fraction: float, message: str) -> None:
    """Report to nobody."""
