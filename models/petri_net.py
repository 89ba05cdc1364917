"""A labelled Petri net with its initial and final marking: what BPMN, PNML and the documented process become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Transition:
    """A transition; `label` is None where it is silent. `takes` and `puts` give place and number of tokens."""

    name: str
    label: str | None
    takes: tuple[tuple[str, int], ...]
    puts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class PetriNet:
    """Places by name, transitions in the order of the file, and the two markings (place to tokens)."""

    name: str
    places: tuple[str, ...]
    transitions: tuple[Transition, ...]
    initial: Mapping[str, int]
    final: Mapping[str, int]

    def __post_init__(self) -> None:
        known = set(self.places)
        used = {place for t in self.transitions for place, _ in (*t.takes, *t.puts)}
        unknown = (used | set(self.initial) | set(self.final)) - known
        if unknown:
            raise ValueError(f"the net uses places it does not have: {', '.join(sorted(unknown))}")

    @property
    def labels(self) -> tuple[str, ...]:
        """The visible labels, in the order of the transitions, each once."""
        return tuple(dict.fromkeys(t.label for t in self.transitions if t.label is not None))
