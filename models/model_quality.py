"""How well the documented process and the deals describe each other, beyond which deals depart from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class StageFitness:
    """What deals do with a documented stage or end; a deal can count as followed and as extra.

    `followed`: deals that do it where the process asks for it; `left_out`: deals that do not, and do it nowhere else
    either; `extra`: deals that do it where the process does not ask for it; `moved`: those of them that left it out
    in its place, so that they did it at another time. `fitness` is followed / (followed + left_out + extra), from 0
    to 1, and None where no deal came so far.
    """

    stage: str
    followed: int
    left_out: int
    extra: int
    moved: int
    fitness: float | None


@dataclass(frozen=True)
class Continuation:
    """A step that the process allows right after another one (None: as the first) in situations where none takes it.

    `times` counts the deals that stood in such a situation and went on otherwise, once for every time they did;
    `taken` how often deals take the step after that one elsewhere.
    """

    after: str | None
    step: str
    times: int
    taken: int


@dataclass(frozen=True)
class Precision:
    """How much of what the process allows deals do: 1 - escaping / allowed.

    `allowed` sums, over every step of every deal, in how many ways the process would have let it go on there;
    `escaping` those among them that no deal takes in that situation, and `unused` says which they are, the most
    frequent first.
    """

    value: float
    allowed: int
    escaping: int
    unused: tuple[Continuation, ...]


class Relation(StrEnum):
    """How two steps follow each other directly: a cell of a footprint."""

    BEFORE = "before"
    AFTER = "after"
    BOTH = "both ways"
    NEVER = "never"


@dataclass(frozen=True)
class FootprintCell:
    """Two steps that deals put in another relation than the process: the relation of `first` to `second`.

    `times` counts how often deals go straight from one to the other where the process does not.
    """

    first: str
    second: str
    documented: Relation
    observed: Relation
    times: int


@dataclass(frozen=True)
class Footprint:
    """The comparison of both footprints over `steps`: every ordered pair of them is a cell.

    `agreement` is the share of equal cells; `differing` has each pair of differing steps once, in the order of
    `steps`.
    """

    steps: tuple[str, ...]
    agreement: float
    differing: tuple[FootprintCell, ...]


@dataclass(frozen=True)
class ModelQuality:
    """Every measure of the documented process over some deals; None where there is nothing to measure.

    `deal_fitness` is the mean fitness of the deals. `without` says in one sentence why precision cannot be told
    although there are deals, and is empty otherwise. `undocumented` has a row a step that is neither stage nor end.
    """

    deals: int
    deal_fitness: float | None
    stages: tuple[StageFitness, ...]
    precision: Precision | None
    generalisation: float | None
    footprint: Footprint | None
    without: str = ""
    undocumented: tuple[StageFitness, ...] = ()
