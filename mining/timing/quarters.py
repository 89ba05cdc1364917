"""The quarter that a moment lies in, and the one before."""

from __future__ import annotations

from datetime import UTC, datetime

from mining.number_format import at


def quarter_bounds(now: int) -> tuple[int, int, int]:
    """When the quarter before began, when this one began, and when it ends (microseconds UTC)."""
    moment = at(now)
    index = moment.year * 4 + (moment.month - 1) // 3
    before, this, after = (_start(index + offset) for offset in (-1, 0, 1))
    return before, this, after


def quarter_name(begin: int) -> str:
    """`Q3 2026`, by when it begins."""
    moment = at(begin)
    return f"Q{(moment.month - 1) // 3 + 1}\u00a0{moment.year}"


def _start(index: int) -> int:
    year, quarter = divmod(index, 4)
    return int(datetime(year, quarter * 3 + 1, 1, tzinfo=UTC).timestamp()) * 1_000_000
