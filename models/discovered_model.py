"""A process model that was discovered from deals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.petri_net import PetriNet
from models.process_tree import ProcessTree


class Miner(StrEnum):
    """The ways to discover a model."""

    INDUCTIVE = "inductive"
    HEURISTICS = "heuristics"


@dataclass(frozen=True)
class DiscoveredModel:
    """The net that a miner found, and the tree that it is made of, which only the inductive miner has.

    `variants` are the distinct activity sequences that it was learnt from with their counts; `noise` (0 to 1) is how
    much rare flow was left out.
    """

    miner: Miner
    noise: float
    net: PetriNet
    tree: ProcessTree | None
    variants: Mapping[tuple[str, ...], int]

    @property
    def deals(self) -> int:
        """How many deals it was learnt from."""
        return sum(self.variants.values())

    @property
    def activity_counts(self) -> dict[str, int]:
        """In how many deals each activity happens."""
        counts: dict[str, int] = {}
        for sequence, deals in self.variants.items():
            for activity in set(sequence):
                counts[activity] = counts.get(activity, 0) + deals
        return counts
