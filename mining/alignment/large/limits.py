"""How far a comparison with a large model may go before it is given up, deal by deal and in all."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds of one call.

    `visited` is the number of search nodes (a situation and a position in the path) for one request, at some 60
    bytes each, and as many situations at some 100 bytes are kept for all; `seconds` is the time for all requests. What
    is not finished by then is given to pm4py for `fallback_seconds` in all and `fallback_seconds_each` for a path.
    """

    visited: int = 2_000_000
    seconds: float = 120.0
    fallback_seconds: float = 60.0
    fallback_seconds_each: float = 10.0

    @classmethod
    def of_seconds(cls, seconds: float) -> Limits:
        """No more than this in all, a third of it for pm4py."""
        return cls(
            seconds=seconds * 2 / 3,
            fallback_seconds=seconds / 3,
            fallback_seconds_each=min(cls.fallback_seconds_each, seconds / 3),
        )

    @property
    def in_all(self) -> float:
        """The longest that it can take, in seconds."""
        return self.seconds + self.fallback_seconds
