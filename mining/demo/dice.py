"""Chance that falls the same way on every machine: only `Random.random`, whose sequence Python guarantees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")
_NORMAL = NormalDist()


class Dice:
    """Draws from one seed; every method uses up exactly one number."""

    def __init__(self, seed: int) -> None:
        self._next = Random(seed).random  # a story, not a secret

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self._next() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._next() * (high - low + 1))

    def between(self, low: float, high: float) -> float:
        """A number between two bounds, all equally likely."""
        return low + self._next() * (high - low)

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, all equally likely."""
        return items[int(self._next() * len(items))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """One of the keys, as likely as its weight."""
        left = self._next() * sum(weights.values())
        for item, weight in weights.items():
            left -= weight
            if left < 0:
                return item
        return next(item for item in reversed(list(weights)) if weights[item])

    def around(self, median: float, spread: float) -> float:
        """A log-normal number: half of them below `median`, two thirds within a factor of exp(spread)."""
        quantile = min(max(self._next(), 0.002), 0.998)
        return float(median * 2.718281828459045 ** (spread * _NORMAL.inv_cdf(quantile)))
