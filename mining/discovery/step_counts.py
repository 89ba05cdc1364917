"""What the heuristics miner counts in variants: steps, what comes after what, and how deals begin and end."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping
from typing import Any


def step_counts(variants: Mapping[tuple[str, ...], int]) -> tuple[Counter[Any], ...]:
    """Steps, pairs two apart, triples, activities, first and last activities, in a fixed order."""
    found: tuple[Counter[Any], ...] = tuple(Counter() for _ in range(6))
    steps, windows, triples, activities, starts, ends = found
    for variant, count in sorted(variants.items()):
        for name in variant:
            activities[name] += count
        for pair in itertools.pairwise(variant):
            steps[pair] += count
        for triple in zip(variant, variant[1:], variant[2:], strict=False):
            windows[triple[0], triple[2]] += count
            triples[triple] += count
        if variant:
            starts[variant[0]] += count
            ends[variant[-1]] += count
    return found
