"""Numbers and names as they stand in a sentence."""

from __future__ import annotations

from collections.abc import Sequence


def listed(names: Sequence[str], limit: int = 30) -> str:
    """Names for a sentence, the first `limit` of them."""
    shown = ", ".join(names[:limit])
    return f"{shown} and {len(names) - limit} more" if len(names) > limit else shown


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 row", "2,000 rows"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
